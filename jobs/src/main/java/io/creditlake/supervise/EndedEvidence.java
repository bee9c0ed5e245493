package io.creditlake.supervise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.size;

import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Rulings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which warnings rest on records alone that were repaired, withdrawn or found wrong. */
final class EndedEvidence {
    private static final String REVISIONS = "record.revision";
    private static final String[] WARNING = {"warning_id"};

    private final Workspace workspace;

    EndedEvidence(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Whether any decision about a record is known; reads metadata alone. */
    boolean isPossible() {
        return workspace.hasRows(REVISIONS);
    }

    /** Whether a decision may have taken effect tonight on what a warning of before rests on; reads metadata alone. */
    boolean mayHaveEnded() {
        return isPossible()
                && workspace.hasRows(WarningTable.TABLE)
                && (workspace.changed(REVISIONS) || workspace.changed("grade.grade"));
    }

    /** The warnings of before that stand and rest on nothing any more. */
    Dataset<Row> stood() {
        return among(workspace.read(WarningTable.TABLE).where(col("state").notEqual(WarningTable.CLEARED)));
    }

    /**
     * Those that rest on nothing any more.
     *
     * @param warnings warning_id, subject_id and evidence
     * @return their warning_id
     */
    Dataset<Row> among(Dataset<Row> warnings) {
        Dataset<Row> resting = warnings.where(size(col("evidence")).gt(0));
        Rulings rulings =
                Rulings.of(workspace::read, resting.select("subject_id").distinct(), workspace.runDate());
        Dataset<Row> records =
                resting.select(col("warning_id"), explode(col("evidence")).as("record_id"));
        Dataset<Row> standing = rulings.ended(workspace.runDate())
                .map(ended -> records.join(ended, new String[] {"record_id"}, "left_anti"))
                .orElse(records);
        return resting.join(standing, WARNING, "left_anti").select("warning_id");
    }
}
