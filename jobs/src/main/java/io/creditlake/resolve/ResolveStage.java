package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Ties the night's records to subjects and keeps what is known of the subjects they touch. */
public final class ResolveStage implements Stage {
    private static final String SUBJECTS = "subject.subject";
    private static final List<String> NAMED_BY = List.of(
            "record_id",
            "subject_id",
            "subject_name",
            "subject_kind",
            "uscc",
            "org_code",
            "reg_no",
            "tax_no",
            "person_token",
            "person_mask",
            "region");
    private static final List<String> PLACED = List.of(
            "record_id",
            "record_class",
            "subject_id",
            "rule",
            "evidence",
            "subject_name",
            "name_key",
            "name_region",
            "codes");

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public StageReport run(Workspace workspace) {
        List<TableContract> classes = recordClasses(workspace).stream()
                .filter(t -> workspace.hasUnplaced(t.name().toString()))
                .toList();
        if (classes.isEmpty()) {
            return report(0, 0, 0, 0, 0);
        }
        Dataset<Row> unplaced = naming(workspace, classes, table -> workspace
                .read(table.name().toString())
                .filter(col("subject_id").isNull()));
        Dataset<Row> keyed =
                view("keyed", RecordKeys.of(unplaced.drop("subject_id")).localCheckpoint());
        KnownSubjects known = KnownSubjects.of(workspace, keyed);
        Links links = new Links(workspace);
        Optional<Dataset<Row>> ofCorrected = links.ofCorrected();

        Dataset<Row> merges = merges(workspace.spark(), known);
        Dataset<Row> placed = placed(workspace.spark(), merges);
        Row counts = placed.agg(
                        count(lit(1)),
                        sum(when(col("rule").equalTo("new"), 1L).otherwise(0L)),
                        sum(when(col("rule").equalTo("name_in_region"), 1L).otherwise(0L)))
                .first();
        Dataset<Row> given = merges.filter("existed");
        long merged = given.count();
        Optional<Dataset<Row>> moves = merged == 0 ? Optional.empty() : Optional.of(given);
        // What moves is found by the links, so they are written after it.
        moves.ifPresent(m -> Merges.write(workspace, m));
        List<Callable<Boolean>> writes = new ArrayList<>();
        classes.forEach(table -> writes.add(() -> writeRecords(workspace, table, placed)));
        writes.add(() -> links.write(placed, ofCorrected, moves));
        SideBySide.run(workspace.spark(), writes);

        Optional<Dataset<Row>> left = ofCorrected
                .map(old -> Links.left(old, placed, merges).localCheckpoint())
                .filter(ids -> !ids.isEmpty());
        long touched = writeSubjects(workspace, new Identity(workspace, known), placed, moves, left);
        return report(counts.getLong(0), touched, counts.getLong(2), counts.getLong(1), merged);
    }

    private static List<TableContract> recordClasses(Workspace workspace) {
        return workspace.tables().contracts().recordClasses();
    }

