package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What becomes of the good rows of a record class, decided on numbers alone. Most rows are the only one of a fact that
 * the lake does not have: they become a record as they are and do not appear here. Of the others it says which row
 * brings the fact, which repeat it, and of which facts the record has to be {@linkplain FoldedFacts made anew}.
 */
final class Decisions {
    static final int ROW_BITS = 40;

    private Decisions() {}

    /** The place of a row in the night, in the order received: its file above its row number. */
    static Column position() {
        return shiftleft(col("file_index").cast("bigint"), ROW_BITS).bitwiseOR(col("row_number"));
    }

    /** The file of a position. */
    static int fileOf(long position) {
        return (int) (position >> ROW_BITS);
    }

    /** The row number of a position. */
    static long rowOf(long position) {
        return position & ((1L << ROW_BITS) - 1);
    }

    /**
     * Decides.
     *
     * @param good good rows of {@link EvaluatedRows}
     * @param existing {@code record_id}, {@code source}, {@code content_hash} and {@code reported_by} of the records that
     *     the lake has; empty when it has none
     * @return for each row whose fact has several rows or a record: {@code record_id}, {@code file_index},
     *     {@code row_number}, {@code position}, {@code known} (whether the lake has the record), {@code accepted} (whether
     *     the row brings a new fact), {@code fold} (whether the record of its fact has to be made of several reports)
     */
    static Dataset<Row> of(Dataset<Row> good, Optional<Dataset<Row>> existing) {
        Dataset<Row> rows = good.select(
                col("record_id"),
                col("source"),
                col("file_index"),
                col("row_number"),
                position().as("position"),
                said(col("source"), col("content_hash")).as("said"));
        Dataset<Row> known = existing.map(records -> withKnown(rows, records))
                .orElseGet(() -> rows.withColumn("known", lit(false)).withColumn("news", lit(false)));
        WindowSpec fact = Window.partitionBy("record_id");
        return known.select(
                        col("*"),
                        count(lit(1)).over(fact).as("rows"),
                        min("position").over(fact).as("first"),
                        min("said").over(fact).as("least"),
                        max("said").over(fact).as("most"),
                        max("news").over(fact).as("any_news"))
                .filter(col("known").or(col("rows").gt(1)))
                .select(
                        col("record_id"),
                        col("source"),
                        col("file_index"),
                        col("row_number"),
                        col("position"),
                        col("known"),
                        not(col("known"))
                                .and(col("position").equalTo(col("first")))
                                .as("accepted"),
                        when(col("known"), col("any_news"))
                                .otherwise(not(col("least").equalTo(col("most"))))
                                .as("fold"));
    }

    /** Who says what, as a number. */
    private static Column said(Column source, Column contentHash) {
        return xxhash64(source, contentHash);
    }

    /** With what the sources of the lake's record say now: a row that repeats one of them is no news. */
    private static Dataset<Row> withKnown(Dataset<Row> rows, Dataset<Row> existing) {
        Column current = filter(col("reported_by"), r -> r.getField("current"));
        Dataset<Row> old = existing.select(
                col("record_id").as("fact"),
                said(col("source"), col("content_hash")).as("lead_said"),
                // Of a record with one report the leading source says all there is.
                when(
                                size(col("reported_by")).gt(1),
                                transform(current, r -> said(r.getField("source"), r.getField("content_hash"))))
                        .as("others_said"));
        return rows.join(old, col("record_id").equalTo(col("fact")), "left")
                .withColumn("known", col("fact").isNotNull())
                .withColumn(
                        "news",
                        col("known")
                                .and(not(col("said").equalTo(col("lead_said"))))
                                .and(not(coalesce(array_contains(col("others_said"), col("said")), lit(false)))))
                .drop("fact", "lead_said", "others_said");
    }
}
