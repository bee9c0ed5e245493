package io.creditlake.lake;

import java.util.Arrays;
import java.util.OptionalLong;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import scala.Option;

/**
 * Frames of the night's size that several others are made of: computed once, cut off from the plan that made them, and
 * known by their size.
 *
 * <p>A frame that is merely checkpointed keeps the size that was guessed for the plan that made it, which of a join is
 * the product of its sides. Spark then sorts and shuffles whole tables to meet a few thousand rows; told the true size,
 * it sends these rows to the table.
 */
public final class Kept {
    private Kept() {}

    /** The same rows, computed now. */
    public static Dataset<Row> of(Dataset<Row> frame) {
        Dataset<Row> computed = frame.localCheckpoint();
        org.apache.spark.sql.classic.Dataset<Row> plain = (org.apache.spark.sql.classic.Dataset<Row>) computed;
        if (!(plain.queryExecution().analyzed() instanceof LogicalRDD rows)) {
            return computed;
        }
        OptionalLong size = size(plain.sparkSession().sparkContext(), rows.rdd().id());
        return size.isEmpty() ? computed : sized(plain.sparkSession(), rows, size.getAsLong());
    }

    /** Whether a frame is known to be so small that the engine would send it to every executor unasked. */
    public static boolean isSmall(Dataset<Row> frame) {
        org.apache.spark.sql.classic.Dataset<Row> plain = (org.apache.spark.sql.classic.Dataset<Row>) frame;
        return plain.queryExecution()
                .optimizedPlan()
                .stats()
                .sizeInBytes()
                .$less$eq(scala.math.BigInt.apply(
                        plain.sparkSession().sessionState().conf().autoBroadcastJoinThreshold()));
    }

    private static Dataset<Row> sized(SparkSession session, LogicalRDD rows, long bytes) {
        Statistics statistics = new Statistics(
                scala.math.BigInt.apply(Math.max(1, bytes)), Option.empty(), AttributeMap$.MODULE$.empty(), false);
        LogicalRDD told = new LogicalRDD(
                rows.output(),
                rows.rdd(),
                rows.outputPartitioning(),
                rows.outputOrdering(),
                false,
                Option.empty(),
                session,
                Option.apply(statistics),
                Option.empty());
        return org.apache.spark.sql.classic.Dataset.ofRows(session, told);
    }

    /** Bytes that a computed frame takes in memory and on disk; empty when the executors do not tell. */
    private static OptionalLong size(SparkContext context, int id) {
        return Arrays.stream(context.getRDDStorageInfo())
                .filter(info -> info.id() == id)
                .mapToLong(info -> info.memSize() + info.diskSize())
                .findFirst();
    }
}
