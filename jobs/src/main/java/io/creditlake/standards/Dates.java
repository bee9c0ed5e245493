package io.creditlake.standards;

import java.time.LocalDate;
import java.time.YearMonth;

/** Days, in all the ways departments write them. */
public final class Dates {
    /** The day that stands for "without end". */
    public static final LocalDate NO_END = LocalDate.of(9999, 12, 31);
    /** What the variants in epoch days return for "no day". */
    public static final int NONE = Integer.MIN_VALUE;

    private static final int NO_END_DAY = (int) NO_END.toEpochDay();
    private static final int FIRST_NO_END_DAY = (int) LocalDate.of(2099, 12, 31).toEpochDay();
    private static final int FIRST_YEAR = 1850;
    private static final int FIRST_DAY = (int) LocalDate.of(FIRST_YEAR, 1, 1).toEpochDay();
    /** 1900-01-01, behind 1899-12-31 and 1899-12-30. */
    private static final int FIRST_OF_1900 = -25567;

    private Dates() {}

    /**
     * The day a text names: {@code 2021-07-09}, {@code 2021/7/9}, {@code 2021.7.9}, {@code 20210709}, 2021年7月9日,
     * 二〇二一年七月九日, any of them with a time of day, full-width, or a serial number of a spreadsheet's 1900 system
     * between 1950 and 2100 ({@code 44386}). A time with an offset ({@code …T16:00:00Z}) counts as Beijing time.
     *
     * @return null when it names none, a day that does not exist, or a {@linkplain #isSentinel sentinel}
     */
    public static LocalDate parse(String text) {
        return boxed(parseEpochDay(text));
    }

    /** As {@link #parse}, in days since 1970-01-01; {@link #NONE} for null. */
    public static int parseEpochDay(String text) {
        int day = read(text);
        return isSentinelDay(day) ? NONE : day;
    }

    /**
     * The day something ends: as {@link #parse}, but 长期, 永久, 无期限 and their like and every day from 2099-12-31 on
     * become {@link #NO_END}.
     */
    public static LocalDate parseEnd(String text) {
        return boxed(parseEndEpochDay(text));
    }

    /** As {@link #parseEnd}, in days since 1970-01-01; {@link #NONE} for null. */
    public static int parseEndEpochDay(String text) {
        int day = parseEpochDay(text);
        if (day != NONE) {
            return day >= FIRST_NO_END_DAY ? NO_END_DAY : day;
        }
        return text != null && isEndless(text) ? NO_END_DAY : NONE;
    }

    /**
     * Whether the text names a day that only fills a field: 1900-01-01, 1899-12-30, 1899-12-31, 0001-01-01, 1753-01-01,
     * the zeros of spreadsheets and databases.
     */
    public static boolean isSentinel(String text) {
        return isSentinelDay(read(text));
    }

    private static LocalDate boxed(int day) {
        return day == NONE ? null : LocalDate.ofEpochDay(day);
    }

    private static int read(String text) {
        if (text == null || text.length() < 5) {
            // Not even a serial number.
            return NONE;
        }
        int day = plainEpochDay(text);
        day = day != NONE ? day : chineseDay(text);
        return day != NONE ? day : DateText.read(text);
    }

    /**
     * The day of {@code 2021-07-09}, {@code 2021/7/9}, both also with a plain time, and {@code 20210709}, which are nearly
     * all values; sentinels among them.
     *
     * @return {@link #NONE} for any other text, which may name a day all the same
     */
    public static int plainEpochDay(CharSequence text) {
        int length = text.length();
        if (length < 8 || Width.isDigit(text.charAt(4))) {
            return length == 8 ? day(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8)) : NONE;
        }
        char separator = text.charAt(4);
        int month = digitsEnd(text, 5);
        if ((separator != '-' && separator != '/' && separator != '.')
                || month == length
                || text.charAt(month) != separator) {
            return NONE;
        }
        int end = digitsEnd(text, month + 1);
        if (month == 5 || end == month + 1 || (end < length && !isPlainTime(text, end))) {
            return NONE;
        }
        return day(number(text, 0, 4), number(text, 5, month), number(text, month + 1, end));
    }

    /** 2021年7月9日 without anything else. */
    private static int chineseDay(String text) {
        int last = text.length() - 1;
        if (text.charAt(4) != '年' || text.charAt(last) != '日') {
            return NONE;
        }
        int month = digitsEnd(text, 5);
        boolean shaped = month > 5 && text.charAt(month) == '月' && last > month + 1 && last <= month + 3;
        return shaped ? day(number(text, 0, 4), number(text, 5, month), number(text, month + 1, last)) : NONE;
    }

    /** Where up to two digits end. */
    private static int digitsEnd(CharSequence text, int start) {
        int end = start;
        while (end < text.length() && end < start + 2 && Width.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Whether the rest of the text is a time without offset such as {@code T10:30:00.0}. */
    private static boolean isPlainTime(CharSequence text, int start) {
        int hours = digitsEnd(text, start + 1);
        boolean plain = (text.charAt(start) == ' ' || text.charAt(start) == 'T')
                && hours > start + 1
                && hours < text.length()
                && text.charAt(hours) == ':';
        for (int i = hours; plain && i < text.length(); i++) {
            char c = text.charAt(i);
            plain = Width.isDigit(c) || c == ':' || c == '.';
        }
        return plain;
    }

    /** The digits between two places as a number, −1 when there is anything else. */
    static int number(CharSequence text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!Width.isDigit(text.charAt(i))) {
                return -1;
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    /** A day in days since 1970-01-01, {@link #NONE} when there is no such day from 1850 to 9999. */
    public static int day(int year, int month, int day) {
        boolean known = year >= FIRST_YEAR || year == 1 || year == 1753;
        boolean exists = known
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        return exists ? epochDay(year, month, day) : NONE;
    }

    /** Days since 1970-01-01 of a day that exists, counted in years that begin in March. */
    private static int epochDay(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365 * y + y / 4 - y / 100 + y / 400 + dayOfYear - 719468;
    }

    private static boolean isSentinelDay(int day) {
        return day != NONE && day <= FIRST_OF_1900 && (day > FIRST_OF_1900 - 3 || day < FIRST_DAY);
    }

    private static boolean isEndless(String text) {
        return switch (Width.compact(text)) {
            case "长期", "长期有效", "永久", "永久有效", "无期限", "无限期", "无固定期限", "无固定期", "永续", "永续经营" -> true;
            case "至长期", "至永久", "長期", "長期有效", "無期限", "無固定期限" -> true;
            default -> false;
        };
    }
}
