package io.creditlake.standardise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.GarbageCollectionNotificationInfo;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.DumpSource;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.standards.WorkingCalendar;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What standardising costs beside Spark's bare parse of the same file. Run by {@code bench/standardise}, which see.
 *
 * <p>Arguments: folder, rows, charset, repetitions, steps (all of them when empty), file of the result.
 */
final class StandardiseBenchmark {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final String SOURCE = "penalty_publicity";
    private static final String PARSE = "spark_parse";
    private static final byte[] KEY = new byte[32];

    private final Path folder;
    private final long rows;
    private final String charset;
    private final TestLake lake;
    private final SparkSession spark;
    private final SourceContract contract;
    private final TableContract table;
    private final AtomicLong heap = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();
    private Layout layout;
    private Workspace begun;

    private record Taken(double seconds, double processor) {}

    /** Some work that is measured. */
    private interface Step {
        void run() throws IOException;
    }

    private StandardiseBenchmark(Path folder, long rows, String charset) {
        this.folder = folder;
        this.rows = rows;
        this.charset = charset;
        this.lake = new TestLake(folder);
        this.spark = lake.spark();
        this.spark.sparkContext().addSparkListener(new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                tasks.addAndGet(
                        end.taskMetrics() == null ? 0 : end.taskMetrics().executorCpuTime());
            }
        });
        this.contract = contracts().get(SOURCE);
        this.table = lake.tables().contracts().get("record.penalty");
        Sessions.suit(spark, 0, rows);
    }

    private SourceContracts contracts() {
        return SourceContracts.load(
                lake.settings().folders().schemas(), lake.tables().contracts());
    }

    /** Measures and writes the result. */
    public static void main(String[] args) throws IOException, DumpException {
        StandardiseBenchmark benchmark = new StandardiseBenchmark(Path.of(args[0]), Long.parseLong(args[1]), args[2]);
        ObjectNode result = benchmark.measured(Integer.parseInt(args[3]), List.of(args[4].split(",")));
        Files.writeString(Path.of(args[5]), result.toPrettyString() + "\n");
        System.exit(0);
    }

    private Path file() {
        return folder.resolve("landing").resolve(SOURCE).resolve(DAY.toString()).resolve("penalty.csv");
    }

    private ObjectNode measured(int repetitions, List<String> asked) throws IOException, DumpException {
        if (!Files.exists(file())) {
            PenaltyFile.write(file(), Charset.forName(charset), rows);
            Files.writeString(file().resolveSibling("_SUCCESS"), "");
        }
        layout = layout();
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put(PARSE, () -> noop(parsed()));
        steps.put("read", () -> noop(DumpSource.read(spark, files()).drop("cells")));
        steps.put("evaluate", () -> noop(sent().once()));
        steps.put("decide", this::decided);
        steps.put("decide_and_make", this::made);
        steps.put("ingest", this::ingested);
        steps.put("standardise", this::written);
        steps.keySet().removeIf(step -> !asked.contains("all") && !asked.contains(step));
        Map<String, List<Taken>> times = new LinkedHashMap<>();
        ObjectNode peaks = new ObjectMapper().createObjectNode();
        watchHeap();
        for (int i = 0; i < repetitions; i++) {
            for (Map.Entry<String, Step> step : steps.entrySet()) {
                System.gc();
                heap.set(0);
                long start = System.nanoTime();
                long busy = taskNanos();
                step.getValue().run();
                Taken taken = new Taken((System.nanoTime() - start) / 1e9, (taskNanos() - busy) / 1e9);
                times.computeIfAbsent(step.getKey(), k -> new ArrayList<>()).add(taken);
                peaks.put(step.getKey(), Math.max(peaks.path(step.getKey()).asLong(), heap.get() >> 20));
                System.err.printf(
                        "  %-18s %8.1f s %8.1f s of processor   heap after collection at most %d MB%n",
                        step.getKey(), taken.seconds(), taken.processor(), heap.get() >> 20);
            }
        }
        return result(times, peaks);
    }

    private ObjectNode result(Map<String, List<Taken>> times, ObjectNode peaks) throws IOException {
        ObjectNode result = new ObjectMapper().createObjectNode();
        result.put("rows", rows);
        result.put("bytes", Files.size(file()));
        result.put("charset", charset);
        result.put("cores", Runtime.getRuntime().availableProcessors());
        result.put("max_heap_mb", Runtime.getRuntime().maxMemory() >> 20);
        result.put("java", System.getProperty("java.version"));
        result.put("spark", spark.version());
        ObjectNode steps = result.putObject("steps");
        times.forEach((step, taken) -> {
            ObjectNode node = steps.putObject(step);
            taken.forEach(t -> node.withArray("/seconds").add(round(t.seconds())));
            taken.forEach(t -> node.withArray("/processor_seconds").add(round(t.processor())));
            ratio(node, "times_spark_parse", Taken::seconds, taken, times);
            ratio(node, "times_spark_parse_by_processor", Taken::processor, taken, times);
            node.put("heap_after_collection_mb", peaks.path(step).asLong());
        });
        result.put("peak_resident_mb", residentPeak());
        return result;
    }

    private static void ratio(
            ObjectNode node,
            String name,
            ToDoubleFunction<Taken> of,
            List<Taken> taken,
            Map<String, List<Taken>> times) {
        if (times.containsKey(PARSE)) {
            node.put(name, round(best(taken, of) / best(times.get(PARSE), of)));
        }
    }

    private static double best(List<Taken> taken, ToDoubleFunction<Taken> of) {
        return taken.stream().mapToDouble(of).min().orElseThrow();
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** Time of the processor that the tasks have taken, which neighbours on the machine hardly lengthen. */
    private long taskNanos() {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty();
        } catch (TimeoutException e) {
            throw new IllegalStateException("tasks that do not end", e);
        }
        return tasks.get();
    }

    private Layout layout() throws IOException, DumpException {
        Path file = file();
        return new DumpScanner(DumpShape.of(contract), DumpScanner.partBytes(Files.size(file)))
                .scan("penalty.csv", new FileBytes(file))
                .layouts()
                .get(0);
    }

    private List<DumpFile> files() {
        return List.of(
                new DumpFile(0, file().toString(), SOURCE + "/" + DAY, "penalty.csv", (int) DAY.toEpochDay(), layout));
    }

    private Dataset<Row> parsed() {
        StructType schema = new StructType();
        for (String header : layout.header()) {
            schema = schema.add(header, DataTypes.StringType);
        }
        return spark.read()
                .schema(schema)
                .option("header", "true")
                .option("encoding", charset)
                .csv(file().toString());
    }

    private SourceRows sent() {
        WorkingCalendar calendar =
                WorkingCalendar.load(Path.of(System.getProperty("creditlake.home"), "conf/reference/working_days.csv"));
        return new SourceRows(
                spark, contract, new EvaluatedRows(contract, table, DAY, PersonKeys.of(KEY)), files(), calendar);
    }

    /** What becomes of every row: parsed, normalised, checked, compared with the others, counted. */
    private void decided() {
        standardised(run -> {});
    }

    /** The same with every record, duplicate and quarantined row made, and written nowhere. */
    private void made() {
        standardised(run -> {
            noop(run.quarantine());
            noop(run.duplicates());
            noop(run.added());
        });
    }

    private void standardised(Consumer<ClassRun> then) {
        Workspace night = lake.night(DAY);
        SentFiles sent = new SentFiles();
        sent.add(contract, files());
        Survivorship survivorship = new Survivorship(table, Map.of(SOURCE, 30));
        try (ClassRun run = new ClassRun(night, table, survivorship, sent, new ClassRows(List.of(sent())))) {
            ClassRun.Summary summary = run.counted();
            then.accept(run);
            ClassRun.Counts counts = summary.byFile().values().iterator().next();
            if (counts.read() != rows || summary.added() == 0) {
                throw new IllegalStateException("not the rows of the file: " + counts);
            }
        }
    }

    /** A night's first stage: the file goes into the archive and is looked at as a whole. */
    private void ingested() {
        begun = lake.night(DAY);
        new IngestStage(contracts()).run(begun);
    }

    /** Its second, with everything written to the lake. */
    private void written() {
        new StandardiseStage(contracts()).run(begun);
    }

    private static void noop(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
    }

    private void watchHeap() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                if (notification
                                        .getType()
                                        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
                                    Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo.from(
                                                    (CompositeData) notification.getUserData())
                                            .getGcInfo()
                                            .getMemoryUsageAfterGc();
                                    long used = after.entrySet().stream()
                                            .filter(pool -> pool.getKey().contains("Eden")
                                                    || pool.getKey().contains("Survivor")
                                                    || pool.getKey().contains("Old"))
                                            .mapToLong(pool -> pool.getValue().getUsed())
                                            .sum();
                                    heap.accumulateAndGet(used, Math::max);
                                }
                            },
                            null,
                            null);
        }
    }

    private static long residentPeak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
            }
        }
        return -1;
    }

    private record FileBytes(Path file) implements io.creditlake.dump.Bytes {
        @Override
        public InputStream open(long offset) throws IOException {
            FileInputStream in = new FileInputStream(file.toFile());
            in.skipNBytes(offset);
            return in;
        }

        @Override
        public long size() throws IOException {
            return Files.size(file);
        }
    }
}
