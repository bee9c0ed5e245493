package io.creditlake.lake;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.iceberg.Table;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketOrderTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 23);
    private static final String TABLE = "subject.identifier";

    @TempDir
    Path folder;

    private TestLake lake;

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void filesOfATableInFewBucketsHoldOneBucketEachAndAreInOrder() {
        Workspace night = night(4);
        assertThat(BucketOrder.of(night.table(TABLE)))
                .contains(new BucketOrder("subject_id", 4, List.of("subject_id"), 1));

        night.append(TABLE, identifiers(1000));

        assertOneFileInOrderForEachBucket(night);
    }

    @Test
    void soAreThoseThatTakeThePlaceOfOthers() {
        Workspace night = night(4);
        night.append(TABLE, identifiers(10));

        night.replace(TABLE, identifiers(1000), lit(true));

        assertOneFileInOrderForEachBucket(night);
    }

    @Test
    void soAreThoseOfFewRows() {
        Workspace night = night(4);
        night.append(TABLE, few(1000));
        assertOneFileInOrderForEachBucket(night);

        night.replace(TABLE, few(1000), lit(true));

        assertOneFileInOrderForEachBucket(night);
    }

    @Test
    void fewRowsAreWrittenByOneTaskThatNoneAreSentTo() throws TimeoutException {
        Workspace night = night(4);
        Dataset<Row> taken = few(1000).filter("value <> '7'").union(few(1).filter("false"));
        assertThat(tasksOfStages(() -> night.append(TABLE, taken))).containsExactly(1);
        assertThat(night.read(TABLE).count()).isEqualTo(999);
    }

    @Test
    void onlyRowsThatAreTakenOutOfSmallKeptFramesAreDrawnIntoOneTask() {
        night(4);
        Dataset<Row> kept = few(1000);
        assertThat(Kept.inOne(kept.filter("value <> '7'").selectExpr("explode(array(value, kind)) AS said")))
                .isPresent();
        assertThat(Kept.inOne(kept.join(few(1000).select("value"), "value"))).isEmpty();
        assertThat(Kept.inOne(kept.distinct())).isEmpty();
        assertThat(Kept.inOne(kept.filter("value IN (SELECT max(value) FROM VALUES ('7') AS v(value))")))
                .isEmpty();
        assertThat(Kept.inOne(identifiers(1000))).isEmpty();
    }

    @Test
    void aTaskKeepsNoFileOpenForEachOfManyBuckets() {
        Workspace night = night(64);
        assertThat(BucketOrder.of(night.table(TABLE))).isEmpty();

        night.append(TABLE, identifiers(1000));

        assertThat(night.read(TABLE).count()).isEqualTo(1000);
        assertThat(files(night).filter("ids <> array_sort(ids)").count()).isZero();
    }

    @Test
    void aTableThatLiesInNoBucketsHasNoSuchOrder() {
        Table deliveries = night(4).table("ops.delivery");

        assertThat(BucketOrder.of(deliveries)).isEmpty();
    }

    private Workspace night(int buckets) {
        lake = new TestLake(TestLake.settings(
                folder.resolve("lake"), folder.resolve("landing"), Map.of("lake.buckets", String.valueOf(buckets))));
        // Only a session for many rows divides them.
        Sessions.suit(lake.spark(), 1_000_000, 0);
        return lake.night(NIGHT);
    }

    /** How many tasks each stage has that something runs. */
    private List<Integer> tasksOfStages(Runnable work) throws TimeoutException {
        SparkContext context = lake.spark().sparkContext();
        List<Integer> stages = new CopyOnWriteArrayList<>();
        SparkListener listener = new SparkListener() {
            @Override
            public void onStageCompleted(SparkListenerStageCompleted completed) {
                stages.add(completed.stageInfo().numTasks());
            }
        };
        context.listenerBus().waitUntilEmpty(60_000);
        context.addSparkListener(listener);
        try {
            work.run();
            context.listenerBus().waitUntilEmpty(60_000);
        } finally {
            context.removeSparkListener(listener);
        }
        return stages;
    }

    /** Of a table with 1,000 rows in four buckets. */
    private void assertOneFileInOrderForEachBucket(Workspace night) {
        assertThat(night.read(TABLE).count()).isEqualTo(1000);
        assertThat(files(night).count()).isEqualTo(4);
        assertThat(lake.spark()
                        .sql("SELECT DISTINCT sort_order_id FROM lake." + TABLE + ".all_data_files")
                        .collectAsList())
                .extracting(row -> row.get(0))
                .containsExactly(1);
        assertThat(files(night).filter("size(array_distinct(buckets)) > 1").count())
                .isZero();
        assertThat(files(night).filter("ids <> array_sort(ids)").count()).isZero();
    }

    /** The same rows, known to be few. */
    private Dataset<Row> few(int rows) {
        return Kept.of(identifiers(rows));
    }

    /** Rows of as many subjects, whose numbers come in no order, and of which nobody knows that they are few. */
    private Dataset<Row> identifiers(int rows) {
        return identifiers(lake.spark().range(rows).toDF());
    }

    private static Dataset<Row> identifiers(Dataset<Row> numbers) {
        return numbers.select(
                xxhash64(col("id")).bitwiseAND(lit(Long.MAX_VALUE)).as("subject_id"),
                lit("reg_no").as("kind"),
                col("id").cast("string").as("value"),
                lit(java.sql.Date.valueOf(NIGHT)).as("first_seen"),
                lit(java.sql.Date.valueOf(NIGHT)).as("last_seen"));
    }

    /** What each file of the table holds: {@code ids}, as they lie in it, and their {@code buckets}. */
    private static Dataset<Row> files(Workspace night) {
        Dataset<Row> rows = night.read(TABLE)
                .selectExpr("_file AS file", "_pos AS pos", "subject_id", "_partition.subject_id_bucket AS bucket");
        return rows.groupBy("file")
                .agg(array_sort(collect_list(struct("pos", "subject_id", "bucket")))
                        .as("rows"))
                .select(col("rows.subject_id").as("ids"), col("rows.bucket").as("buckets"));
    }
}
