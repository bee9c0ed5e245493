package io.creditlake.grade;

import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.policy.Dimension;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What the limits of a dimension give back or take off, so that points and corrections add up to the score.
 *
 * @param dimension a dimension with a limit
 * @param points the points of its indicators; may be none
 */
record DimensionLimit(Dimension dimension, List<Column> points) {
    private static final String SUM = "decimal(12,2)";

    /** The points of its indicators in sum, decimal(12,2). */
    Column sum() {
        return points.stream().reduce(lit(0).cast(SUM), (a, b) -> a.plus(b).cast(SUM));
    }

    /** What is added to the sum so that it keeps to the limits, decimal(12,2); 0 when it does. */
    Column correction() {
        Column kept = sum();
        if (dimension.cap().isPresent()) {
            kept = least(kept, lit(dimension.cap().get()).cast(SUM));
        }
        if (dimension.floor().isPresent()) {
            kept = greatest(kept, lit(dimension.floor().get()).cast(SUM));
        }
        return kept.minus(sum()).cast(SUM);
    }
}
