package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of the good rows of a record class: for each fact of the night one decision, made on narrow columns. The
 * last row of a fact is the one that stands; a fact that the lake has already is corrected by it when its content
 * differs.
 */
final class Decisions {
    private Decisions() {}

    /**
     * Decides.
     *
     * @param rows good rows of {@link EvaluatedRows}
     * @param existing {@code record_id}, {@code content_hash}, {@code reported_by} and {@code subject_id} of the records
     *     that the lake has
     * @return a row for each {@code record_id} of the night: {@code rows} in the order received, {@code standing} (the
     *     one that stands), {@code known} (whether the lake has the record), {@code changed} (whether its content
     *     becomes another), {@code reported_by}, {@code more_evidence} (whether that has grown), {@code old_subject_id}
     */
    static Dataset<Row> of(Dataset<Row> rows, Dataset<Row> existing, LocalDate runDate) {
        Column row = struct(
                col("file_index"),
                col("row_number"),
                col("content_hash"),
                col("source"),
                col("department"),
                col("delivery_id"),
                col("file"),
                col("late"));
        Dataset<Row> facts = rows.groupBy("record_id")
                .agg(sort_array(collect_list(row)).as("rows"))
                .withColumn("standing", element_at(col("rows"), -1));
        Dataset<Row> old = existing.select(
                col("record_id"),
                col("content_hash").as("old_hash"),
                col("reported_by").as("old_reports"),
                col("subject_id").as("old_subject_id"));
        Column known = col("old_hash").isNotNull();
        return facts.join(old, facts.col("record_id").equalTo(old.col("record_id")), "left")
                .select(
                        facts.col("record_id"),
                        col("rows"),
                        col("standing"),
                        col("old_subject_id"),
                        known.as("known"),
                        when(known, not(col("standing.content_hash").equalTo(col("old_hash"))))
                                .otherwise(lit(false))
                                .as("changed"),
                        when(known, concat(col("old_reports"), reports(news(), runDate)))
                                .otherwise(reports(col("rows"), runDate))
                                .as("reported_by"),
                        known.and(size(news()).gt(0)).as("more_evidence"));
    }

    /**
     * Rows that say something new of a known record: another content, or the same from a source that has not reported it
     * yet. A department that sends everything again each night adds nothing.
     */
    private static Column news() {
        return filter(col("rows"), r -> not(r.getField("content_hash").equalTo(col("old_hash")))
                .or(not(array_contains(col("old_reports.source"), r.getField("source")))));
    }

    private static Column reports(Column rows, LocalDate runDate) {
        return transform(
                rows,
                r -> struct(
                        r.getField("source").as("source"),
                        r.getField("department").as("department"),
                        r.getField("delivery_id").as("delivery_id"),
                        r.getField("file").as("file"),
                        r.getField("row_number").as("row_number"),
                        lit(runDate).as("received_on")));
    }

    /**
     * What became of each row: {@code accepted}, {@code duplicate}, {@code corrected} (a duplicate whose content now
     * stands), {@code late}, with its file and record.
     */
    static Dataset<Row> outcomes(Dataset<Row> decisions) {
        Column first = element_at(col("rows"), 1).getField("content_hash");
        Column differs = when(col("known"), col("changed"))
                .otherwise(not(col("standing.content_hash").equalTo(first)));
        Column accepted = not(col("known")).and(col("position").equalTo(0));
        Column last = col("position").equalTo(size(col("rows")).minus(1));
        return decisions
                .select(col("*"), posexplode(col("rows")).as(new String[] {"position", "row"}))
                .select(
                        col("row.source").as("source"),
                        col("row.delivery_id").as("delivery_id"),
                        col("row.file").as("file"),
                        col("row.row_number").as("row_number"),
                        col("row.late").as("late"),
                        col("record_id"),
                        col("known"),
                        col("changed"),
                        col("more_evidence"),
                        last.as("last"),
                        accepted.as("accepted"),
                        not(accepted).and(last).and(differs).as("corrected"));
    }

    /** Decisions by the row that stands, to be joined with the rows themselves. */
    static Dataset<Row> standing(Dataset<Row> decisions) {
        return decisions.select(
                col("record_id"),
                col("standing.file_index").as("standing_file"),
                col("standing.row_number").as("standing_row"),
                col("known"),
                col("changed"),
                col("reported_by"),
                col("old_subject_id"));
    }
}
