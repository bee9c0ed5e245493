package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Release;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Cadence;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which of the grades that a night has computed take effect, and which wait for the next period of their policy.
 *
 * <p>A grade takes effect when its policy evaluates nightly, on the first night of a period, when the subject has none
 * yet, when the version is another or says something else, when the subject's identity becomes known, when a decision
 * on one of its records takes effect, and when a direct rule that acts at once begins or ceases to hold. Otherwise the
 * one that stands keeps standing, and is reviewed when the next period begins or a decision that is known takes effect.
 */
final class Evaluations {
    private static final List<String> PAIR = List.of("subject_id", "policy");

    private final Workspace workspace;
    private final List<PolicyVersion> periodic;

    Evaluations(Workspace workspace, List<PolicyVersion> inForce) {
        this.workspace = workspace;
        this.periodic = inForce.stream()
                .filter(v -> !v.cadence().evaluates(workspace.runDate(), before(workspace)))
                .toList();
    }

    private static Optional<LocalDate> before(Workspace workspace) {
        return workspace.base().map(Release::runDate);
    }

    /**
     * What stood beside what {@link Grading} gives.
     *
     * @param outcomes what it gives
     * @param night what they were computed from
     * @param rows what other tables say about the same subjects
     * @return the outcomes with {@code stood} (the row of {@code grade.grade}, null for none), {@code previous_grade},
     *     {@code verified} and {@code evaluated}; without a grade where one goes
     */
    Dataset<Row> beside(Dataset<Row> outcomes, NightRows night, SubjectRows rows) {
        Dataset<Row> stood = night.standing()
                .select(col("subject_id"), col("policy"), struct(col("*")).as("stood"));
        Dataset<Row> both = outcomes.join(stood, PAIR.toArray(String[]::new), "full_outer")
                .join(
                        night.subjects().select("subject_id", "verified", "last_changed"),
                        new String[] {"subject_id"},
                        "left_outer")
                .withColumn(
                        "previous_grade",
                        when(col("stood.grade").equalTo(col("grade")), col("stood.previous_grade"))
                                .otherwise(col("stood.grade")));
        return periodic.isEmpty()
                ? both.withColumn("evaluated", lit(true))
                : withEvaluated(both, night.contributions(), rows);
    }

    private Dataset<Row> withEvaluated(Dataset<Row> both, Dataset<Row> contributions, SubjectRows rows) {
        Column waits = col("policy")
                .isin(periodic.stream().map(PolicyVersion::policy).toArray())
                .and(col("grade").isNotNull())
                .and(col("stood").isNotNull())
                .and(col("stood.policy_version").eqNullSafe(col("policy_version")))
                .and(col("stood.policy_digest").eqNullSafe(col("policy_digest")))
                .and(col("stood.verified").eqNullSafe(col("verified")))
                .and(col("at_once").eqNullSafe(coalesce(col("held"), array().cast("array<string>"))))
                .and(col("decided").isNull());
        return both.join(held(contributions), PAIR.toArray(String[]::new), "left_outer")
                .join(decided(rows), new String[] {"subject_id"}, "left_outer")
                .withColumn("evaluated", not(waits))
                .drop("held", "decided");
    }

    /** The direct rules acting at once that held when the grades that stand were computed. */
    private Dataset<Row> held(Dataset<Row> contributions) {
        List<Column> rules = new ArrayList<>(List.of(lit(false)));
        periodic.forEach(v -> v.directRules().stream()
                .filter(DirectRule::atOnce)
                .forEach(rule -> rules.add(
                        col("policy").equalTo(v.policy()).and(col("indicator").equalTo(rule.id())))));
        return contributions
                .where(rules.stream().reduce(Column::or).orElseThrow())
                .groupBy("subject_id", "policy")
                .agg(array_sort(collect_set(col("indicator"))).as("held"));
    }

    /**
     * The subjects with a correction of tonight, or a decision that acts since tonight: it came in, found its record, or
     * its day has come.
     */
    private Dataset<Row> decided(SubjectRows rows) {
        Column corrected = col("kind")
                .equalTo("correction")
                .and(col("target_state").isNull())
                .and(col("received_on").equalTo(lit(workspace.runDate())));
        Column effective = Rulings.effectiveOn();
        Column since = before(workspace).map(night -> effective.gt(lit(night))).orElseGet(() -> lit(true));
        Dataset<Row> acting = rows.of(workspace.read(Rulings.TABLE))
                .where(Rulings.acts().or(corrected))
                .select(
                        col("record_id"),
                        col("subject_id"),
                        corrected.as("corrected"),
                        effective.leq(lit(workspace.runDate())).as("acts"),
                        since.as("begins"));
        Dataset<Row> before = workspace
                .readBase(Rulings.TABLE)
                .where(Rulings.acts())
                .select(col("record_id"), lit(true).as("acted"));
        return acting.join(before, new String[] {"record_id"}, "left_outer")
                .where(col("corrected")
                        .or(col("acts").and(col("begins").or(col("acted").isNull()))))
                .select(col("subject_id"), lit(true).as("decided"))
                .distinct();
    }

    /** The rows of {@code grade.grade} that take effect. */
    static Dataset<Row> taken(Dataset<Row> evaluated) {
        return evaluated.where(col("grade").isNotNull().and(col("evaluated")));
    }

    /** The keys of rows whose contributions are written anew, or go. */
    static Dataset<Row> replaced(Dataset<Row> evaluated) {
        return evaluated.where(col("evaluated").and(col("stood").isNotNull())).select("subject_id", "policy");
    }

    /** The rows of {@code grade.grade} that go. */
    static Dataset<Row> gone(Dataset<Row> evaluated) {
        return evaluated.where(col("grade").isNull());
    }

    /** The rows of {@code grade.grade} that stand, with the day of their review where it is another now. */
    Dataset<Row> waiting(Dataset<Row> evaluated) {
        Column start = lit(null).cast("date");
        for (PolicyVersion version : periodic) {
            start = when(
                            col("policy").equalTo(version.policy()),
                            lit(version.cadence().nextStart(workspace.runDate())))
                    .otherwise(start);
        }
        Column concerned = col("last_changed")
                .equalTo(lit(workspace.runDate()))
                .or(col("stood.next_review_on").leq(lit(workspace.runDate())))
                // A decision was announced.
                .or(col("next_review_on").lt(coalesce(col("stood.next_review_on"), lit(LocalDate.of(9999, 12, 31)))));
        return evaluated
                .where(col("grade").isNotNull().and(not(col("evaluated"))).and(coalesce(concerned, lit(false))))
                .select(col("stood"), least(start, col("next_review_on")).as("review"))
                .where(not(col("review").eqNullSafe(col("stood.next_review_on"))))
                .select(col("stood.*"), col("review"))
                .drop("next_review_on")
                .withColumnRenamed("review", "next_review_on");
    }

    /**
     * The condition over {@code grade.grade} for grades that a first night of a period must look at though their day
     * has not come: when no night fell on the period's first day, time may have moved between that day and tonight what
     * would otherwise wait a whole period more. Empty on every other night.
     */
    static Optional<Column> late(Workspace workspace, List<PolicyVersion> inForce) {
        LocalDate night = workspace.runDate();
        return inForce.stream()
                .filter(v -> v.cadence() != Cadence.NIGHTLY)
                .filter(v -> v.cadence().evaluates(night, before(workspace)))
                .filter(v -> !v.cadence().start(night).equals(night))
                .map(v -> col("policy")
                        .equalTo(v.policy())
                        .and(col("next_review_on").leq(lit(v.cadence().nextStart(night)))))
                .reduce(Column::or);
    }
}
