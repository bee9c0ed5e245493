package io.creditlake.retention;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.time.LocalDate;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Refused rows that have been kept long enough. How many they were stays in {@code ops.delivery} and in the log, by which
 * the audit of replays still adds up.
 */
record DueRefusals(Workspace workspace, ErasureLog log, Keep keep) {
    static final String TABLE = "ops.quarantine";

    void erase() {
        LocalDate latest = keep.latestStart(workspace.runDate());
        if (!workspace.mayHold(TABLE, Expressions.lessThanOrEqual("run_date", (int) latest.toEpochDay()))) {
            return;
        }
        // What is taken through again tonight is counted tonight.
        String due = "run_date <= DATE'%s' AND (resolved_on IS NULL OR resolved_on < DATE'%s')"
                .formatted(latest, workspace.runDate());
        Dataset<Row> files = workspace
                .read(TABLE)
                .filter(expr(due))
                .groupBy("source", "delivery_id", "file")
                .agg(
                        countDistinct(col("row_number")).as("rows"),
                        max(keep.over(col("run_date"))).as("due_on"))
                .withColumn("rule", lit("refusals kept " + keep.words()))
                .withColumn("basis", lit(keep.basis()))
                .transform(Kept::of);
        if (!files.isEmpty()) {
            log.add(ErasureLog.REFUSAL, files);
            workspace.remove(TABLE, workspace.readPlaced(TABLE).filter(expr(due)));
        }
    }
}
