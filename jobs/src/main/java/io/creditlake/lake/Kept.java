package io.creditlake.lake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.physical.Partitioning;
import org.apache.spark.sql.catalyst.plans.physical.SinglePartition$;
import org.apache.spark.sql.catalyst.plans.physical.UnknownPartitioning;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.functions;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Frames of the night's size that several others are made of: computed once, cut off from the plan that made them, and
 * known by their size. What only leaves out rows and columns of small ones is left as it is.
 *
 * <p>A frame that is merely checkpointed keeps the size that was guessed for the plan that made it, which of a join is
 * the product of its sides. Spark then sorts and shuffles whole tables to meet a few thousand rows; told the true size,
 * it sends these rows to the table.
 */
public final class Kept {
    private static final long MOST_SENT = 24L << 20;
    private static final long MOST_LOOKED_UP = 96L << 20;
    /** What is quicker looked through again than kept once more. */
    private static final long MOST_TAKEN = 8L << 20;

    private static final long NOT_WORTH_CODE = 64L << 20;
    private static final long NOT_WORTH_DIVIDING = 1L << 20;
    /** What is quicker gone through by one than sent around first, be it to group it, to join it or to write it. */
    private static final long MOST_TOGETHER = 32L << 20;

    private static final long BYTES_OF_A_ROW = 100;
    /** What a row takes beside its columns where it is sent to, or looked up. */
    private static final long BYTES_BESIDE_A_ROW = 48;

    private static final String NUMBER = "creditlake_number";
    private static final long BYTES_OF_A_PART = 4L << 20;

    private Kept() {}

    /**
     * The same rows, computed now, unless they have been, or to take them out of small frames computed before is as quick.
     */
    public static Dataset<Row> of(Dataset<Row> frame) {
        if (isTaken(frame)) {
            return frame;
        }
        SparkSession session = ((org.apache.spark.sql.classic.Dataset<Row>) frame).sparkSession();
        // Whatever it is computed in, it belongs to the session that knows the lake.
        return org.apache.spark.sql.classic.Dataset.ofRows(
                session, sized(session, PackedRows.of(suited(session, frame))));
    }

    /**
     * Lets go of the rows of a kept frame: nothing that is still to be computed may be made of it. Memory that runs short
     * is written to disk otherwise, whether or not anybody asks for it again. A small frame stays, for others may have been
     * taken out of it.
     */
    public static void forget(Dataset<Row> kept) {
        LogicalPlan plan = plan(kept);
        if (isKept(plan) && bytes(plan.stats()) > MOST_TAKEN) {
            PackedRows.forget(((LogicalRDD) plan).rdd());
        }
    }

    /** The rows of several frames; of small ones in one part, so that groups and joins of them need no shuffle. */
    public static Dataset<Row> united(List<Dataset<Row>> frames) {
        Dataset<Row> all = frames.stream().reduce(Dataset::union).orElseThrow();
        return inOne(all).orElse(all);
    }

    /**
     * The same rows in one part, when that is known to be quicker than to send them around first: they are taken, row by
     * row, out of kept frames that are small together. Of any other plan the engine only guesses the size, and all of its
     * last stage would be done by one task.
     */
    static Optional<Dataset<Row>> inOne(Dataset<Row> frame) {
        LogicalPlan plan = plan(frame);
        return isRowByRow(plan) && bytesOfLeaves(plan, MOST_TOGETHER) < MOST_TOGETHER
                ? Optional.of(frame.coalesce(1))
                : Optional.empty();
    }

    private static boolean isRowByRow(LogicalPlan plan) {
        boolean rowByRow = plan instanceof Project
                || plan instanceof Filter
                || plan instanceof Generate
                || plan instanceof SubqueryAlias
                || plan instanceof Union;
        List<LogicalPlan> below = CollectionConverters.asJava(plan.children());
        return below.isEmpty()
                ? isKept(plan) || plan instanceof LocalRelation
                : rowByRow
                        && CollectionConverters.asJava(plan.expressions()).stream()
                                .noneMatch(SubqueryExpression::hasSubquery)
                        && below.stream().allMatch(Kept::isRowByRow);
    }

