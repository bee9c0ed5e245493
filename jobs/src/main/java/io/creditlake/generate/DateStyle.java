package io.creditlake.generate;

import io.creditlake.standards.Dates;
import java.time.LocalDate;

/** How a file writes days. */
enum DateStyle {
    /** {@code 2021-07-09}. */
    HYPHENS("-", true, "", "9999-12-31"),
    /** {@code 2021/7/9}. */
    SLASHES("/", false, "", "2099/12/31"),
    /** {@code 2021-07-09 00:00:00}. */
    WITH_TIME("-", true, " 00:00:00", "9999-09-09 00:00:00"),
    /** {@code 20210709}. */
    COMPACT("", true, "", "99991231"),
    /** Serial numbers of a workbook, {@code 44386}. */
    SERIAL("", true, "", "长期");

    private static final long SERIAL_OF_EPOCH = 25_569;

    private final String separator;
    private final boolean padded;
    private final String ending;
    private final String noEnd;

    DateStyle(String separator, boolean padded, String ending, String noEnd) {
        this.separator = separator;
        this.padded = padded;
        this.ending = ending;
        this.noEnd = noEnd;
    }

    /** The day as a cell; what has no end in the words of the style. */
    Cell write(LocalDate day) {
        if (day.equals(Dates.NO_END)) {
            return Cell.of(noEnd);
        }
        if (this == SERIAL) {
            return new Cell(serial(day), Cell.Form.DAY);
        }
        return Cell.of(day.getYear()
                + separator
                + number(day.getMonthValue())
                + separator
                + number(day.getDayOfMonth())
                + ending);
    }

    private String number(int value) {
        return padded && value < 10 ? "0" + value : String.valueOf(value);
    }

    /** The day as a serial number of a spreadsheet. */
    static String serial(LocalDate day) {
        return String.valueOf(day.toEpochDay() + SERIAL_OF_EPOCH);
    }
}
