package io.creditlake.supervise;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** {@code supervision.warning} as the night leaves it: what is raised, taken note of and cleared. */
final class WarningTable {
    static final String TABLE = "supervision.warning";
    /** What people have said about warnings and the night obeys. */
    static final String ACKNOWLEDGEMENTS = "supervision.acknowledgement";
    /** Nobody has taken note of it yet. */
    static final String RAISED = "raised";
    /** What it rests on holds no more. */
    static final String CLEARED = "cleared";

    private static final String ACKNOWLEDGED = "acknowledged";
    private static final List<String> WARNING = List.of("warning_id");

    private final Workspace workspace;
    private final EndedEvidence evidence;

    WarningTable(Workspace workspace) {
        this.workspace = workspace;
        this.evidence = new EndedEvidence(workspace);
    }

    /** Clears those that rest on nothing any more, and gives their number. */
    long clear() {
        if (!evidence.mayHaveEnded()) {
            return 0;
        }
        return change(evidence.stood(), Map.of("state", lit(CLEARED), "cleared_on", lit(workspace.runDate())));
    }

    /** Raises those again that were cleared because their sources took back what they tell once more; gives their number. */
    long raiseAgain() {
        return evidence.mayHaveEnded() ? raiseAgain(evidence.toldAgain()) : 0;
    }

    /** Who had taken note of one has so still. */
    private long raiseAgain(Dataset<Row> cleared) {
        Column acknowledged = col(Workspace.SOURCE + ".acknowledged_on").isNotNull();
        return change(
                cleared,
                Map.of(
                        "state",
                        when(acknowledged, ACKNOWLEDGED).otherwise(RAISED),
                        "raised_on",
                        lit(workspace.runDate()),
                        "cleared_on",
                        lit(null).cast("date")));
    }

    /**
     * Adds warnings, but for those that came tonight together with the end of what they rest on: they are no news to
     * anybody. One that was cleared, and is raised by what a correction says, is raised again.
     *
     * @param raised warnings that do not stand
     * @return how many were added or raised again by rule
     */
    Map<String, Long> add(Dataset<Row> raised) {
        Dataset<Row> found = raised.transform(Kept::of);
        Dataset<Row> warnings = evidence.isPossible() && !Kept.isEmpty(found)
                ? found.join(evidence.among(found), WARNING.toArray(String[]::new), "left_anti")
                        .transform(Kept::of)
                : found;
        Map<String, Long> counts = new HashMap<>();
        warnings.groupBy("rule")
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        if (!counts.isEmpty()) {
            String[] id = WARNING.toArray(String[]::new);
            Dataset<Row> cleared = workspace
                    .read(TABLE)
                    .where(col("state").equalTo(CLEARED))
                    .join(warnings.select("warning_id"), id, "left_semi")
                    .select("warning_id", "acknowledged_on")
                    .transform(Kept::of);
            raiseAgain(cleared);
            workspace.append(TABLE, warnings.join(cleared, id, "left_anti"));
        }
        return counts;
    }

    /** Makes each warning acknowledged or open as people have said by tonight; gives how many were another. */
    long acknowledge() {
        if (!workspace.hasRows(TABLE) || !workspace.changed(ACKNOWLEDGEMENTS)) {
            return 0;
        }
        Dataset<Row> said = workspace
                .read(ACKNOWLEDGEMENTS)
                .select(col("warning_id"), col("acknowledged_on").as("said_on"));
        Dataset<Row> others = workspace
                .read(TABLE)
                .where(col("state").notEqual(CLEARED))
                .join(broadcast(said), WARNING.toArray(String[]::new), "left")
                .where(not(col("acknowledged_on").eqNullSafe(col("said_on"))))
                .select("warning_id", "said_on");
        Column saidOn = col(Workspace.SOURCE + ".said_on");
        return change(
                others,
                Map.of("state", when(saidOn.isNull(), RAISED).otherwise(ACKNOWLEDGED), "acknowledged_on", saidOn));
    }

    private long change(Dataset<Row> warnings, Map<String, Column> changes) {
        Dataset<Row> changed = warnings.transform(Kept::of);
        long count = Kept.count(changed);
        if (count > 0) {
            workspace.update(TABLE, changed, WARNING, changes);
        }
        return count;
    }
}
