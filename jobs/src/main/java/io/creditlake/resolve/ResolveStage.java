package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Model;
import io.creditlake.retention.Erased;
import io.creditlake.retention.Erasure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ties the night's records to subjects and keeps what is known of the subjects they touch. */
public final class ResolveStage implements Stage {
    private final List<Model> models;
    private final Erasure erasure;

    /**
     * A stage.
     *
     * @param models how subjects without a common code are recognised
     * @param erasure what is erased before records are tied, because its time is over
     */
    public ResolveStage(List<Model> models, Erasure erasure) {
        this.models = List.copyOf(models);
        this.erasure = erasure;
    }

    /** A stage that erases nothing. */
    public ResolveStage(List<Model> models) {
        this(models, Erasure.none());
    }

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public StageReport run(Workspace workspace) {
        Judged judged = Judged.of(workspace);
        List<String> compared = models.stream()
                .flatMap(m -> m.recordColumns().stream())
                .distinct()
                .toList();
        NamingRecords naming = new NamingRecords(workspace, compared, judged);
        Links links = new Links(workspace);
        Optional<Erased> erased = erasure.run(workspace);
        Optional<Dataset<Row>> ofErased = erased.flatMap(e -> links.of(e.ids()));
        Optional<Reopened> reopened = Reopened.of(workspace, judged);
        List<TableContract> classes = naming.withUnplaced();
        Optional<Dataset<Row>> turning = Withdrawn.turning(workspace);
        if (classes.isEmpty() && judged.changed().isEmpty() && ofErased.isEmpty() && turning.isEmpty()) {
            return report(Counts.NONE, erased);
        }
        Dataset<Row> unplaced = naming.unplaced(classes);
        Dataset<Row> keyed = erased.map(e -> unplaced.join(e.ids(), new String[] {"record_id"}, "leftanti"))
                .orElse(unplaced)
                .transform(Kept::of);
        Known met = SideBySide.both(
                workspace.spark(),
                () -> KnownSubjects.of(workspace, keyed, judged),
                () -> TiedAnew.of(links, reopened, ofErased, naming),
                Known::new);
        KnownSubjects all = met.subjects();
        Optional<Dataset<Row>> corrected = met.records().corrected();
        Optional<Dataset<Row>> before = met.records().links();
        Optional<Dataset<Row>> said = met.records().said();
        KnownSubjects known = reopened.map(r -> r.stillKnown(workspace, naming, models, all, said.orElseThrow()))
                .orElse(all);

        Placement byKeys = Placement.deterministic(workspace, keyed, known, judged, compared);
        Kept.forget(keyed);
        Matching.Result matched = new Matching(workspace, models, judged).of(byKeys, known);
        Placement placement = matched.placement();
        Dataset<Row> placed = placement.records();
        Optional<Dataset<Row>> moves = placement.given();
        // What moves is found by the links, so they are written after it.
        moves.ifPresent(m -> Merges.write(workspace, m));
        Dataset<Row> owners = placed.select(Links.OF_SUBJECT).transform(Kept::of);
        List<Callable<Boolean>> writes = new ArrayList<>();
        classes.forEach(table -> writes.add(() -> writeRecords(workspace, table, owners)));
        writes.add(() -> links.write(placed, before, moves));
        SideBySide.run(workspace.spark(), writes);

        Optional<Dataset<Row>> moved = before.map(
                        old -> Links.moved(old, placed, placement.merges()).transform(Kept::of))
                .filter(records -> !records.isEmpty());
        reopened.ifPresent(r -> moved.ifPresent(m -> r.noteSplits(workspace, m)));
        Optional<Dataset<Row>> left = Stream.of(
                        moved.map(m -> m.select(Links.OF_SUBJECT)),
                        ofErased.map(gone -> Links.merged(gone, placement.merges())))
                .flatMap(Optional::stream)
                .reduce(Dataset::union);
        Dataset<Row> touched = touched(owners, moves, left, turning).transform(Kept::of);
        Revisions revisions = new Revisions(workspace);
        moved.ifPresent(revisions::follow);
        Revisions.Tied tied = revisions.tie(touched);
        SubjectRecords records = SubjectRecords.of(
                workspace,
                naming,
                new GoldenRecords(workspace, judged),
                touched,
                Withdrawn.among(workspace, touched),
                before.isPresent());
        Optional<Recount> recount =
                before.flatMap(old -> Recount.of(old, said.orElseThrow(), corrected, left, placement.merges()));
        long cases = new SubjectTables(workspace, records, all).write(placement, touched, recount, matched);
        return report(Counts.of(placed, touched, moves, tied, matched, cases), erased);
    }

