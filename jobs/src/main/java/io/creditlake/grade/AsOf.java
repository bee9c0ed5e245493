package io.creditlake.grade;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Sessions;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Visibility;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Grades of any day, computed from what a release knows: under the policies and the lifecycle in force on that day, from
 * the records of what had happened by then, after the decisions that had taken effect. What the lake learned later of
 * that day counts; an earlier release tells what was known earlier. Nothing is written.
 *
 * @param reader session that shows a release
 * @param policies the policies
 * @param asOf the day
 */
public record AsOf(SparkSession reader, Policies policies, LocalDate asOf) {

    /**
     * The grades of everybody of whom anything had happened by the day.
     *
     * @param policy the only policy of interest, internal or not; empty for all in force on the day that are public
     * @return subject_id, uscc, name, policy, policy_version, as_of, score, grade, direct_rule and next_review_on, in
     *     the order of subject and policy
     */
    public Dataset<Row> all(Optional<String> policy) {
        Dataset<Row> subjects = known();
        Dataset<Row> who = subjects.select("subject_id", "uscc", "name");
        return grades(policy, subjects)
                .join(who, new String[] {"subject_id"})
                .select(
                        "subject_id",
                        "uscc",
                        "name",
                        "policy",
                        "policy_version",
                        "as_of",
                        "score",
                        "grade",
                        "direct_rule",
                        "next_review_on")
                .orderBy("subject_id", "policy");
    }

    /** The subjects of whom anything had happened by the day. */
    Dataset<Row> known() {
        Dataset<Row> known = policies.contracts().recordClasses().stream()
                .map(table -> table.name().toString())
                .filter(name -> !name.equals(Rulings.TABLE))
                .map(name -> table(name).select("subject_id"))
                .reduce(Dataset::union)
                .orElseThrow();
        return table("subject.subject").join(known, new String[] {"subject_id"}, "left_semi");
    }

    /** The same of some subjects with their contributions, see {@link Grading#of}; no row when no policy is in force. */
    Dataset<Row> grades(Optional<String> policy, Dataset<Row> subjects) {
        List<PolicyVersion> versions = policies.inForce(asOf).stream()
                .filter(v -> policy.map(v.policy()::equals).orElse(v.visibility() == Visibility.PUBLIC))
                .toList();
        if (versions.isEmpty()) {
            return table("grade.grade").limit(0).withColumn("contributions", lit(null));
        }
        return under(versions, subjects);
    }

    /** The grades of some subjects under some versions, in force or not. */
    Dataset<Row> under(List<PolicyVersion> versions, Dataset<Row> subjects) {
        Dataset<Row> graded = subjects.select("subject_id", "kind", "industry");
        return new Grading(versions, new Lifecycle(policies.lifecycles().on(asOf)), asOf)
                .of(this::table, graded, Rulings.of(this::table, graded, asOf));
    }

    /** A table of the release; a record class without what had not happened by the day. */
    Dataset<Row> table(String name) {
        Dataset<Row> rows = reader.table(Sessions.CATALOG + "." + name);
        boolean facts = name.startsWith("record.") && !name.equals(Rulings.TABLE);
        return facts ? rows.where(hadHappened()) : rows;
    }

    /** A licence from a later day on is known from its decision, a register entry changed later from its first day. */
    private Column hadHappened() {
        return coalesce(least(col("occurred_on"), col("valid_from")).leq(lit(asOf)), lit(true));
    }
}
