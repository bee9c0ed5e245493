package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/** What is computed once, in a session that generates code as that of a large lake does. */
class KeptTest {
    private static final long LARGE = 1_000_000_000;
    private static final String OF_FEW = "SELECT id, id * 11 AS s FROM few WHERE id > 3";

    private TestLake lake;
    private SparkSession spark;

    @BeforeEach
    void open(@TempDir Path folder) {
        lake = new TestLake(folder);
        spark = lake.spark();
        Sessions.suit(spark, LARGE, 0);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aFrameOfFewRowsIsMadeWithoutGeneratingCodeAndHoldsTheSame() {
        Dataset<Row> few = Kept.of(spark.range(1_000).toDF());
        few.createOrReplaceTempView("few");
        long before = classes();
        Dataset<Row> made = Kept.of(spark.sql(OF_FEW));
        assertThat(classes()).isEqualTo(before);
        assertThat(made.orderBy("id").collectAsList())
                .isEqualTo(spark.sql(OF_FEW).orderBy("id").collectAsList());
        assertThat(classes()).as("the session itself generates").isGreaterThan(before);
    }

    @Test
    void aLargeFrameThatIsForgottenTakesNoMemoryAndASmallOneStays() {
        Dataset<Row> large = Kept.of(spark.range(20_000).selectExpr("id", "repeat('x', 1000) AS text"));
        Dataset<Row> small = Kept.of(spark.range(1_000).toDF());
        Dataset<Row> taken = Kept.of(small.where("id > 100"));
        int before = spark.sparkContext().getPersistentRDDs().size();

        Kept.forget(large);
        Kept.forget(small);

        assertThat(spark.sparkContext().getPersistentRDDs().size()).isEqualTo(before - 1);
        assertThat(taken.count()).isEqualTo(899);
    }

    @Test
    void aFrameThatIsKeptIsNotKeptOnceMore() {
        Dataset<Row> large = Kept.of(spark.range(20_000).selectExpr("id", "repeat('x', 1000) AS text"));

        assertThat(Kept.of(large)).isSameAs(large);
    }

    @Test
    void whatOnlyLeavesOutRowsAndColumnsOfSmallFramesIsNotKeptOnceMore() {
        Dataset<Row> few = Kept.of(spark.range(1_000).selectExpr("id", "id * 2 AS twice"));
        Dataset<Row> taken = few.where("twice > 100").selectExpr("id AS n", "'x' AS text");

        assertThat(Kept.of(taken)).isSameAs(taken);
        assertThat(Kept.of(taken.union(taken)).count()).isEqualTo(2 * 949);
        for (Dataset<Row> other : List.of(
                few.where("rand() < 0.5"),
                few.selectExpr("uuid() AS text"),
                few.groupBy("twice").count(),
                few.limit(5),
                lake.night(LocalDate.of(2026, 11, 23)).read("subject.subject").where("subject_id > 5"))) {
            assertThat(Kept.of(other)).isNotSameAs(other);
        }
    }

    @Test
    void aFrameMadeWithoutCodeBelongsToItsSessionAndJoinsItsTables() {
        Dataset<Row> made =
                Kept.of(Kept.of(spark.range(3).toDF("subject_id")).selectExpr("subject_id + 1 AS subject_id"));
        assertThat(made.sparkSession()).isSameAs(spark);
        Workspace night = lake.night(LocalDate.of(2026, 11, 23));
        assertThat(made.join(night.read("subject.subject"), new String[] {"subject_id"}, "left")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void aFrameOfNoRowsBelongsToItsSessionToo() {
        Dataset<Row> few = Kept.of(spark.range(1_000).toDF());
        assertThat(Kept.of(few.where("id < 0")).sparkSession()).isSameAs(spark);
        assertThat(Kept.of(few.where("id < 0").distinct()).sparkSession()).isSameAs(spark);
        assertThat(Kept.of(few.limit(0)).sparkSession()).isSameAs(spark);
    }

    @Test
    void ofAFrameThatIsKeptNobodyNeedsToCountTheRows() {
        Dataset<Row> few = Kept.of(spark.range(1_000).toDF());
        Dataset<Row> none = Kept.of(few.where("id < 0").distinct());
        Jobs jobs = new Jobs();
        spark.sparkContext().addSparkListener(jobs);
        assertThat(Kept.count(few)).isEqualTo(1_000);
        assertThat(Kept.count(none)).isZero();
        assertThat(Kept.isEmpty(few.selectExpr("id + 1 AS next"))).isFalse();
        assertThat(Kept.isEmpty(none.union(few))).isFalse();
        assertThat(Kept.isEmpty(none)).isTrue();
        assertThat(jobs.startedBefore(spark)).isZero();

        assertThat(Kept.isEmpty(few.where("id > 5000"))).isTrue();
        assertThat(Kept.count(few.where("id < 10"))).isEqualTo(10);
        assertThat(jobs.startedBefore(spark)).isPositive();
    }

    /** Jobs that were started; the engine tells of them in their order, but later. */
    private static final class Jobs extends SparkListener {
        private final AtomicInteger started = new AtomicInteger();

        @Override
        public void onJobStart(SparkListenerJobStart start) {
            started.incrementAndGet();
        }

        private int startedBefore(SparkSession spark) {
            try {
                spark.sparkContext().listenerBus().waitUntilEmpty(60_000);
            } catch (TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return started.get();
        }
    }

    @Test
    void smallFramesAreUnitedInOnePart() {
        Dataset<Row> one = Kept.of(spark.range(0, 10, 1, 3).toDF());
        Dataset<Row> other = Kept.of(spark.range(10, 20, 1, 2).toDF());
        Dataset<Row> all = Kept.united(List.of(one, other));
        assertThat(all.javaRDD().getNumPartitions()).isEqualTo(1);
        assertThat(all.count()).isEqualTo(20);
    }

    @Test
    void aFrameMadeOfMoreThanKeptRowsIsMadeWithCode() {
        long before = classes();
        Kept.of(spark.range(1_000).selectExpr("id * 13 AS thirteenfold"));
        assertThat(classes()).isGreaterThan(before);
    }

    /** Another thread may be making it, and who looks at it then finds neither what it is made of nor what it became. */
    @Test
    void whoKeepsAFrameDoesNotLookAtThoseOfOthers() {
        RDD<Object> ofAnother = new NotToBeLookedAt(spark.sparkContext());
        ofAnother.persist(StorageLevel.MEMORY_ONLY());
        try {
            assertThat(Kept.of(spark.range(10).toDF()).count()).isEqualTo(10);
        } finally {
            ofAnother.unpersist(true);
        }
    }

    private static final class NotToBeLookedAt extends RDD<Object> {
        private static final long serialVersionUID = 1L;

        NotToBeLookedAt(SparkContext context) {
            super(
                    context,
                    CollectionConverters.asScala(List.<Dependency<?>>of()).toSeq(),
                    ClassTag$.MODULE$.apply(Object.class));
        }

        @Override
        public Partition[] getPartitions() {
            throw new IllegalStateException("somebody looks");
        }

        @Override
        public Iterator<Object> compute(Partition split, TaskContext context) {
            throw new IllegalStateException("somebody computes");
        }
    }

    private static long classes() {
        return CodegenMetrics.METRIC_GENERATED_CLASS_BYTECODE_SIZE().getCount();
    }
}
