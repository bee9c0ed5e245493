package io.creditlake.grade;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * What grading costs beside Spark reading the same records and grouping them by subject once. Run by {@code bench/grade},
 * which see. Arguments: folder of the lake, subjects, repetitions.
 */
final class GradeBenchmark {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final AtomicLong PROCESSOR = new AtomicLong();

    private static final String SUBJECTS =
            """
            SELECT id AS subject_id, if(pmod(id, 10) < 7, 'enterprise', 'individual_business') AS kind,
              concat('主体', id) AS name, '370102' AS region,
              element_at(array('C2611','E4710','F5122','G5430'), 1 + CAST(pmod(hash(id, 1), 4) AS INT)) AS industry,
              true AS verified, DATE'%1$s' AS first_seen, %2$s AS last_changed
            FROM range(%3$d)
            """;

    /** By class: records a thousand subjects, and what the class has of its own; {@code d} is a day of ten years. */
    private static final Map<String, Map.Entry<Integer, String>> CLASSES = Map.of(
            "registration", Map.entry(1000, "'存续' AS status, d AS established_on, d AS approved_on"),
            "licence", Map.entry(1400, "d AS decision_date, '1' AS status, date_add(d, 900) AS valid_to"),
            "penalty",
                    Map.entry(
                            1200,
                            "d AS decision_date, concat('鲁罚', id) AS document_number, '违法' AS facts, element_at(array("
                                    + "'罚款','警告','罚款;没收违法所得','责令停产停业','吊销许可证件'), 1 + CAST(pmod("
                                    + "hash(id, 7), 5) AS INT)) AS penalty_type, CAST(pmod(hash(id, 5), 90000) AS"
                                    + " DECIMAL(20,2)) AS fine"),
            "abnormal_operation", Map.entry(150, "d AS listed_on, date_add(d, 300) AS valid_to"),
            "serious_dishonesty", Map.entry(20, "d AS listed_on, date_add(d, 1000) AS valid_to"),
            "inspection", Map.entry(600, "d AS inspected_on"),
            "contract_performance", Map.entry(330, "d AS assessed_on, 'fulfilled' AS performance"),
            "honour", Map.entry(300, "d AS granted_on"));

    private final TestLake lake;
    private final SparkSession spark;
    private final Policies policies;
    private final long subjects;
    private final int repetitions;

    private GradeBenchmark(Path folder, long subjects, int repetitions) {
        this.lake = new TestLake(folder);
        this.spark = lake.spark();
        Sessions.suit(spark, 1_000_000_000, 0);
        this.policies =
                Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        this.subjects = subjects;
        this.repetitions = repetitions;
        spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                PROCESSOR.addAndGet(end.taskMetrics().executorCpuTime());
            }
        });
    }

    /** Prints a line a step: name, seconds by the clock, seconds of processor. */
    public static void main(String[] arguments) {
        new GradeBenchmark(Path.of(arguments[0]), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2])).run();
    }

    private void run() {
        Workspace night = lake.night(FIRST);
        write(night, "subject.subject", SUBJECTS.formatted(FIRST, "DATE'" + FIRST + "'", subjects));
        CLASSES.forEach((name, entry) -> write(night, "record." + name, records(entry)));
        List<PolicyVersion> inForce = policies.inForce(FIRST);
        System.out.println("subjects " + subjects + ", records "
                + CLASSES.keySet().stream()
                        .mapToLong(name -> night.read("record." + name).count())
                        .sum()
                + ", policies " + inForce.size() + ", items "
                + inForce.stream()
                        .mapToInt(v -> v.indicators().size() + v.directRules().size())
                        .sum());
        for (int round = 0; round < repetitions; round++) {
            measure("read_and_group", () -> noop(grouped(night)));
            measure("grade", () -> noop(graded(night, inForce)));
        }
        measure("stage_full", () -> new GradeStage(policies).run(night));
        lake.publish(FIRST);
        for (int round = 0; round < repetitions; round++) {
            Workspace delta = lake.night(SECOND);
            // As resolution writes what it knows of the subjects of a night; a hundredth of every kind.
            delta.change(
                    "subject.subject",
                    spark.sql(SUBJECTS.formatted(FIRST, "DATE'" + SECOND + "'", subjects))
                            .where("pmod(xxhash64(subject_id, 9), 100) = 0"),
                    delta.read("subject.subject").select("subject_id").limit(0),
                    List.of("subject_id"));
            measure("stage_delta", () -> new GradeStage(policies).run(delta));
        }
    }

    private String records(Map.Entry<Integer, String> entry) {
        long count = subjects * entry.getKey() / 1000;
        return "SELECT *, d AS occurred_on, d AS valid_from, DATE'" + FIRST
                + "' AS received_on, 'bench' AS source, 'bench' AS department, 'bench' AS delivery_id, 'bench.csv' AS file, id AS"
                + " row_number, xxhash64(id) AS content_hash FROM (SELECT *, "
                + entry.getValue() + " FROM (SELECT id AS record_id, pmod(xxhash64(id), " + subjects
                + ") AS subject_id, id, date_sub(DATE'" + FIRST
                + "', CAST(pmod(hash(id, 3), 3650) AS INT)) AS d FROM range(" + count + ")))";
    }

    private void write(Workspace night, String table, String query) {
        night.append(table, spark.sql(query));
    }

    /** What a reader that knows no policy would do: the records by subject, counted, with their last day. */
    private Dataset<Row> grouped(Workspace night) {
        return CLASSES.keySet().stream()
                .map(name -> night.read("record." + name)
                        .select("subject_id", "record_id", "occurred_on", "valid_from", "valid_to"))
                .reduce(Dataset::union)
                .orElseThrow()
                .groupBy("subject_id")
                .agg(
                        functions.count("record_id"),
                        functions.max("occurred_on"),
                        functions.min("valid_from"),
                        functions.max("valid_to"));
    }

    private Dataset<Row> graded(Workspace night, List<PolicyVersion> inForce) {
        return new Grading(inForce, new Lifecycle(policies.lifecycles().on(FIRST)), FIRST)
                .of(night::read, night.read("subject.subject"), Rulings.ofNothing());
    }

    private static void noop(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    private static void measure(String step, Runnable work) {
        long processor = PROCESSOR.get();
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "%-16s %8.1f %8.1f%n", step, seconds, (PROCESSOR.get() - processor) / 1e9);
    }
}
