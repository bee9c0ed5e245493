package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The subjects whose grades of the last release may no longer hold: the night touched them or merged them away, decided
 * about their records, time has moved them, or a policy has a new version. What metadata or one small aggregate can rule out is not looked for.
 */
final class TouchedSubjects {
    private final Workspace workspace;
    private final List<PolicyVersion> inForce;

    TouchedSubjects(Workspace workspace, List<PolicyVersion> inForce) {
        this.workspace = workspace;
        this.inForce = inForce;
    }

    /**
     * The subjects; empty when none.
     *
     * @return subject_id, distinct, and kind, industry, verified and last_changed, which are null for a subject that is
     *     no longer there
     */
    Optional<Dataset<Row>> find() {
        Standing standing = Standing.read(workspace);
        List<Dataset<Row>> parts = new ArrayList<>();
        if (workspace.changed("subject.subject")) {
            parts.add(ids(subjects().where(col("last_changed").equalTo(lit(workspace.runDate())))));
            if (workspace.hasRows("grade.grade")) {
                parts.add(ids(grades()).join(ids(subjects()), new String[] {"subject_id"}, "left_anti"));
            }
        }
        if (workspace.changed("record.revision")) {
            // A source that withdraws its report names nobody, so resolution has nothing to do with its subject.
            parts.add(ids(workspace
                    .read("record.revision")
                    .where(col("received_on")
                            .equalTo(lit(workspace.runDate()))
                            .and(col("subject_id").isNotNull()))));
        }
        if (standing.isDue(workspace.runDate(), inForce)) {
            parts.add(ids(grades().where(Standing.due(workspace.runDate(), inForce))));
        }
        Evaluations.late(workspace, inForce).ifPresent(late -> parts.add(ids(grades().where(late))));
        if (workspace.hasRows("subject.subject")) {
            standing.unused(inForce).stream()
                    .map(Grading::covers)
                    .reduce(Column::or)
                    .ifPresent(covered -> parts.add(ids(subjects().where(covered))));
        }
        return parts.stream().reduce(Dataset::union).map(ids -> ids.distinct()
                .join(
                        subjects().select("subject_id", "kind", "industry", "verified", "last_changed"),
                        new String[] {"subject_id"},
                        "left_outer"));
    }

    private Dataset<Row> subjects() {
        return workspace.read("subject.subject");
    }

    private Dataset<Row> grades() {
        return workspace.read("grade.grade");
    }

    private static Dataset<Row> ids(Dataset<Row> rows) {
        return rows.select("subject_id");
    }
}
