package io.creditlake.lake;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a table says of numbers that are not subjects. */
public final class NumberedRows {
    private NumberedRows() {}

    /**
     * The rows of a table of the night that have one of some numbers. When these are few beside its rows it is read as
     * one that holds no others, see {@link KeyedTable}; of how many there will be too few are expected, as a number may be
     * in many rows.
     *
     * @param table name of the table
     * @param rows the table, of which some rows and columns may be left out
     * @param numbers rows with the column, distinct and computed already
     * @param column the column of both that holds such a number
     */
    public static Dataset<Row> of(
            Workspace workspace, String table, Dataset<Row> rows, Dataset<Row> numbers, String column) {
        return FewKeys.of(numbers, column, workspace.rowsAtMost(table), SubjectRows.MANY)
                .flatMap(few -> KeyedTable.of(rows, few))
                .orElseGet(() -> rows.join(Kept.sent(numbers.select(column)), new String[] {column}, "left_semi"));
    }
}
