package io.creditlake.retention;

import java.time.LocalDate;

/**
 * How long records of a class are kept.
 *
 * @param recordClass the class, such as {@code penalty}
 * @param effectiveFrom first night under the rule
 * @param after {@link #ENDED}, or the date column that the time runs from
 * @param keep how long
 */
public record RecordRule(String recordClass, LocalDate effectiveFrom, String after, Keep keep) {
    /** The time runs from the day on which a record is neither shown nor used any more. */
    public static final String ENDED = "ended";

    /** In the words of the file. */
    String words() {
        return recordClass + " kept " + keep.words() + " after " + after;
    }
}