    /** What names the subjects of records, of several classes. */
    private static Dataset<Row> naming(
            Workspace workspace,
            List<TableContract> classes,
            java.util.function.Function<TableContract, Dataset<Row>> records) {
        return classes.stream()
                .filter(table -> workspace.hasRows(table.name().toString()))
                .map(table -> records.apply(table)
                        .select(columns(NAMED_BY))
                        .withColumn("record_class", lit(table.name().table())))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** The subjects that turn out to be one; leaves the views of what was tied by code. */
    private static Dataset<Row> merges(SparkSession spark, KnownSubjects known) {
        view("known_codes", known.codes());
        view("known_names", known.names());
        view("known", known.subjects());
        CodeResolution byCode = new CodeResolution(spark);
        Dataset<Row> anchored = view("anchored", byCode.anchored());
        view("coded", anchored.join(byCode.choices(), "anchor").localCheckpoint());
        view("code_moves", Merges.byCode(spark));
        NameResolution byName = new NameResolution(spark);
        view("bearers", byName.bearers());
        view("recognised", byName.recognised());
        return Merges.all(spark).localCheckpoint();
    }

    /** Every record of the night with its subject. */
    private static Dataset<Row> placed(SparkSession spark, Dataset<Row> merges) {
        Dataset<Row> named = new NameResolution(spark).named();
        Dataset<Row> all = spark.table("coded").select(columns(PLACED)).unionByName(named.select(columns(PLACED)));
        return Merges.applied(all, merges).localCheckpoint();
    }

    private static boolean writeRecords(Workspace workspace, TableContract table, Dataset<Row> placed) {
        String name = table.name().toString();
        Dataset<Row> subjects = placed.filter(
                        col("record_class").equalTo(table.name().table()))
                .select(col("record_id").as("placed_record"), col("subject_id").as("placed_subject"));
        Dataset<Row> records = workspace
                .read(name)
                .filter(col("subject_id").isNull())
                .join(subjects, col("record_id").equalTo(col("placed_record")))
                .withColumn("subject_id", col("placed_subject"));
        workspace.replace(name, records, col("subject_id").isNull());
        return true;
    }

    /**
     * Writes codes, names and golden records.
     *
     * @param left subjects that a corrected record has left: what no other record says of them goes
     * @return how many golden records
     */
    private static long writeSubjects(
            Workspace workspace,
            Identity identity,
            Dataset<Row> placed,
            Optional<Dataset<Row>> moves,
            Optional<Dataset<Row>> left) {
        Dataset<Row> tonight = placed.select("subject_id");
        Dataset<Row> touched =
                left.map(tonight::union).orElse(tonight).distinct().localCheckpoint();
        Optional<Dataset<Row>> supported =
                left.map(ids -> RecordKeys.of(naming(workspace, recordClasses(workspace), table -> workspace
                        .read(table.name().toString())
                        .join(ids, new String[] {"subject_id"}, "leftsemi"))));
        List<Callable<Boolean>> writes =
                new ArrayList<>(identity.writes(placed, moves, supported, left.orElse(touched)));
        writes.add(() -> writeGolden(workspace, touched, moves, left));
        SideBySide.run(workspace.spark(), writes);
        return touched.count();
    }

    private static boolean writeGolden(
            Workspace workspace, Dataset<Row> touched, Optional<Dataset<Row>> moves, Optional<Dataset<Row>> left) {
        Dataset<Row> known = workspace
                .read(SUBJECTS)
                .select(col("subject_id"), col("first_seen").as("known_since"))
                .join(touched, new String[] {"subject_id"}, "leftsemi");
        Dataset<Row> rows = new GoldenRecords(workspace)
                .of(touched)
                .join(known, new String[] {"subject_id"}, "left")
                .withColumn("first_seen", coalesce(col("known_since"), lit(workspace.runDate())));
        Optional<Dataset<Row>> given =
                moves.map(m -> m.select(col("from_subject_id").as("subject_id")));
        if (left.isPresent()) {
            rows = rows.localCheckpoint();
            Dataset<Row> emptied = left.get().join(rows, new String[] {"subject_id"}, "leftanti");
            given = Optional.of(given.map(emptied::union).orElse(emptied));
        }
        if (given.isPresent()) {
            workspace.merge(SUBJECTS, rows, given.get(), List.of("subject_id"));
        } else if (workspace.hasRows(SUBJECTS)) {
            workspace.upsert(SUBJECTS, rows, List.of("subject_id"));
        } else {
            workspace.append(SUBJECTS, rows);
        }
        return true;
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(c -> col(c)).toArray(Column[]::new);
    }

    private static Dataset<Row> view(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
        return rows;
    }

    private static StageReport report(long records, long subjects, long byName, long unknown, long merged) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("records", records);
        counters.put("subjects_touched", subjects);
        counters.put("records_by_name", byName);
        counters.put("records_of_unknown_names", unknown);
        counters.put("subjects_merged", merged);
        return StageReport.of(counters);
    }
}
