package io.creditlake.policy;

/**
 * How long a record counts after a date of its own: from that day on, until the day that lies the length later, which
 * is the first on which it no longer counts. Counting from the record and not back from today makes the day on which
 * the grade moves a date that can be stored.
 *
 * @param length in units, at least 1
 * @param unit unit of the length
 * @param column date column of the record class that it is counted from
 */
public record Window(int length, TimeUnit unit, String column) {}
