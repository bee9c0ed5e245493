package io.creditlake.policy;

import io.creditlake.lake.Condition;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is measured over the records that count.
 *
 * @param kind how
 * @param column column measured; empty for counts
 * @param unit unit of an age; empty otherwise
 * @param part what the records of a share must meet; empty otherwise
 * @param years length of the window in years that a rate is divided by; empty when it is no rate
 */
public record Measure(
        Kind kind, Optional<String> column, Optional<TimeUnit> unit, Optional<Condition> part, Optional<Years> years) {

    /** How records are measured. */
    public enum Kind {
        /** How many there are. */
        COUNT,
        /** 1 when there is none, else 0. */
        NONE,
        /** The sum of a number. */
        SUM,
        /** The greatest value of a number. */
        MAX,
        /** The number in the record that occurred last; among those of one day in the one of the highest id. */
        LATEST,
        /** Whole units of time since the earliest day of a date column. */
        SINCE_EARLIEST,
        /** Whole units of time since the latest day of a date column. */
        SINCE_LATEST,
        /** Days from {@code valid_from} to {@code valid_to}, both included and not beyond today, in sum. */
        DAYS,
        /** The part of the records that meets a second condition, from 0 to 1; without a record there is none. */
        SHARE
    }

    /**
     * A length of time as a fraction of whole numbers, so that dividing by it is exact.
     *
     * @param length in units
     * @param aYear units that make a year
     */
    public record Years(int length, int aYear) implements Serializable {
        /** Of a measure that is no rate. */
        public static final Years NONE = new Years(1, 1);

        /** The length of a window; of days, 365 make a year. */
        static Years of(Window window) {
            return new Years(
                    window.length(),
                    switch (window.unit()) {
                        case DAYS -> 365;
                        case MONTHS -> 12;
                        case YEARS -> 1;
                    });
        }
    }

    /** How many records there are. */
    public static Measure count() {
        return of(Kind.COUNT);
    }

    static Measure of(Kind kind) {
        return new Measure(kind, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Measure of(Kind kind, String column) {
        return new Measure(kind, Optional.of(column), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Measure age(Kind kind, String column, TimeUnit unit) {
        return new Measure(kind, Optional.of(column), Optional.of(unit), Optional.empty(), Optional.empty());
    }

    static Measure share(Condition part) {
        return new Measure(Kind.SHARE, Optional.empty(), Optional.empty(), Optional.of(part), Optional.empty());
    }

    /** The same for a year of the window. */
    Measure perYear(Window window) {
        return new Measure(kind, column, unit, part, Optional.of(Years.of(window)));
    }

    /** Whether it is the age of a date. */
    public boolean isAge() {
        return kind == Kind.SINCE_EARLIEST || kind == Kind.SINCE_LATEST;
    }

    /** Whether it grows with time alone, so that only the step it has reached can be stored. */
    public boolean grows() {
        return isAge() || kind == Kind.DAYS;
    }

    /** Whether it is the value of a number column. */
    public boolean isAmount() {
        return kind == Kind.SUM || kind == Kind.MAX || kind == Kind.LATEST;
    }

    /** The smallest difference between two values, which steps may not be finer than. */
    public BigDecimal resolution() {
        return grows() || (!isAmount() && kind != Kind.SHARE && years.isEmpty())
                ? BigDecimal.ONE
                : new BigDecimal("0.0001");
    }
}
