package io.creditlake.lake;

/**
 * A boolean SQL expression over the columns of a record class. It cannot see the date of the night: time enters a
 * policy only through windows, validity and measures of age.
 *
 * @param recordClass the class, such as {@code penalty}; of a publication the table, such as {@code record.penalty}
 * @param sql the expression
 * @param file file it stands in
 * @param line line it stands in
 */
public record Condition(String recordClass, String sql, String file, int line) {}
