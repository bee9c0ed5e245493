package io.creditlake.standards;

/** Chinese numerals, the everyday and the formal ones. */
final class ChineseDigits {
    private static final String EVERYDAY = "〇一二三四五六七八九";
    private static final String FORMAL = "零壹贰叁肆伍陆柒捌玖";
    private static final String CIRCLES = "○◯";

    private ChineseDigits() {}

    /** The value of one numeral, −1 for any other character. */
    static int value(char c) {
        int value = EVERYDAY.indexOf(c);
        if (value < 0) {
            value = FORMAL.indexOf(c);
        }
        if (value < 0 && CIRCLES.indexOf(c) >= 0) {
            return 0;
        }
        return switch (c) {
            case '两', '兩', '貳' -> 2;
            case '參', '叄' -> 3;
            case '陸' -> 6;
            default -> value;
        };
    }

    /** The power of ten a numeral unit up to 千 stands for, 0 for any other character. */
    static int unit(char c) {
        return switch (c) {
            case '十', '拾' -> 10;
            case '百', '佰' -> 100;
            case '千', '仟' -> 1000;
            default -> 0;
        };
    }

    /** A date with the numerals of year, month and day in Arabic digits: 二〇二一年十二月三十日 becomes 2021年12月30日. */
    static String arabic(String date) {
        int year = date.indexOf('年');
        if (year < 4 || value(date.charAt(year - 1)) < 0) {
            return date;
        }
        StringBuilder out = new StringBuilder(date.length());
        for (int i = 0; i < date.length(); i++) {
            char c = date.charAt(i);
            int value = i < year && (c == 'O' || c == 'o') ? 0 : value(c);
            if (c == '十' || c == '拾') {
                boolean tens = i > 0 && value(date.charAt(i - 1)) >= 0;
                boolean ones = i + 1 < date.length() && value(date.charAt(i + 1)) >= 0;
                out.append(tens ? "" : "1").append(ones ? "" : "0");
            } else if (value >= 0) {
                out.append(value);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
