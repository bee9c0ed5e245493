package io.creditlake.policy.lifecycle;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * When records are gone because every source that reports them has withdrawn its report.
 *
 * @param asOf the day around which a record is looked at
 */
record SourceWithdrawals(LocalDate asOf) {
    private static final String[] RECORD = {"subject_id", "record_id"};

    /**
     * The stretch of days, on or next to the day, on which records are not gone.
     *
     * @param events subject_id, record_id, source, kind (withdrawal or reinstatement), day and told_on
     * @param records subject_id, record_id and reported_by
     * @return subject_id, record_id, back_on (its first day; null when it was never gone) and gone_on (the day after its
     *     last; null when it has none)
     */
    Dataset<Row> of(Dataset<Row> events, Dataset<Row> records) {
        Column past = col("at").leq(lit(asOf));
        Column gone = coalesce(col("last_gone"), lit(false));
        return turns(events, records)
                .groupBy("subject_id", "record_id")
                .agg(
                        max(when(past, col("at"))).as("last_at"),
                        max_by(when(past, col("gone")), when(past, col("at"))).as("last_gone"),
                        min(when(not(past), col("at"))).as("next_at"))
                .select(
                        col("subject_id"),
                        col("record_id"),
                        when(gone, col("next_at")).otherwise(col("last_at")).as("back_on"),
                        when(not(gone), col("next_at"))
                                .when(col("next_at").isNull(), col("last_at"))
                                .as("gone_on"));
    }

    /** How many sources reported a record by the day {@code by}; who told it later does not undo that it was gone. */
    private static Column reporters() {
        Column then = filter(
                col("reported_by"),
                report -> coalesce(report.getField("received_on").leq(col("by")), lit(true)));
        return greatest(size(array_distinct(transform(then, report -> report.getField("source")))), lit(1));
    }

    /** The days on which a record goes or comes back. */
    private static Dataset<Row> turns(Dataset<Row> events, Dataset<Row> records) {
        Dataset<Row> days = events.select(
                        col("subject_id"), col("record_id"), col("day").as("at"))
                .distinct();
        Dataset<Row> counted = days.join(events, RECORD)
                .where(col("day").leq(col("at")))
                .groupBy("subject_id", "record_id", "at", "source")
                .agg(
                        max_by(col("kind"), struct(col("told_on"), col("day")))
                                .equalTo("withdrawal")
                                .as("withdrawn"),
                        max("told_on").as("told_on"))
                .groupBy("subject_id", "record_id", "at")
                .agg(
                        count_if(col("withdrawn")).as("withdrawn"),
                        greatest(col("at"), max("told_on")).as("by"))
                .join(records, RECORD)
                .withColumn("gone", col("withdrawn").geq(reporters()));
        Column before = lag("gone", 1)
                .over(Window.partitionBy("subject_id", "record_id").orderBy("at"));
        return counted.withColumn("before", coalesce(before, lit(false)))
                .where(col("gone").notEqual(col("before")))
                .select("subject_id", "record_id", "at", "gone");
    }
}
