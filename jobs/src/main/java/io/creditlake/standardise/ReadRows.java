package io.creditlake.standardise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one pass over the {@linkplain ClassRows#places places} of a night's rows tells.
 *
 * @param silent rows that tell no fact: refused ones, and those that take one back
 * @param byFile counts by the index of a file
 */
record ReadRows(RowSelection silent, Map<Integer, Counts> byFile) {
    private static final Column REFUSED = size(col("reasons")).gt(0);
    private static final Column SILENT = REFUSED.or(coalesce(col(Withdrawals.WITHDRAWS), lit(false)));

    /** Counts of a file: all rows, those refused and, of the others, those that are late and those that had to come by some day. */
    record Counts(long rows, long refused, long late, long due) {
        private Counts and(Counts other) {
            return new Counts(rows + other.rows, refused + other.refused, late + other.late, due + other.due);
        }
    }

    /** Passes over the rows. */
    static ReadRows of(Dataset<Row> places) {
        RowSelection silent = new RowSelection();
        Map<Integer, Counts> byFile = new HashMap<>();
        for (Row piece : places.groupBy(col("file_index"), RowSelection.piece().as("piece"))
                .agg(
                        RowSelection.bitmap(SILENT),
                        count(lit(1)),
                        sum(number(REFUSED)),
                        sum(number(not(REFUSED).and(col("late")))),
                        sum(number(not(REFUSED).and(col("late").isNotNull()))))
                .collectAsList()) {
            silent.add(piece.getInt(0), piece.getLong(1), piece.getAs(2));
            byFile.merge(
                    piece.getInt(0),
                    new Counts(piece.getLong(3), piece.getLong(4), piece.getLong(5), piece.getLong(6)),
                    Counts::and);
        }
        return new ReadRows(silent, byFile);
    }

    /** Those of some rows that tell a fact. */
    static Dataset<Row> telling(Dataset<Row> places) {
        return places.filter(not(SILENT));
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }
}
