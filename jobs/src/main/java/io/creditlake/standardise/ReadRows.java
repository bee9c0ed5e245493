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
 * @param byFile counts by the index of a file
 */
record ReadRows(Map<Integer, Counts> byFile) {
    private static final Column REFUSED = size(col("reasons")).gt(0);
    private static final Column SILENT = REFUSED.or(coalesce(col(Withdrawals.WITHDRAWS), lit(false)));

    /** Counts of a file: all rows, those refused and, of the others, those that are late and those that had to come by some day. */
    record Counts(long rows, long refused, long late, long due) {}

    /** Passes over the rows. */
    static ReadRows of(Dataset<Row> places) {
        Map<Integer, Counts> byFile = new HashMap<>();
        for (Row file : places.groupBy("file_index")
                .agg(
                        count(lit(1)),
                        sum(number(REFUSED)),
                        sum(number(not(REFUSED).and(col("late")))),
                        sum(number(not(REFUSED).and(col("late").isNotNull()))))
                .collectAsList()) {
            byFile.put(file.getInt(0), new Counts(file.getLong(1), file.getLong(2), file.getLong(3), file.getLong(4)));
        }
        return new ReadRows(byFile);
    }

    /** Those of some rows that tell a fact: not refused ones, nor those that take one back. */
    static Dataset<Row> telling(Dataset<Row> rows) {
        return rows.filter(not(SILENT));
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }
}
