package io.creditlake.policy;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/** How often a policy evaluates. Between evaluations a grade stands, whatever becomes known. */
public enum Cadence {
    /** Whenever something changes. */
    NIGHTLY(0),
    /** On the first night of a calendar month. */
    MONTHLY(1),
    /** On the first night of a quarter. */
    QUARTERLY(3);

    private final int months;

    Cadence(int months) {
        this.months = months;
    }

    /** The word in a policy file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Months in a period that begins in January; 0 when there are no periods. */
    public int months() {
        return months;
    }

    /** The first day of the period that a day lies in; the day itself without periods. */
    public LocalDate start(LocalDate day) {
        return months == 0 ? day : day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % months);
    }

    /** The first day of the period after that of a day; the next day without periods. */
    public LocalDate nextStart(LocalDate day) {
        return months == 0 ? day.plusDays(1) : start(day).plusMonths(months);
    }

    /**
     * Whether a night evaluates everybody whom something has changed for.
     *
     * @param night the night
     * @param before the published night before it; empty for the first of a lake
     */
    public boolean evaluates(LocalDate night, Optional<LocalDate> before) {
        return months == 0 || before.isEmpty() || before.get().isBefore(start(night));
    }
}
