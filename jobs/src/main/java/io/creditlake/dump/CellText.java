package io.creditlake.dump;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers and texts of workbooks as text. A number in a date format becomes the day that a reader of the workbook sees,
 * any other the shortest digits that mean it.
 */
final class CellText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final long SECONDS_A_DAY = 86_400;
    /** 9999-12-31. */
    private static final double LAST_DAY = 2_958_466;
    /** The 1900 calendar has a 29th of February that never was. */
    private static final int FALSE_LEAP_DAY = 60;

    private static final LocalDate DAY_ZERO = LocalDate.of(1899, 12, 30);
    private static final LocalDate DAY_ZERO_1904 = LocalDate.of(1904, 1, 1);
    /** Days from the one calendar to the other. */
    private static final int BETWEEN = 1462;
    /** What is taken for a day without a date format, as the reading of dates does: 1950 to 2100. */
    private static final int FIRST_PLAIN = 18_264;

    private static final int LAST_PLAIN = 73_416;
    /** Numbers of more digits than a workbook keeps are not written out as if they were exact. */
    private static final double LARGEST_EXACT = 1e15;

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private CellText() {}

    /** A text; null when it is blank. */
    static UTF8String text(String text) {
        return text == null || text.isBlank() ? null : UTF8String.fromString(text);
    }

    /** A text of Office Open XML, in which characters may be written as {@code _x000D_}. */
    static String unescaped(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher matcher = ESCAPED.matcher(text);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
    }

    /**
     * A number.
     *
     * @param isDate whether its format is that of a date or time
     * @param isDay whether it is a day although its format does not say so
     * @param from1904 whether days count from 1904
     */
    static UTF8String number(double number, boolean isDate, boolean isDay, boolean from1904) {
        if (isDate && number >= 0 && number < LAST_DAY) {
            return UTF8String.fromString(date(number, from1904));
        }
        boolean shifted = isDay && from1904 && number + BETWEEN >= FIRST_PLAIN && number + BETWEEN < LAST_PLAIN;
        return UTF8String.fromString(plain(shifted ? number + BETWEEN : number));
    }

    private static String plain(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        if (number == Math.rint(number) && Math.abs(number) < LARGEST_EXACT) {
            return Long.toString((long) number);
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        return Math.abs(number) < LARGEST_EXACT ? digits.toPlainString() : digits.toString();
    }

    private static String date(double serial, boolean from1904) {
        long seconds = Math.round(serial * SECONDS_A_DAY);
        long day = Math.floorDiv(seconds, SECONDS_A_DAY);
        LocalTime time = LocalTime.ofSecondOfDay(Math.floorMod(seconds, SECONDS_A_DAY));
        if (day == 0 && seconds > 0) {
            return TIME.format(time);
        }
        LocalDate date =
                from1904 ? DAY_ZERO_1904.plusDays(day) : DAY_ZERO.plusDays(day < FALSE_LEAP_DAY ? day + 1 : day);
        return time.equals(LocalTime.MIDNIGHT)
                ? date.toString()
                : date + " " + TIME.format(LocalDateTime.of(date, time));
    }
}
