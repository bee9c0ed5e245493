package io.creditlake.policy;

import java.util.Optional;

/**
 * What is measured over the records that count.
 *
 * @param kind how
 * @param column column measured; empty for counts
 * @param unit unit of an age; empty otherwise
 */
public record Measure(Kind kind, Optional<String> column, Optional<TimeUnit> unit) {

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
        SINCE_LATEST
    }

    /** Whether it grows with time alone. */
    public boolean isAge() {
        return kind == Kind.SINCE_EARLIEST || kind == Kind.SINCE_LATEST;
    }

    /** Whether it is the value of a number column. */
    public boolean isAmount() {
        return kind == Kind.SUM || kind == Kind.MAX || kind == Kind.LATEST;
    }
}
