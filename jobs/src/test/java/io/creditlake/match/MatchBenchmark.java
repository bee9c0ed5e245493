package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What matching costs: made-up subjects become profiles, get their blocks, and the pairs of a block are scored, each step
 * alone. {@code bench/match/run} runs it; no test does.
 */
final class MatchBenchmark {
    private static final int ROUNDS = 3;
    private static final AtomicLong NANOS = new AtomicLong();
    private static final String MENTIONS =
            """
            SELECT id AS subject_id,
              concat(element_at(array('济南','青岛市','烟台','山东','山东省潍坊市','临沂','',''), 1 + CAST(pmod(hash(id, 1), 8) AS INT)),
                substr('鑫瑞恒泰盛隆昌福顺达康宁德信诚源汇通润泽丰裕祥和嘉禾启航卓越凯旋博远天成金石银河宏图伟业', 1 + CAST(pmod(hash(id DIV 3, 2), 46) AS INT), 1),
                substr('鑫瑞恒泰盛隆昌福顺达康宁德信诚源汇通润泽丰裕祥和嘉禾启航卓越凯旋博远天成金石银河宏图伟业', 1 + CAST(pmod(hash(id DIV 3, 3), 46) AS INT), 1),
                if(pmod(id, 2) = 0, substr('佳美永固安邦正大光明华彩新齐鲁岱青云海蓝江川松柏梧桐晨曦', 1 + CAST(pmod(hash(id DIV 2, 4), 29) AS INT), 1), ''),
                element_at(array('商贸','建材','食品','医药','粮油','机械','电子','建筑工程','物流','软件','网络科技','物业服务'),
                  1 + CAST(pmod(hash(id DIV 3, 5), 12) AS INT)),
                element_at(array('有限公司','有限责任公司','有限公司','经营部'), 1 + CAST(pmod(hash(id, 6), 4) AS INT))) AS subject_name,
              element_at(array('370102','370202','370602','370000','370100','371302'), 1 + CAST(pmod(hash(id, 7), 6) AS INT)) AS region,
              if(pmod(id, 4) = 0, NULL, concat(substr('王李张刘陈杨赵黄周吴', 1 + CAST(pmod(hash(id DIV 3, 8), 10) AS INT), 1),
                substr('伟芳娜敏静丽强磊军洋勇艳杰', 1 + CAST(pmod(hash(id DIV 3, 9), 13) AS INT), 2))) AS legal_representative,
              if(pmod(id, 3) = 0, concat('济南市历下区泉城路', pmod(hash(id, 10), 400), '号'), NULL) AS address,
              if(pmod(id, 3) = 0, date_add(DATE'2001-01-01', CAST(pmod(hash(id, 11), 7000) AS INT)), NULL) AS established_on,
              if(pmod(id, 5) = 0, concat('9137', lpad(pmod(hash(id, 12), 100), 2, '0'), '******', lpad(pmod(hash(id, 13), 1000000), 6, '0')), NULL) AS uscc_mask
            FROM range(%d)
            """;

    private MatchBenchmark() {}

    /** Prints the figures; the argument is the number of subjects, 200,000 when there is none. */
    public static void main(String[] arguments) throws IOException {
        long subjects = arguments.length == 0 ? 200_000 : Long.parseLong(arguments[0]);
        Model model = Shipped.organisation();
        SparkSession spark = Sessions.forNight(TestLake.settings(Files.createTempDirectory("match")));
        Sessions.suit(spark, Math.max(subjects, 1_000_000), 0);
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                NANOS.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
        Dataset<Row> mentions = spark.sql(MENTIONS.formatted(subjects)).localCheckpoint();
        Dataset<Row> made = Profiles.of(model, mentions);
        report("profiles", subjects, seconds(made));
        Dataset<Row> profiles = made.localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> blocks =
                profiles.select(col("subject_id"), Blocks.of(model).as("blocks"));
        report("blocks", subjects, seconds(blocks));
        Dataset<Row> exploded = blocks.select(
                        col("subject_id"), explode(col("blocks")).as("block"))
                .localCheckpoint();
        Dataset<Row> fitting = exploded.groupBy("block")
                .agg(count(lit(1)).as("size"))
                .filter(col("size").between(2, model.largestBlock()));
        Dataset<Row> kept = exploded.join(fitting, "block").select("block", "subject_id");
        Dataset<Row> ids = kept.withColumnRenamed("subject_id", "a")
                .join(kept.withColumnRenamed("subject_id", "b"), "block")
                .filter("a < b")
                .select("a", "b")
                .distinct();
        Column profile = struct(Profiles.columns(model));
        double start = taken(spark);
        Dataset<Row> pairs = ids.join(profiles.select(col("subject_id").as("a"), profile.as("left")), "a")
                .join(profiles.select(col("subject_id").as("b"), profile.as("right")), "b")
                .select(col("left"), col("right"), array(lit(0.0001)).as("frequency"))
                .limit(1_500_000)
                .localCheckpoint(true, StorageLevel.MEMORY_AND_DISK());
        long count = pairs.count();
        report("pairs", count, taken(spark) - start);
        report("pairs read", count, seconds(pairs));
        report(
                "weights",
                count,
                seconds(pairs.select(Scores.weight(model, pairs).as("w"))));
        report("scores", count, seconds(Scores.of(model, pairs).select("weight", "probability", "evidence")));
        Dataset<Row> likely = Scores.of(model, pairs)
                .filter(col("probability").geq(model.thresholds().review()));
        report("likely pairs", count, seconds(likely.select("weight", "evidence")));
        System.out.println("likely: " + likely.count());
        for (Comparison comparison : model.comparisons()) {
            report(comparison.name(), count, seconds(pairs.select(Scores.level(comparison))));
        }
    }

    /**
     * Processor time of the tasks that make every column, in seconds: the least of some rounds. Other work of the machine
     * does not count.
     */
    private static double seconds(Dataset<Row> rows) {
        double least = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            double start = taken(rows.sparkSession());
            rows.write().format("noop").mode("overwrite").save();
            least = Math.min(least, taken(rows.sparkSession()) - start);
        }
        return least;
    }

    /** Processor time of all tasks so far, in seconds. */
    private static double taken(SparkSession spark) {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return NANOS.get() / 1e9;
    }

    private static void report(String what, long rows, double seconds) {
        System.out.printf(
                Locale.ROOT, "%-22s %,10d rows %8.2f s %,12.0f a second%n", what, rows, seconds, rows / seconds);
    }
}