    /** What the lake knows as the night begins. */
    private record Known(KnownSubjects subjects, TiedAnew records) {}

    private static boolean writeRecords(Workspace workspace, TableContract table, Dataset<Row> owners) {
        String name = table.name().toString();
        Dataset<Row> subjects = owners.filter(
                        col("record_class").equalTo(table.name().table()))
                .select(col("record_id").as("placed_record"), col("subject_id").as("placed_subject"))
                .transform(Kept::of);
        Dataset<Row> records = workspace
                .read(name)
                .filter(col("subject_id").isNull())
                .join(Kept.met(subjects), col("record_id").equalTo(col("placed_record")))
                .withColumn("subject_id", col("placed_subject"));
        workspace.replace(name, records, col("subject_id").isNull());
        return true;
    }

    /** The subjects that got a record, took in another subject, lost a record, or have one that is withdrawn tonight. */
    private static Dataset<Row> touched(
            Dataset<Row> placed,
            Optional<Dataset<Row>> moves,
            Optional<Dataset<Row>> left,
            Optional<Dataset<Row>> turning) {
        Dataset<Row> touched = placed.select("subject_id");
        if (moves.isPresent()) {
            touched = touched.union(moves.get().select("into_subject_id"));
        }
        if (left.isPresent()) {
            touched = touched.union(left.get().select("subject_id"));
        }
        if (turning.isPresent()) {
            touched = touched.union(turning.get());
        }
        return touched.distinct();
    }

    private record Counts(
            long records,
            long subjects,
            long byName,
            long byMatch,
            long unknown,
            long merged,
            Revisions.Tied tied,
            long cases,
            long blocksTooLarge) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, new Revisions.Tied(0, 0), 0, 0);

        static Counts of(
                Dataset<Row> placed,
                Dataset<Row> touched,
                Optional<Dataset<Row>> moves,
                Revisions.Tied tied,
                Matching.Result matched,
                long cases) {
            Row counts = placed.agg(
                            count(lit(1)),
                            count_if(col("rule").equalTo("name_in_region")),
                            count_if(col("rule").startsWith(Resemblances.RULE)),
                            count_if(col("rule").equalTo("new")))
                    .first();
            return new Counts(
                    counts.getLong(0),
                    Kept.count(touched),
                    counts.getLong(1),
                    counts.getLong(2),
                    counts.getLong(3),
                    moves.map(Kept::count).orElse(0L),
                    tied,
                    cases,
                    matched.blocksTooLarge());
        }
    }

    private static StageReport report(Counts counts, Optional<Erased> erased) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("records", counts.records());
        counters.put("subjects_touched", counts.subjects());
        counters.put("records_by_name", counts.byName());
        counters.put("records_by_match", counts.byMatch());
        counters.put("records_of_unknown_names", counts.unknown());
        counters.put("subjects_merged", counts.merged());
        counters.put("decisions_tied", counts.tied().tied());
        counters.put("decisions_pending", counts.tied().pending());
        counters.put("review_cases", counts.cases());
        counters.put("blocks_too_large", counts.blocksTooLarge());
        erased.ifPresent(e -> counters.put("records_erased", e.count()));
        return StageReport.of(counters);
    }
}
