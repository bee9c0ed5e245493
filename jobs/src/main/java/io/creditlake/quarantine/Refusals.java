package io.creditlake.quarantine;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The refused rows of a release, from {@code ops.quarantine}, in which a row stands once for each of its reasons. */
public final class Refusals {
    /** What identifies a refused row. */
    static final List<String> KEY = List.of("run_date", "delivery_id", "file", "row_number");

    /** Columns that came later; a release of before has them not. */
    private static final Map<String, String> LATER = Map.of(
            "resolution", "string",
            "sent_delivery_id", "string",
            "sent_file", "string",
            "sent_row_number", "bigint");

    private final Dataset<Row> reasons;

    /** The refused rows that a session for reading shows. */
    public Refusals(SparkSession reader) {
        Dataset<Row> table = reader.table("ops.quarantine");
        for (Map.Entry<String, String> column : LATER.entrySet()) {
            if (!Arrays.asList(table.columns()).contains(column.getKey())) {
                table = table.withColumn(column.getKey(), lit(null).cast(column.getValue()));
            }
        }
        this.reasons = table;
    }

    /** Rows by source, rule and field: how many, how many of them are open, and a message. The most frequent first. */
    public Dataset<Row> counts(RefusedFilter filter) {
        Column row = struct(KEY.stream().map(name -> col(name)).toArray(Column[]::new));
        return filter.among(reasons)
                .groupBy("source", "rule", "field")
                .agg(
                        count_distinct(row).as("rows"),
                        count_distinct(when(col("resolved_on").isNull(), row)).as("open"),
                        min("message").as("example"))
                .orderBy(col("rows").desc(), col("source"), col("rule"), col("field"));
    }

    /** Reasons in the order of the rows; file and row are those in which the department sent it. Values are masked. */
    public Dataset<Row> rows(RefusedFilter filter) {
        return filter.among(reasons)
                .select(
                        col("run_date").as("refused_on"),
                        col("source"),
                        col("delivery_id"),
                        coalesce(col("sent_file"), col("file")).as("file"),
                        coalesce(col("sent_row_number"), col("row_number")).as("row_number"),
                        col("field"),
                        col("value"),
                        col("rule"),
                        col("message"),
                        col("resolved_on"),
                        col("resolution"))
                .orderBy("refused_on", "source", "file", "row_number", "delivery_id", "field", "rule", "message");
    }

    /**
     * Each row once: its {@link #KEY}, {@code source}, {@code sent_*} as the department sent it, {@code resolved_on} and
     * {@code resolution}.
     */
    Dataset<Row> entries(RefusedFilter filter) {
        return filter.among(reasons)
                .select(
                        col("run_date"),
                        col("delivery_id"),
                        col("file"),
                        col("row_number"),
                        col("source"),
                        coalesce(col("sent_delivery_id"), col("delivery_id")).as("sent_delivery_id"),
                        coalesce(col("sent_file"), col("file")).as("sent_file"),
                        coalesce(col("sent_row_number"), col("row_number")).as("sent_row_number"),
                        col("resolved_on"),
                        col("resolution"))
                .distinct();
    }

    /** Each of some rows with all of its reasons as {@code problems}, and {@code raw}, the row masked. */
    Dataset<Row> withProblems(Dataset<Row> entries) {
        Column[] entry = Stream.of(entries.columns()).map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> told = reasons.select(Stream.concat(KEY.stream(), Stream.of("message", "raw"))
                .map(name -> col(name))
                .toArray(Column[]::new));
        return entries.join(
                        told,
                        scala.jdk.javaapi.CollectionConverters.asScala(KEY).toSeq())
                .groupBy(entry)
                .agg(
                        array_join(array_sort(collect_set("message")), "；").as("problems"),
                        min("raw").as("raw"));
    }
}
