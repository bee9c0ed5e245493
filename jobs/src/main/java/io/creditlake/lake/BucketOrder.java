package io.creditlake.lake;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.NullOrder;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.SortDirection;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How rows of a table in few buckets are put in order before they are written. Left to itself, the writer asks for rows
 * by bucket first and within it by what the table is sorted by. All rows of a task then begin alike, so that to compare
 * two of them both have to be looked up; by the second alone, they are compared by numbers that lie side by side. A task
 * keeps a file open for each of its buckets instead, which is why these must be few.
 *
 * @param bucketed column whose hash says in which bucket a row lies
 * @param buckets how many there are
 * @param sorted columns that files are sorted by, ascending
 * @param id number of that order in the table, which files bear
 */
record BucketOrder(String bucketed, int buckets, List<String> sorted, int id) {
    private static final int MOST_OPEN = 16;
    /** As they are sent: so many that files are not small, and few enough to be put in order in memory. */
    private static final long BYTES_OF_A_TASK = 128L << 20;

    private static final String PLACE = "creditlake_bucket";
    private static final Pattern BUCKET = Pattern.compile("bucket\\[(\\d+)]");

    /** The order of a table; empty for one that does not lie in buckets, in too many, or is not sorted by columns alone. */
    static Optional<BucketOrder> of(Table table) {
        if (table.spec().fields().size() != 1 || table.sortOrder().isUnsorted()) {
            return Optional.empty();
        }
        PartitionField field = table.spec().fields().get(0);
        Matcher bucket = BUCKET.matcher(field.transform().toString());
        boolean plain = table.sortOrder().fields().stream()
                .allMatch(f -> f.transform().isIdentity()
                        && f.direction() == SortDirection.ASC
                        && f.nullOrder() == NullOrder.NULLS_FIRST);
        if (!plain || !bucket.matches() || Integer.parseInt(bucket.group(1)) > MOST_OPEN) {
            return Optional.empty();
        }
        List<String> sorted = table.sortOrder().fields().stream()
                .map(f -> table.schema().findColumnName(f.sourceId()))
                .toList();
        return Optional.of(new BucketOrder(
                table.schema().findColumnName(field.sourceId()),
                Integer.parseInt(bucket.group(1)),
                sorted,
                table.sortOrder().orderId()));
    }

    /** What writes rows in this order, with each bucket in as few tasks as {@link #BYTES_OF_A_TASK} allow. */
    DataFrameWriterV2<Row> written(Dataset<Row> rows, String table) {
        Column bucket = call_function(Sessions.CATALOG + ".system.bucket", lit(buckets), col(bucketed));
        return together(rows.withColumn(PLACE, bucket))
                .sortWithinPartitions(sorted.stream().map(c -> col(c)).toArray(Column[]::new))
                .drop(PLACE)
                .writeTo(table)
                .option(SparkWriteOptions.USE_TABLE_DISTRIBUTION_AND_ORDERING, "false")
                .option(SparkWriteOptions.OUTPUT_SORT_ORDER_ID, String.valueOf(id))
                .option(SparkWriteOptions.FANOUT_ENABLED, "true");
    }

    /** Rows of a bucket in one task, unless they are many, and those of small buckets too. */
    private static Dataset<Row> together(Dataset<Row> placed) {
        org.apache.spark.sql.classic.Dataset<Row> rows = (org.apache.spark.sql.classic.Dataset<Row>) placed;
        LogicalPlan plan = rows.queryExecution().analyzed();
        List<Expression> by = CollectionConverters.asJava(plan.output()).stream()
                .filter(column -> column.name().equals(PLACE))
                .map(Expression.class::cast)
                .toList();
        return org.apache.spark.sql.classic.Dataset.ofRows(
                rows.sparkSession(),
                new RebalancePartitions(
                        CollectionConverters.asScala(by).toSeq(),
                        plan,
                        Option.empty(),
                        Option.<Object>apply(BYTES_OF_A_TASK)));
    }
}
