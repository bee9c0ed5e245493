package io.creditlake.standards;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads days that are not written plainly. */
final class DateText {
    private static final int LONGEST = 60;
    /** A spreadsheet's day 25569 is 1970-01-01. */
    private static final int SERIAL_OF_EPOCH = 25569;

    private static final int FIRST_SERIAL = 18264;
    private static final int LAST_SERIAL = 73415;
    private static final int BEIJING_MINUTES = 8 * 60;

    private static final Pattern DAY =
            Pattern.compile("(\\d{4})(?: ?[-/.年] ?)(\\d{1,2})(?: ?[-/.月] ?)(\\d{1,2})(\\D.*)?");
    private static final Pattern COMPACT = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(\\d{4}|\\d{6}|\\d{9}|\\D.*)?");
    private static final Pattern SERIAL = Pattern.compile("(\\d{5})(?:\\.\\d*)?");
    private static final Pattern TIME = Pattern.compile("(?: ?[日号])?(?: ?(?:星期|周)[一二三四五六日天])?"
            + "(?:(?:[ T]|(?<=[日号])) ?(?:上午|下午|AM|PM)?(?<hour>\\d{1,2}) ?[:;时点](?<minute>\\d{1,2})?[0-9:;.,分秒 ]*(?:AM|PM)?"
            + "(?<zone>Z|[+-]\\d{2}:?\\d{2})?)? ?");

    private DateText() {}

    /** The day in epoch days, {@link Dates#NONE} when the text names none. */
    static int read(String text) {
        if (text.length() > LONGEST) {
            return Dates.NONE;
        }
        String half = ChineseDigits.arabic(Cleaner.clean(text));
        Matcher day = DAY.matcher(half);
        if (!day.matches()) {
            day = COMPACT.matcher(half);
        }
        if (day.matches()) {
            return read(day);
        }
        Matcher serial = SERIAL.matcher(half);
        if (serial.matches()) {
            int days = Integer.parseInt(serial.group(1));
            return days >= FIRST_SERIAL && days <= LAST_SERIAL ? days - SERIAL_OF_EPOCH : Dates.NONE;
        }
        return Dates.NONE;
    }

    private static int read(Matcher matched) {
        int day = Dates.day(
                Integer.parseInt(matched.group(1)),
                Integer.parseInt(matched.group(2)),
                Integer.parseInt(matched.group(3)));
        String rest = matched.group(4);
        if (day == Dates.NONE || rest == null || rest.isEmpty() || Width.isDigit(rest.charAt(0))) {
            return day;
        }
        Matcher time = TIME.matcher(rest);
        if (!time.matches()) {
            return Dates.NONE;
        }
        return time.group("zone") == null ? day : day + daysToBeijing(time);
    }

    /** 1 when it is already the next day in Beijing, −1 when it is still the day before. */
    private static int daysToBeijing(Matcher time) {
        String minute = time.group("minute");
        int minutes = Integer.parseInt(time.group("hour")) * 60 + (minute == null ? 0 : Integer.parseInt(minute));
        return Math.floorDiv(minutes - offset(time.group("zone")) + BEIJING_MINUTES, 24 * 60);
    }

    private static int offset(String zone) {
        if (zone.equals("Z")) {
            return 0;
        }
        int hours = Dates.number(zone, 1, 3);
        int minutes = Dates.number(zone, zone.length() - 2, zone.length());
        return (zone.charAt(0) == '-' ? -1 : 1) * (hours * 60 + minutes);
    }
}
