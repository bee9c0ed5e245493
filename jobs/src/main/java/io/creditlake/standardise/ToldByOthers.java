package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that one source has withdrawn and another tells tonight. A record that was gone is there again, so that this
 * is as much an event of the record as its withdrawal: a reinstatement by the other source.
 */
record ToldByOthers(LocalDate runDate) {

    /**
     * The reinstatements.
     *
     * @param grown records with a report of tonight that leaves what stands as it was: {@code record_id},
     *     {@code old_subject_id} and {@code result}
     * @param standing {@code record_id}, {@code source} and {@code withdrawn}, see {@link Withdrawals#standing}
     * @return what {@link SourceRevisions} needs
     */
    Dataset<Row> of(Dataset<Row> grown, Dataset<Row> standing) {
        Dataset<Row> gone = standing.filter("withdrawn")
                .groupBy("record_id")
                .agg(collect_set("source").as("withdrawn_by"));
        Column tonight = filter(col("result.reported_by"), report -> report.getField("received_on")
                .equalTo(lit(runDate)));
        return grown.join(gone, "record_id")
                .withColumn("report", element_at(tonight, -1))
                // Whose own withdrawal stands is reinstated by its own row.
                .filter(not(array_contains(col("withdrawn_by"), col("report.source"))))
                .select(
                        lit(SourceRevisions.REINSTATEMENT).as("kind"),
                        col("record_id").as("target_record_id"),
                        col("old_subject_id").as("subject_id"),
                        lit(runDate).as("effective_on"),
                        col("report.source").as("source"),
                        col("report.department").as("department"),
                        col("report.delivery_id").as("delivery_id"),
                        col("report.file").as("file"),
                        col("report.row_number").as("row_number"));
    }
}
