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
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Ties the night's records to subjects and keeps what is known of the subjects they touch. */
public final class ResolveStage implements Stage {
    private static final String SUBJECTS = "subject.subject";
    private static final List<String> NAMED_BY = Stream.concat(
                    Stream.of("record_id", "subject_id", "person_mask"), RecordClass.NAMING.stream())
            .toList();
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
            return report(0, 0, 0, 0, 0, new Revisions.Tied(0, 0));
        }
        Dataset<Row> unplaced = naming(workspace, classes, table -> workspace
                .read(table.name().toString())
                .filter(col("subject_id").isNull()));
        Dataset<Row> keyed =
                view("keyed", RecordKeys.of(unplaced.drop("subject_id")).localCheckpoint());
        KnownSubjects known = KnownSubjects.of(workspace, keyed);
        Links links = new Links(workspace);
        Optional<Dataset<Row>> ofCorrected = links.ofCorrected();

        Optional<Dataset<Row>> merges = merges(workspace.spark(), known);
        Dataset<Row> placed = placed(workspace.spark(), merges);
        Row counts = placed.agg(
                        count(lit(1)),
                        sum(when(col("rule").equalTo("new"), 1L).otherwise(0L)),
                        sum(when(col("rule").equalTo("name_in_region"), 1L).otherwise(0L)))
                .first();
        Optional<Dataset<Row>> given = merges.map(m -> m.filter("existed"));
        long merged = given.map(Dataset::count).orElse(0L);
        Optional<Dataset<Row>> moves = given.filter(m -> merged > 0);
        // What moves is found by the links, so they are written after it.
        moves.ifPresent(m -> Merges.write(workspace, m));
        List<Callable<Boolean>> writes = new ArrayList<>();
        classes.forEach(table -> writes.add(() -> writeRecords(workspace, table, placed)));
        writes.add(() -> links.write(placed, ofCorrected, moves));
        SideBySide.run(workspace.spark(), writes);

        Optional<Dataset<Row>> moved = ofCorrected
                .map(old -> Links.moved(old, placed, merges).localCheckpoint())
                .filter(records -> !records.isEmpty());
        Optional<Dataset<Row>> left = moved.map(m -> m.select("subject_id").distinct());
        Dataset<Row> tonight = placed.select("subject_id");
        Dataset<Row> touched =
                left.map(tonight::union).orElse(tonight).distinct().localCheckpoint();
        Revisions revisions = new Revisions(workspace);
        moved.ifPresent(revisions::follow);
        Revisions.Tied tied = revisions.tie(touched);
        writeSubjects(workspace, new Identity(workspace, known), placed, touched, moves, left);
        return report(counts.getLong(0), touched.count(), counts.getLong(2), counts.getLong(1), merged, tied);
    }

    private static List<TableContract> recordClasses(Workspace workspace) {
        return workspace.tables().contracts().recordClasses();
    }

    /** What names the subjects of records, of several classes. */
    private static Dataset<Row> naming(
            Workspace workspace, List<TableContract> classes, Function<TableContract, Dataset<Row>> records) {
        return classes.stream()
                .filter(table -> workspace.hasRows(table.name().toString()))
                .map(table -> records.apply(table)
                        .select(columns(NAMED_BY))
                        .withColumn("record_class", lit(table.name().table())))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /**
     * The subjects that turn out to be one, empty when there are none; leaves the views of what was tied by code.
     *
     * <p>What is used more than once is cut off here from the plan that made it: plans grow with each use.
     */
    private static Optional<Dataset<Row>> merges(SparkSession spark, KnownSubjects known) {
        view("known_codes", known.codes());
        view("known_names", known.names());
        view("known", known.subjects());
        CodeResolution byCode = new CodeResolution(spark);
        Dataset<Row> anchored = view("anchored", byCode.anchored());
        view("coded", anchored.join(byCode.choices(), "anchor").localCheckpoint());
        Dataset<Row> codeMoves = view("code_moves", Merges.byCode(spark));
        NameResolution byName = new NameResolution(spark);
        view("bearers", byName.bearers());
        Dataset<Row> recognised = view("recognised", byName.recognised().localCheckpoint());
        if (recognised.isEmpty() && codeMoves.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Merges.all(spark).localCheckpoint());
    }

    /** Every record of the night with its subject. */
    private static Dataset<Row> placed(SparkSession spark, Optional<Dataset<Row>> merges) {
        Dataset<Row> named = new NameResolution(spark).named();
        Dataset<Row> all = spark.table("coded").select(columns(PLACED)).unionByName(named.select(columns(PLACED)));
        return merges.map(m -> Merges.applied(all, m)).orElse(all).localCheckpoint();
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
     * @param touched the subjects whose golden records may be others now
     * @param left those that a corrected record has left: what no other record says of them goes
     */
    private static void writeSubjects(
            Workspace workspace,
            Identity identity,
            Dataset<Row> placed,
            Dataset<Row> touched,
            Optional<Dataset<Row>> moves,
            Optional<Dataset<Row>> left) {
        Optional<Dataset<Row>> supported =
                left.map(ids -> RecordKeys.of(naming(workspace, recordClasses(workspace), table -> workspace
                        .read(table.name().toString())
                        .join(ids, new String[] {"subject_id"}, "leftsemi"))));
        List<Callable<Boolean>> writes =
                new ArrayList<>(identity.writes(placed, moves, supported, left.orElse(touched)));
        writes.add(() -> writeGolden(workspace, touched, moves, left));
        SideBySide.run(workspace.spark(), writes);
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
                .withColumn("first_seen", coalesce(col("known_since"), lit(workspace.runDate())))
                // A merge reads its rows twice.
                .localCheckpoint();
        Optional<Dataset<Row>> given =
                moves.map(m -> m.select(col("from_subject_id").as("subject_id")));
        if (left.isPresent()) {
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

    private static StageReport report(
            long records, long subjects, long byName, long unknown, long merged, Revisions.Tied tied) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("records", records);
        counters.put("subjects_touched", subjects);
        counters.put("records_by_name", byName);
        counters.put("records_of_unknown_names", unknown);
        counters.put("subjects_merged", merged);
        counters.put("decisions_tied", tied.tied());
        counters.put("decisions_pending", tied.pending());
        return StageReport.of(counters);
    }
}
