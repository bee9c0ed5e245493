package io.creditlake.standardise;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows whose fact has several rows or a record, with what one pass over them tells.
 *
 * @param rows what {@link Decisions} says of each
 * @param skipped those that do not become a record as they are
 * @param folded those of facts whose record is made anew
 * @param byFile counts by the index of a file
 * @param foldedRows how many rows the facts have whose record is made anew
 * @param foldsKnown whether the lake has a record of one of these facts
 */
record RepeatedRows(
        Dataset<Row> rows,
        RowSelection skipped,
        RowSelection folded,
        Map<Integer, Counts> byFile,
        long foldedRows,
        boolean foldsKnown) {

    /** Facts that are few enough to be sent to where the lake's records are read. */
    private static final long FEW = 200_000;

    /** Counts of a file: rows of this kind, and those that bring a new fact. */
    record Counts(long rows, long accepted) {}

    /**
     * Passes over the rows.
     *
     * @param rows what {@link Decisions} gave, computed once
     */
    static RepeatedRows of(Dataset<Row> rows) {
        RowSelection skipped = new RowSelection();
        RowSelection folded = new RowSelection();
        Map<Integer, Counts> byFile = new HashMap<>();
        long foldedRows = 0;
        long foldedKnown = 0;
        for (Row piece : rows.groupBy(col("file_index"), RowSelection.piece().as("piece"))
                .agg(
                        RowSelection.bitmap(not(col("accepted")).or(col("fold"))),
                        RowSelection.bitmap(col("fold")),
                        count(lit(1)),
                        sum(number(col("accepted"))),
                        sum(number(col("fold"))),
                        sum(number(col("fold").and(col("known")))))
                .collectAsList()) {
            skipped.add(piece.getInt(0), piece.getLong(1), piece.getAs(2));
            folded.add(piece.getInt(0), piece.getLong(1), piece.getAs(3));
            byFile.merge(
                    piece.getInt(0),
                    new Counts(piece.getLong(4), piece.getLong(5)),
                    (a, b) -> new Counts(a.rows() + b.rows(), a.accepted() + b.accepted()));
            foldedRows += piece.getLong(6);
            foldedKnown += piece.getLong(7);
        }
        return new RepeatedRows(rows, skipped, folded, byFile, foldedRows, foldedKnown > 0);
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    /** Of the lake's records those of facts whose record is made anew. */
    Dataset<Row> recordsAmong(Dataset<Row> records) {
        Dataset<Row> facts =
                rows.filter(col("fold").and(col("known"))).select("record_id").distinct();
        return records.join(foldedRows <= FEW ? broadcast(facts) : facts, new String[] {"record_id"}, "leftsemi");
    }
}
