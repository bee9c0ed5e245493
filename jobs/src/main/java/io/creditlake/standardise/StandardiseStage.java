package io.creditlake.standardise;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Tables;
import io.creditlake.lake.Replay;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import io.creditlake.standardise.ClassRun.Counts;
import io.creditlake.standardise.ClassRun.Summary;
import io.creditlake.standards.WorkingCalendar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Turns each row of the night's deliveries into a record, a duplicate or a quarantined row. */
public final class StandardiseStage implements Stage {
    private static final String DELIVERIES = "ops.delivery";
    private static final StructType COUNTS = StructType.fromDDL("counted STRING, rows_read BIGINT,"
            + " rows_accepted BIGINT, rows_duplicate BIGINT, rows_corrected BIGINT, rows_quarantined BIGINT,"
            + " rows_late BIGINT, rows_due BIGINT, refused BOOLEAN, note STRING");

    private final SourceContracts contracts;

    /** A stage that reads deliveries as the contracts say. */
    public StandardiseStage(SourceContracts contracts) {
        this.contracts = contracts;
    }

    @Override
    public String name() {
        return "standardise";
    }

    @Override
    public StageReport run(Workspace workspace) {
        PersonKeys personKeys = PersonKeys.load(workspace.settings());
        Persons persons = new Persons(workspace, personKeys);
        List<String> rekeyed = Persons.noteOf(persons.keepUp());
        List<Row> received = received(workspace);
        if (received.isEmpty()) {
            return new StageReport(counters(new HashMap<>(), 0), rekeyed);
        }
        Map<String, Map<String, List<DumpFile>>> byClass = filesByClassAndSource(workspace, received);
        List<ClassRun> runs = runs(workspace, byClass, personKeys, persons);
        Map<String, Counts> counts = new HashMap<>();
        List<Summary> summaries;
        try {
            summaries = SideBySide.run(
                    workspace.spark(),
                    runs.stream().<Callable<Summary>>map(run -> run::counted).toList());
            summaries.forEach(summary -> counts.putAll(summary.byFile()));
            write(workspace, runs, summaries, counts);
            if (received.stream().anyMatch(file -> Replay.isReplay(file.getString(2)))) {
                ReplayedRows.close(
                        workspace, runs.stream().map(ClassRun::replayed).toList());
            }
        } finally {
            runs.forEach(ClassRun::close);
        }
        Map<String, FileVerdict> verdicts = new TreeMap<>();
        runs.forEach(run -> verdicts.putAll(run.verdicts()));
        writeCounts(workspace, counts, verdicts);
        return new StageReport(
                counters(counts, summaries.stream().mapToLong(Summary::changed).sum()),
                Stream.concat(
                                rekeyed.stream(),
                                verdicts.entrySet().stream()
                                        .map(e ->
                                                e.getKey().substring(e.getKey().indexOf(' ') + 1) + ": "
                                                        + (e.getValue().refused() ? "refused: " : "")
                                                        + e.getValue().message()))
                        .toList());
    }

    /** The rows of a class, and where they come from. */
    private record Read(TableContract table, SentFiles files, ClassRows rows) {}

    /** All classes are read before any is decided: a person whom several name is one. */
    private List<ClassRun> runs(
            Workspace workspace,
            Map<String, Map<String, List<DumpFile>>> byClass,
            PersonKeys personKeys,
            Persons persons) {
        List<Callable<Read>> reads = new ArrayList<>();
        byClass.forEach((recordClass, sources) -> {
            TableContract table = workspace.contract("record." + recordClass);
            SentFiles files = new SentFiles();
            sources.forEach((source, sent) -> files.add(contracts.get(source), sent));
            reads.add(() -> new Read(table, files, evaluated(workspace, table, sources, personKeys)));
        });
        List<Read> read = SideBySide.run(workspace.spark(), reads);
        Optional<Dataset<Row>> named = persons.named(
                read.stream().map(r -> r.rows().places()).toList(),
                read.stream().map(Read::files).toList());
        return SideBySide.run(
                workspace.spark(),
                read.stream()
                        .<Callable<ClassRun>>map(r -> () -> {
                            named.ifPresent(known -> r.rows().name(r.table(), known));
                            return new ClassRun(
                                    workspace,
                                    r.table(),
                                    new Survivorship(r.table(), authorities()),
                                    r.files(),
                                    r.rows());
                        })
                        .toList());
    }

    private Map<String, Integer> authorities() {
        Map<String, Integer> authorities = new HashMap<>();
        contracts.all().forEach(contract -> authorities.put(contract.source(), contract.authority()));
        return authorities;
    }

