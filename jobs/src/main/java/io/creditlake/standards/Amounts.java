package io.creditlake.standards;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money in yuan. */
public final class Amounts {
    /** What {@link #plainCents} gives for other texts. */
    public static final long NO_CENTS = -1;

    private static final int YUAN_DECIMALS = 2;
    private static final int WAN_DECIMALS = 6;
    private static final int LONGEST_PLAIN = 12;
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private Amounts() {}

    /**
     * The amount a text names, in yuan with two decimals, halves rounded up: {@code 2000}, {@code 2000元},
     * {@code 5,000000}, {@code ¥1,234.50}, {@code 1.2万元}, {@code 3亿元}, {@code (500)} for −500, 叁仟元整, 壹万贰仟元; any
     * width.
     *
     * @return null when it names none, names another currency, or has more than 18 digits before the point
     */
    public static BigDecimal parse(String text) {
        if (text == null) {
            return null;
        }
        BigDecimal plain = plain(text, false);
        return plain != null ? plain : AmountText.read(text, false);
    }

    /**
     * The amount in a column kept in 万元 (10,000 yuan): {@code 0.2} is 2000.00 yuan. A text that names its own unit keeps
     * it: {@code 2000元} is 2000.00, {@code 1.2万元} is 12000.00. Chinese numerals without 元 are not understood, for the
     * column's unit may or may not have been meant.
     *
     * @return the amount in yuan with two decimals; null as for {@link #parse}
     */
    public static BigDecimal parseWan(String text) {
        if (text == null) {
            return null;
        }
        BigDecimal plain = plain(text, true);
        return plain != null ? plain : AmountText.read(text, true);
    }

    /**
     * The amount in hundredths of a yuan of up to 12 digits and a point, which nearly all values are.
     *
     * @param wan whether the number counts in 10,000 yuan
     * @return {@link #NO_CENTS} when the text is longer or anything else
     */
    public static long plainCents(CharSequence text, boolean wan) {
        int length = text.length();
        if (length == 0 || length > LONGEST_PLAIN) {
            return NO_CENTS;
        }
        long value = 0;
        int point = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Width.isDigit(c)) {
                value = value * 10 + c - '0';
            } else if (c == '.' && point < 0 && i > 0) {
                point = i;
            } else {
                return NO_CENTS;
            }
        }
        int decimals = wan ? WAN_DECIMALS : YUAN_DECIMALS;
        int missing = point < 0 ? decimals : decimals - (length - 1 - point);
        return missing < 0 ? NO_CENTS : value * POWERS[missing];
    }

    private static BigDecimal plain(String text, boolean wan) {
        long cents = plainCents(text, wan);
        return cents == NO_CENTS ? withUnit(text) : BigDecimal.valueOf(cents, YUAN_DECIMALS);
    }

    /** Digits and a point before 元 or 万元, which most of the rest are. */
    private static BigDecimal withUnit(String text) {
        int end = text.length() - 1;
        if (end < 1 || text.charAt(end) != '元') {
            return null;
        }
        boolean wan = text.charAt(end - 1) == '万';
        long cents = plainCents(text.subSequence(0, wan ? end - 1 : end), wan);
        return cents == NO_CENTS ? null : BigDecimal.valueOf(cents, YUAN_DECIMALS);
    }

    /** Yuan with two decimals of a number in a column's unit. */
    static BigDecimal yuan(BigDecimal number, boolean wan) {
        return (wan ? number.multiply(WAN) : number).setScale(2, RoundingMode.HALF_UP);
    }
}
