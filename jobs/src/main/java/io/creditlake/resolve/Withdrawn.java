package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Release;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records that are not to be believed any more: a decision withdrew them, an objection to them was upheld, or every
 * source that reported them took its report back. A repair says nothing against what a record states of its subject.
 */
final class Withdrawn {
    private static final List<String> KINDS = List.of("objection", "withdrawal", "reinstatement");
    private static final List<String> DAYS = List.of("effective_on", "decision_date", "occurred_on", "received_on");

    private Withdrawn() {}

    /**
     * The subjects of whom a record is withdrawn, or told again, from tonight on: those whose decision takes effect after
     * the night before, and those about whom a source tells so without naming them. Metadata tells of most nights that
     * there are none.
     *
     * @return {@code subject_id}, distinct; empty when there is none
     */
    static Optional<Dataset<Row>> turning(Workspace workspace) {
        Optional<LocalDate> before = workspace.base().map(Release::runDate);
        if (before.isEmpty() || !workspace.mayHold(Revisions.TABLE, anyDayAfter(before.get()))) {
            return Optional.empty();
        }
        LocalDate night = workspace.runDate();
        Column takesEffect = Rulings.effectiveOn()
                .gt(lit(before.get()))
                .and(Rulings.effectiveOn().leq(lit(night)));
        return Optional.of(decisions(workspace)
                        .where(Rulings.acts()
                                .and(takesEffect.or(col("received_on").equalTo(lit(night))))
                                .and(col("subject_id").isNotNull()))
                        .select("subject_id")
                        .distinct()
                        .transform(Kept::of))
                .filter(subjects -> !subjects.isEmpty());
    }

    private static Expression anyDayAfter(LocalDate day) {
        return DAYS.stream()
                .<Expression>map(column -> Expressions.greaterThan(column, day.toString()))
                .reduce(Expressions::or)
                .orElseThrow();
    }

    /**
     * The records of some subjects that are withdrawn as of the night.
     *
     * @param subjects {@code subject_id}, distinct; of a night's size
     * @return {@code record_id}; empty when there is none
     */
    static Optional<Dataset<Row>> among(Workspace workspace, Dataset<Row> subjects) {
        if (!workspace.hasRows(Revisions.TABLE)) {
            return Optional.empty();
        }
        return Rulings.of(
                        name -> name.equals(Revisions.TABLE) ? decisions(workspace) : workspace.read(name),
                        subjects,
                        workspace.runDate())
                .ended(workspace.runDate())
                .map(ended -> ended.distinct().transform(Kept::of))
                .filter(ended -> !ended.isEmpty());
    }

    /** Without repairs, which would hide that a record was withdrawn after it. */
    private static Dataset<Row> decisions(Workspace workspace) {
        return workspace.read(Revisions.TABLE).where(col("kind").isin(KINDS.toArray()));
    }
}