    /** The night's files that can be read, in the order received: by folder date, source and name. */
    private static List<Row> received(Workspace workspace) {
        if (!workspace.hasRows(DELIVERIES)) {
            return List.of();
        }
        return workspace
                .read(DELIVERIES)
                .filter(col("run_date")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("status").equalTo("received")))
                .select("source", "delivery_id", "file", "folder_date", "archive", "layout")
                .orderBy("folder_date", "source", "file")
                .collectAsList();
    }

    private Map<String, Map<String, List<DumpFile>>> filesByClassAndSource(Workspace workspace, List<Row> received) {
        Map<String, Map<String, List<DumpFile>>> files = new TreeMap<>();
        int index = 0;
        for (Row row : received) {
            String source = row.getString(0);
            List<DumpFile> tables = files.computeIfAbsent(contracts.get(source).recordClass(), c -> new TreeMap<>())
                    .computeIfAbsent(source, s -> new ArrayList<>());
            for (Layout table : Tables.fromJson(row.getString(5)).layouts()) {
                tables.add(new DumpFile(
                        index++,
                        workspace.settings().folders().lake() + "/" + row.getString(4),
                        row.getString(1),
                        row.getString(2),
                        (int) row.getLocalDate(3).toEpochDay(),
                        table));
            }
        }
        return files;
    }

    private ClassRows evaluated(
            Workspace workspace, TableContract table, Map<String, List<DumpFile>> sources, PersonKeys personKeys) {
        WorkingCalendar calendar = WorkingCalendar.load(
                workspace.settings().folders().conf().resolve("reference").resolve("working_days.csv"));
        List<SourceRows> rows = new ArrayList<>();
        sources.forEach((source, files) -> {
            SourceContract contract = contracts.get(source);
            rows.add(new SourceRows(
                    workspace.spark(),
                    contract,
                    new EvaluatedRows(contract, table, workspace.runDate(), personKeys),
                    files,
                    calendar));
        });
        return new ClassRows(rows);
    }

    private static void write(
            Workspace workspace, List<ClassRun> runs, List<Summary> summaries, Map<String, Counts> counts) {
        List<Callable<Boolean>> writes = new ArrayList<>();
        if (counts.values().stream().anyMatch(c -> c.quarantined() > 0)) {
            writes.add(() -> append(
                    workspace,
                    "ops.quarantine",
                    runs.stream().map(ClassRun::quarantine).toList()));
        }
        if (counts.values().stream().anyMatch(c -> c.duplicate() > 0)) {
            writes.add(() -> append(
                    workspace,
                    "ops.duplicate",
                    runs.stream().map(ClassRun::duplicates).toList()));
        }
        List<Dataset<Row>> revisions = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            revisions.addAll(runs.get(i).revisions(summaries.get(i)));
        }
        if (!revisions.isEmpty()) {
            writes.add(() -> append(workspace, "record.revision", revisions));
        }
        SideBySide.run(workspace.spark(), writes);
        List<Callable<Boolean>> records = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            ClassRun run = runs.get(i);
            Summary summary = summaries.get(i);
            records.add(() -> {
                run.write(summary);
                return true;
            });
        }
        SideBySide.run(workspace.spark(), records);
    }

    private static boolean append(Workspace workspace, String table, List<Dataset<Row>> parts) {
        workspace.append(
                table, parts.stream().reduce((a, b) -> a.unionByName(b, true)).orElseThrow());
        return true;
    }

    private static void writeCounts(
            Workspace workspace, Map<String, Counts> counts, Map<String, FileVerdict> verdicts) {
        List<Row> rows = new ArrayList<>();
        counts.forEach((file, c) -> {
            Optional<FileVerdict> verdict = Optional.ofNullable(verdicts.get(file));
            rows.add(RowFactory.create(
                    file,
                    c.read(),
                    c.accepted(),
                    c.duplicate(),
                    c.corrected(),
                    c.quarantined(),
                    c.late(),
                    c.due(),
                    verdict.map(FileVerdict::refused).orElse(false),
                    verdict.map(FileVerdict::message).orElse(null)));
        });
        Dataset<Row> counted = workspace.spark().createDataFrame(rows, COUNTS);
        Dataset<Row> night = workspace
                .read(DELIVERIES)
                .filter(col("run_date").equalTo(lit(workspace.runDate())))
                .withColumn("key", concat_ws(" ", col("delivery_id"), col("file")));
        List<Column> columns = new ArrayList<>();
        for (String column : workspace.contract(DELIVERIES).columnNames()) {
            Column value = night.col(column);
            if (List.of(COUNTS.fieldNames()).contains(column)) {
                value = coalesce(counted.col(column), value);
            } else if (column.equals("status")) {
                value = when(
                                value.equalTo("received"),
                                when(counted.col("refused"), "refused").otherwise("standardised"))
                        .otherwise(value);
            } else if (column.equals("message")) {
                value = nullif(concat_ws("；", value, counted.col("note")), lit(""));
            }
            columns.add(value.as(column));
        }
        Dataset<Row> updated = night.join(broadcast(counted), night.col("key").equalTo(counted.col("counted")), "left")
                .select(columns.toArray(Column[]::new));
        workspace.replaceNight(DELIVERIES, updated.coalesce(1));
    }

    private static Map<String, Long> counters(Map<String, Counts> counts, long changed) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put(
                "rows_read", counts.values().stream().mapToLong(Counts::read).sum());
        counters.put(
                "rows_accepted",
                counts.values().stream().mapToLong(Counts::accepted).sum());
        counters.put(
                "rows_duplicate",
                counts.values().stream().mapToLong(Counts::duplicate).sum());
        counters.put(
                "rows_quarantined",
                counts.values().stream().mapToLong(Counts::quarantined).sum());
        counters.put(
                "rows_late", counts.values().stream().mapToLong(Counts::late).sum());
        counters.put("records_changed", changed);
        return counters;
    }
}
