package io.creditlake.grade;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The subjects whose grades of the last release may no longer hold: the night touched them, merged them away or took
 * their last record, decided about their records, time has moved them, or a policy has a new version. What metadata can
 * rule out is not looked for.
 */
final class TouchedSubjects {
    private static final String ID = "subject_id";
    private static final String[] COLUMNS = {"kind", "industry", "verified", "last_changed"};

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
        Standing standing = Standing.read(workspace, inForce);
        return found(standing, asked(standing));
    }

    /** Those that grades which are due and decisions of tonight name: one column. */
    private Optional<Dataset<Row>> asked(Standing standing) {
        LocalDate night = workspace.runDate();
        List<Dataset<Row>> parts = new ArrayList<>();
        if (workspace.hasRows("grade.grade")) {
            Column due = standing.due(night, inForce);
            parts.add(workspace
                    .read("grade.grade")
                    .where(Evaluations.late(workspace, inForce).map(due::or).orElse(due)));
        }
        if (workspace.changed("record.revision")) {
            // A source that withdraws its report names nobody, so resolution has nothing to do with its subject.
            parts.add(workspace
                    .read("record.revision")
                    .where(col("received_on").equalTo(lit(night)).and(col(ID).isNotNull())));
        }
        return parts.stream()
                .map(rows -> rows.select(ID))
                .reduce(Dataset::union)
                .map(ids -> Kept.of(ids.distinct()))
                .filter(ids -> !ids.isEmpty());
    }

    /** These, and those that the night has changed, of which a policy is new, or that are no more. */
    private Optional<Dataset<Row>> found(Standing standing, Optional<Dataset<Row>> asked) {
        LocalDate night = workspace.runDate();
        List<Column> wanted = new ArrayList<>();
        standing.unused(inForce).forEach(version -> wanted.add(Grading.covers(version)));
        if (workspace.changed("subject.subject")) {
            wanted.add(col("last_changed").equalTo(lit(night)));
        }
        boolean anyEnded = workspace.changed("subject.ended");
        if (wanted.isEmpty() && asked.isEmpty() && !anyEnded) {
            return Optional.empty();
        }
        Dataset<Row> subjects = workspace.read("subject.subject").select(ID, COLUMNS);
        Column meets = wanted.stream().reduce(Column::or).orElse(lit(false));
        // Read apart: what the night has changed lies in files of its own, what is asked for in all.
        Dataset<Row> found = asked.map(ids -> subjects.where(meets)
                        .unionByName(
                                SubjectRows.of(workspace, ids).of(subjects).where(not(coalesce(meets, lit(false))))))
                .orElseGet(() -> subjects.where(meets));
        Column tonight = col("ended_on").equalTo(lit(night));
        return Optional.of(
                anyEnded
                        ? found.unionByName(
                                workspace.read("subject.ended").where(tonight).select(ID), true)
                        : found);
    }
}
