package io.creditlake.supervise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.signum;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.supervise.draw.Draw;
import io.creditlake.supervise.draw.Draws;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Says what follows from the night: grades that moved, inspections that change, lists, warnings, draws. */
public final class SuperviseStage implements Stage {
    private final Policies policies;
    private final Supervision supervision;

    /** The stage under the policies that grade and what {@code conf/supervision} says. */
    public SuperviseStage(Policies policies, Supervision supervision) {
        this.policies = policies;
        this.supervision = supervision;
    }

    @Override
    public String name() {
        return "supervise";
    }

    @Override
    public StageReport run(Workspace workspace) {
        List<PolicyVersion> inForce = policies.inForce(workspace.runDate());
        boolean mayHaveMoved = workspace.base().isPresent() && workspace.changed("grade.grade");
        Optional<Dataset<Row>> changes = mayHaveMoved
                ? Optional.of(new GradeChanges(workspace, inForce).find().transform(Kept::of))
                : Optional.empty();
        Lifecycle lifecycle = new Lifecycle(policies.lifecycles().on(workspace.runDate()));
        Warnings warnings = new Warnings(workspace, supervision.warnings(), inForce, lifecycle);
        List<Callable<Map<String, Long>>> writes = List.of(
                () -> writeChanges(workspace, changes),
                () -> writeMeasures(workspace),
                () -> writeListings(new Listings(workspace, supervision.listings(), lifecycle)));
        // Warnings read the lists, and draws the measures, that were written before them.
        List<Callable<Map<String, Long>>> following =
                List.of(() -> writeWarnings(workspace, warnings, changes), () -> writeDraws(workspace));
        Map<String, Long> counters = new LinkedHashMap<>();
        SideBySide.run(workspace.spark(), writes).forEach(counters::putAll);
        SideBySide.run(workspace.spark(), following).forEach(counters::putAll);
        return StageReport.of(counters);
    }

    private static Map<String, Long> writeChanges(Workspace workspace, Optional<Dataset<Row>> changes) {
        Map<String, Long> counters = new LinkedHashMap<>();
        Map<Object, Long> moves = changes.map(c -> counts(c, coalesce(signum(col("steps")), lit(0.0))))
                .orElse(Map.of());
        counters.put("grades_up", moves.getOrDefault(1.0, 0L));
        counters.put("grades_down", moves.getOrDefault(-1.0, 0L));
        if (!moves.isEmpty()) {
            workspace.replace(
                    "grade.change", changes.orElseThrow(), col("as_of").equalTo(lit(workspace.runDate())));
        }
        return counters;
    }

    private Map<String, Long> writeMeasures(Workspace workspace) {
        InspectionMeasures measures = new InspectionMeasures(workspace, supervision.measures());
        Map<Object, Long> counts = Map.of();
        if (measures.mayDiffer()) {
            Dataset<Row> changes = measures.changes().transform(Kept::of);
            counts = counts(changes, col(InspectionMeasures.GONE));
            if (!counts.isEmpty()) {
                measures.write(changes);
            }
        }
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("measures_set", counts.getOrDefault(false, 0L));
        counters.put("measures_removed", counts.getOrDefault(true, 0L));
        return counters;
    }

    private Map<String, Long> writeListings(Listings listings) {
        Map<Object, Long> counts = listings.write()
                .map(written -> counts(written, concat_ws(" ", col("list"), col("state"))))
                .orElse(Map.of());
        Map<String, Long> counters = new LinkedHashMap<>();
        for (ListingRule rule : supervision.listings()) {
            for (String state : List.of(Listings.LISTED, Listings.ENDED)) {
                String of = rule.id() + " " + state;
                counters.put("listings " + of, counts.getOrDefault(of, 0L));
            }
        }
        return counters;
    }

    private Map<String, Long> writeWarnings(Workspace workspace, Warnings warnings, Optional<Dataset<Row>> changes) {
        followMerges(workspace, WarningTable.TABLE);
        WarningTable table = new WarningTable(workspace);
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("warnings_cleared", table.clear());
        counters.put("warnings_raised_again", table.raiseAgain());
        Map<String, Long> added = warnings.find(changes).map(table::add).orElse(Map.of());
        counters.put("warnings_acknowledged", table.acknowledge());
        for (WarningRule rule : supervision.warnings()) {
            counters.put("warnings " + rule.id(), added.getOrDefault(rule.id(), 0L));
        }
        return counters;
    }

    private Map<String, Long> writeDraws(Workspace workspace) {
        followMerges(workspace, Draw.TABLE);
        return new Draws(workspace, supervision.campaigns()).write();
    }

    /** What a table says of subjects that were given up tonight is now about those that took them in. */
    private static void followMerges(Workspace workspace, String table) {
        if (workspace.changed("subject.merge") && workspace.hasRows(table)) {
            Dataset<Row> merges = workspace
                    .read("subject.merge")
                    .where(col("merged_on")
                            .equalTo(lit(workspace.runDate()))
                            .and(col("kind").equalTo("merge")))
                    .select(col("from_subject_id").as("subject_id"), col("into_subject_id"))
                    .distinct()
                    .transform(Kept::of);
            workspace.update(
                    table,
                    merges,
                    List.of("subject_id"),
                    Map.of("subject_id", col(Workspace.SOURCE + ".into_subject_id")));
        }
    }

    /** Rows by the values of a column that has few. */
    private static Map<Object, Long> counts(Dataset<Row> rows, Column column) {
        Map<Object, Long> counts = new LinkedHashMap<>();
        rows.groupBy(column.as("value"))
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> counts.put(row.get(0), row.getLong(1)));
        return counts;
    }
}
