package io.creditlake.supervise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.size;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Rulings;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which warnings rest on records alone that were repaired, withdrawn or found wrong, and which do no longer. */
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

    /** The warnings that were cleared and rest on a record that a source tells again: warning_id and acknowledged_on. */
    Dataset<Row> toldAgain() {
        Dataset<Row> told = workspace
                .read(REVISIONS)
                .where(Rulings.acts().and(col("kind").equalTo("reinstatement")))
                .select(col("target_record_id").as("record_id"))
                .distinct();
        Dataset<Row> cleared = workspace
                .read(WarningTable.TABLE)
                .where(col("state").equalTo(WarningTable.CLEARED))
                .select("warning_id", "subject_id", "evidence", "acknowledged_on");
        Dataset<Row> candidates = cleared.withColumn("record_id", explode(col("evidence")))
                .join(told, new String[] {"record_id"}, "left_semi")
                .drop("record_id")
                .distinct()
                .transform(Kept::of);
        return candidates.isEmpty() ? candidates : candidates.join(among(candidates), WARNING, "left_anti");
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