    /** What all leaves take, of each no more than a bit above a limit. */
    private static long bytesOfLeaves(LogicalPlan plan, long limit) {
        return CollectionConverters.asJava(plan.collectLeaves()).stream()
                .mapToLong(leaf -> Math.min(bytes(leaf.stats()), limit + 1))
                .sum();
    }

    /** Whether a frame has no rows, which of what was kept nobody has to look for. */
    public static boolean isEmpty(Dataset<Row> frame) {
        LogicalPlan plan = plan(frame);
        return !holdsRows(plan) && (plan instanceof LogicalRDD ? count(frame) == 0 : frame.isEmpty());
    }

    /** How many rows a frame has, which of what was kept nobody has to count. */
    public static long count(Dataset<Row> frame) {
        LogicalPlan plan = plan(frame);
        return isKept(plan) ? plan.stats().rowCount().get().toLong() : frame.count();
    }

    private static boolean isKept(LogicalPlan plan) {
        return plan instanceof LogicalRDD && plan.stats().rowCount().isDefined();
    }

    private static boolean holdsRows(LogicalPlan plan) {
        if (plan instanceof LogicalRDD kept) {
            return kept.stats().rowCount().exists(rows -> rows.signum() > 0);
        }
        return (plan instanceof Project || plan instanceof SubqueryAlias || plan instanceof Union)
                && CollectionConverters.asJava(plan.children()).stream().anyMatch(Kept::holdsRows);
    }

    private static boolean isTaken(Dataset<Row> frame) {
        LogicalPlan plan = plan(frame);
        if (isKept(plan)) {
            return true;
        }
        return takes(plan) && bytesOfLeaves(plan, MOST_TAKEN) <= MOST_TAKEN;
    }

    private static boolean takes(LogicalPlan plan) {
        if (plan instanceof Project project) {
            return CollectionConverters.asJava(project.projectList()).stream()
                            .map(Expression.class::cast)
                            .allMatch(Kept::isThere)
                    && takes(project.child());
        }
        if (plan instanceof Filter filter
                && (!filter.condition().deterministic() || SubqueryExpression.hasSubquery(filter.condition()))) {
            return false;
        }
        if (plan instanceof Filter || plan instanceof SubqueryAlias || plan instanceof Union) {
            return CollectionConverters.asJava(plan.children()).stream().allMatch(Kept::takes);
        }
        return plan instanceof LogicalRDD;
    }

    /** Whether a column is one that is there, under whatever name and type, or the same in all rows. */
    private static boolean isThere(Expression column) {
        if (column instanceof Alias || column instanceof Cast) {
            return isThere(CollectionConverters.asJava(column.children()).get(0));
        }
        return column instanceof Attribute || column instanceof Literal;
    }

    /** A frame that is made of small ones alone, so that no code is generated for it. */
    private static Dataset<Row> suited(SparkSession session, Dataset<Row> frame) {
        if (!Sessions.generatesCode(session)) {
            return frame;
        }
        long bytes = 0;
        for (LogicalPlan leaf : CollectionConverters.asJava(plan(frame).collectLeaves())) {
            OptionalLong small = smallBytes(leaf);
            if (small.isEmpty()) {
                return frame;
            }
            bytes += Math.min(small.getAsLong(), NOT_WORTH_CODE + 1);
        }
        return bytes > NOT_WORTH_CODE
                ? frame
                : org.apache.spark.sql.classic.Dataset.ofRows(
                        (SparkSession) Sessions.withoutCode(session), plan(frame));
    }

    /** Bytes of a frame, or of a table without rows or that is read of few keys; empty for any other table. */
    private static OptionalLong smallBytes(LogicalPlan leaf) {
        if (leaf instanceof DataSourceV2Relation read) {
            if (read.table() instanceof KeyedTable keyed) {
                // Of its columns most are not read, which is not known yet.
                OptionalLong rows = keyed.expectedRows();
                return rows.isPresent() ? OptionalLong.of(rows.getAsLong() * BYTES_OF_A_ROW) : rows;
            }
            return EmptyTables.isEmpty(read) ? OptionalLong.of(0) : OptionalLong.empty();
        }
        boolean held = leaf instanceof LogicalRDD || leaf instanceof LocalRelation;
        return held ? OptionalLong.of(bytes(leaf.stats())) : OptionalLong.empty();
    }

