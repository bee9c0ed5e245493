package io.creditlake.standards;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money in yuan. */
public final class Amounts {
    private static final int LONGEST_PLAIN = 15;
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);

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
        BigDecimal plain = plain(text);
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
        return text == null ? null : AmountText.read(text, true);
    }

    /** Digits with at most two decimals, which nearly all values are. */
    private static BigDecimal plain(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST_PLAIN) {
            return null;
        }
        long value = 0;
        int decimals = -1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Width.isDigit(c)) {
                value = value * 10 + c - '0';
                decimals += decimals >= 0 ? 1 : 0;
            } else if (c == '.' && decimals < 0 && i > 0) {
                decimals = 0;
            } else {
                return null;
            }
        }
        return switch (decimals) {
            case -1, 0 -> BigDecimal.valueOf(value * 100, 2);
            case 1 -> BigDecimal.valueOf(value * 10, 2);
            case 2 -> BigDecimal.valueOf(value, 2);
            default -> null;
        };
    }

    /** Yuan with two decimals of a number in a column's unit. */
    static BigDecimal yuan(BigDecimal number, boolean wan) {
        return (wan ? number.multiply(WAN) : number).setScale(2, RoundingMode.HALF_UP);
    }
}
