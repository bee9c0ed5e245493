package io.creditlake.standards;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads amounts that are not written plainly. */
final class AmountText {
    private static final int LONGEST = 48;
    private static final int MOST_DIGITS = 18;
    private static final Pattern CURRENCY = Pattern.compile("^(?:人民币|RMB|CNY)?[:：]?[¥￥]?(?:人民币|RMB|CNY)?");
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\d{1,3}(?:[,，]\\d{3,})+|\\d+)?(?:\\.\\d*)?(?:E[+-]?\\d{1,2})?");

    private AmountText() {}

    /**
     * The amount in yuan.
     *
     * @param wan whether a number without a unit counts in 10,000 yuan
     * @return null when the text names none
     */
    static BigDecimal read(String text, boolean wan) {
        if (text.length() > LONGEST || Blank.isBlank(text)) {
            return null;
        }
        String amount = Cleaner.cleanWithoutSpaces(text).toUpperCase(Locale.ROOT);
        boolean inBrackets = amount.length() > 2
                && (amount.charAt(0) == '(' || amount.charAt(0) == '（')
                && (amount.endsWith(")") || amount.endsWith("）"));
        amount = inBrackets ? amount.substring(1, amount.length() - 1) : amount;
        int signed = sign(amount);
        amount = CURRENCY.matcher(signed == 0 ? amount : amount.substring(1)).replaceFirst("");
        int signedBehind = signed == 0 ? sign(amount) : 0;
        amount = signedBehind == 0 ? amount : amount.substring(1);
        if ((inBrackets && signed + signedBehind != 0) || amount.isEmpty()) {
            return null;
        }
        BigDecimal value = unsigned(amount, wan);
        if (value == null || value.precision() - value.scale() > MOST_DIGITS) {
            return null;
        }
        return inBrackets || signed + signedBehind < 0 ? value.negate() : value;
    }

    private static int sign(String amount) {
        char first = amount.isEmpty() ? ' ' : amount.charAt(0);
        return first == '+' ? 1 : Width.isDash(first) ? -1 : 0;
    }

    private static BigDecimal unsigned(String amount, boolean wan) {
        BigDecimal number = number(amount);
        if (number != null) {
            return Amounts.yuan(number, wan);
        }
        BigDecimal sum = new AmountInWords(amount, wan).yuan();
        return sum == null ? null : Amounts.yuan(sum, false);
    }

    /** A number in digits, {@code 5,000000} and {@code 1.2E7} among them, or null. */
    static BigDecimal number(String digits) {
        if (!NUMBER.matcher(digits).matches() || !Width.isDigit(firstOf(digits))) {
            return null;
        }
        return new BigDecimal(digits.replace(",", "").replace("，", ""));
    }

    private static char firstOf(String digits) {
        if (digits.isEmpty()) {
            return ' ';
        }
        boolean point = digits.charAt(0) == '.' && digits.length() > 1;
        return digits.charAt(point ? 1 : 0);
    }
}