    private static LogicalPlan plan(Dataset<Row> frame) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) frame)
                .queryExecution()
                .analyzed();
    }

    /**
     * The same rows, sent to every executor where a join meets them, unless they are known to take more than some dozen
     * megabytes: the night's rows go to a table that is many times theirs, not both through a sort.
     */
    public static Dataset<Row> sent(Dataset<Row> kept) {
        return isSmall(kept) ? functions.broadcast(kept) : kept;
    }

    /**
     * The same rows for a join with wider ones: sent to every executor, or looked up where both meet, so that the others
     * need not be put in order. What would not fit into the memory of a task is left to the engine.
     *
     * @param narrow a kept frame, whose size is known; of an outer join not the side that keeps all of its rows
     */
    public static Dataset<Row> met(Dataset<Row> narrow) {
        if (isSmall(narrow)) {
            return functions.broadcast(narrow);
        }
        boolean fits = size(narrow) / Sessions.parts(narrow.sparkSession()) <= MOST_LOOKED_UP;
        return fits ? narrow.hint("shuffle_hash") : narrow;
    }

    /** Whether a frame is known to take no more than that. */
    private static boolean isSmall(Dataset<Row> frame) {
        return size(frame) <= MOST_SENT;
    }

    /** Whether a frame is small and takes less than an eighth of what another takes, as far as the engine can tell. */
    public static boolean isSmallBeside(Dataset<Row> frame, Dataset<Row> other) {
        long bytes = size(frame);
        return bytes <= MOST_SENT && bytes < size(other) / 8;
    }

    /**
     * The rows of a table that have one of a few texts, and by chance a few others, which whoever asks leaves out himself.
     * Rows are met by a number made of the text: of rows that do not meet, no text is made into a key.
     *
     * @param text a text of a row of the table
     * @param few frame with the texts, computed already; when it is not small, all rows are given
     * @param wanted the text of one of its rows
     */
    public static Dataset<Row> near(Dataset<Row> table, Column text, Dataset<Row> few, Column wanted) {
        return isSmall(few)
                ? table.join(
                        functions.broadcast(
                                few.select(functions.xxhash64(wanted).as(NUMBER))),
                        functions.xxhash64(text).equalTo(functions.col(NUMBER)),
                        "leftsemi")
                : table;
    }

    /** Bytes that a frame takes, as far as the engine can tell. */
    static long size(Dataset<Row> frame) {
        return bytes(((org.apache.spark.sql.classic.Dataset<Row>) frame)
                .queryExecution()
                .optimizedPlan()
                .stats());
    }

    private static long bytes(Statistics statistics) {
        scala.math.BigInt bytes = statistics.sizeInBytes();
        return bytes.isValidLong() ? bytes.toLong() : Long.MAX_VALUE;
    }

    /**
     * A small frame may lie in as many parts as the tables it was made of have files and shuffles; each use of it would
     * start a task for every one. Its parts are put together then, without moving a row; those of a very small one to one
     * part, of which joins and groups need no shuffle.
     */
    private static LogicalPlan sized(SparkSession session, PackedRows packed) {
        LogicalRDD rows = packed.plan();
        long bytes = packed.bytes() + packed.rows() * BYTES_BESIDE_A_ROW;
        int parts = rows.rdd().getNumPartitions();
        int enough = bytes < NOT_WORTH_DIVIDING
                ? 1
                : Math.toIntExact(Math.max(
                        2L * session.sparkContext().defaultParallelism(), Math.min(parts, bytes / BYTES_OF_A_PART)));
        boolean scattered = parts > enough;
        Partitioning together = enough == 1 ? SinglePartition$.MODULE$ : new UnknownPartitioning(enough);
        Statistics statistics = new Statistics(
                scala.math.BigInt.apply(bytes),
                Option.apply(scala.math.BigInt.apply(packed.rows())),
                AttributeMap$.MODULE$.empty(),
                false);
        return new LogicalRDD(
                rows.output(),
                scattered ? rows.rdd().coalesce(enough, false, Option.empty(), null) : rows.rdd(),
                scattered ? together : rows.outputPartitioning(),
                scattered ? CollectionConverters.asScala(List.<SortOrder>of()).toSeq() : rows.outputOrdering(),
                false,
                Option.empty(),
                session,
                Option.apply(statistics),
                Option.empty());
    }
}
