package io.creditlake.supervise.draw;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The inspections that a release knows and that stand: what was withdrawn or found wrong was none. */
final class Inspections {
    static final String TABLE = "record.inspection";

    private Inspections() {}

    /**
     * Those of a day or before.
     *
     * @param tables a table of the release by name
     * @return record_id, subject_id, plan_number and on, the day of the inspection
     */
    static Dataset<Row> standing(Function<String, Dataset<Row>> tables, LocalDate day) {
        Dataset<Row> known = tables.apply(TABLE)
                .select(
                        col("record_id"),
                        col("subject_id"),
                        col("plan_number"),
                        coalesce(col("inspected_on"), col("received_on")).as("on"))
                .where(col("subject_id").isNotNull().and(col("on").leq(lit(day))));
        return Rulings.of(tables, known.select("subject_id").distinct(), day)
                .ended(day)
                .map(ended -> known.join(ended, new String[] {"record_id"}, "left_anti"))
                .orElse(known);
    }
}
