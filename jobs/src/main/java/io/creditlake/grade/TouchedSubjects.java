package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    private static final String NAMED = "named";
    private static final String[] COLUMNS = {"kind", "industry", "verified", "last_changed"};

    private final Workspace workspace;
    private final List<PolicyVersion> inForce;

    /**
     * Subjects that were found.
     *
     * @param ids subject_id, perhaps more than once, computed already
     * @param known what is known of them, where it was read with their ids
     */
    record Found(Dataset<Row> ids, Optional<Dataset<Row>> known) {}

    TouchedSubjects(Workspace workspace, List<PolicyVersion> inForce) {
        this.workspace = workspace;
        this.inForce = inForce;
    }

    /** The subjects; empty when none. */
    Optional<Found> find() {
        Standing standing = Standing.read(workspace, inForce);
        List<PolicyVersion> unused = standing.unused(inForce);
        Optional<Dataset<Row>> named = named(standing);
        Optional<Found> found = unused.isEmpty()
                ? named.map(ids -> new Found(Kept.of(ids), Optional.empty()))
                : Optional.of(Kept.of(covered(unused, named)))
                        .map(subjects -> new Found(subjects.select(ID), Optional.of(subjects)));
        return found.filter(subjects -> !Kept.isEmpty(subjects.ids()));
    }

    /**
     * What is known of the subjects that were found.
     *
     * @param rows rows of tables about them
     * @return subject_id, distinct, and kind, industry, verified and last_changed, which are null for a subject that is
     *     no longer there; computed already
     */
    Dataset<Row> subjects(Found found, SubjectRows rows) {
        return found.known()
                .orElseGet(() -> Kept.of(
                        withEnded(rows.of(workspace.read("subject.subject").select(ID, COLUMNS)))));
    }

    private Dataset<Row> withEnded(Dataset<Row> subjects) {
        return ended().map(ids -> subjects.unionByName(ids, true)).orElse(subjects);
    }

    private Optional<Dataset<Row>> ended() {
        return of(
                "subject.ended",
                workspace.changed("subject.ended"),
                col("ended_on").equalTo(tonight()));
    }

    /** Those that grades which are due, decisions of tonight and what the night has changed name: one column. */
    private Optional<Dataset<Row>> named(Standing standing) {
        Column due = standing.due(workspace.runDate(), inForce);
        return Stream.of(
                        of(
                                "grade.grade",
                                workspace.hasRows("grade.grade"),
                                Evaluations.late(workspace, inForce)
                                        .map(due::or)
                                        .orElse(due)),
                        // A source that withdraws its report names nobody, so resolution has nothing to do with its
                        // subject.
                        of(
                                "record.revision",
                                workspace.changed("record.revision"),
                                col("received_on").equalTo(tonight()).and(col(ID).isNotNull())),
                        of(
                                "subject.subject",
                                workspace.changed("subject.subject"),
                                col("last_changed").equalTo(tonight())),
                        ended())
                .flatMap(Optional::stream)
                .reduce(Dataset::union);
    }

    private Optional<Dataset<Row>> of(String table, boolean mayHave, Column condition) {
        return mayHave ? Optional.of(workspace.read(table).where(condition).select(ID)) : Optional.empty();
    }

    /** Those whom a new version covers, and those that are named: most, so that all are looked through once. */
    private Dataset<Row> covered(List<PolicyVersion> unused, Optional<Dataset<Row>> named) {
        Dataset<Row> subjects = workspace.read("subject.subject").select(ID, COLUMNS);
        Column covered = unused.stream().map(Grading::covers).reduce(Column::or).orElseThrow();
        return withEnded(named.map(ids -> subjects.join(
                                ids.distinct().withColumn(NAMED, lit(true)), new String[] {ID}, "left_outer")
                        .where(covered.or(col(NAMED).isNotNull()))
                        .drop(NAMED))
                .orElseGet(() -> subjects.where(covered)));
    }

    private Column tonight() {
        return lit(workspace.runDate());
    }
}
