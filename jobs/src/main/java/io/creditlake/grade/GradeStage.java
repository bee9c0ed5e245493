package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Grades the subjects that the night touched, those that time moves tonight, and everybody under a policy with a new
 * version.
 *
 * <p>A grade that is computed again is the same whenever that happens, but for {@code as_of}, which names the day of the
 * computation: from then until {@code next_review_on} the row holds unchanged. {@code previous_grade} is what the row
 * held before it last moved.
 */
public final class GradeStage implements Stage {
    private static final List<String> GRADE_KEY = List.of("subject_id", "policy");

    private final Policies policies;

    /** The stage under all policies; the settings of a run may skip some. */
    public GradeStage(Policies policies) {
        this.policies = policies;
    }

    @Override
    public String name() {
        return "grade";
    }

    @Override
    public StageReport run(Workspace workspace) {
        List<PolicyVersion> inForce =
                policies.without(workspace.settings().skippedPolicies()).inForce(workspace.runDate());
        if (inForce.isEmpty()) {
            return withdraw(workspace);
        }
        Optional<Dataset<Row>> found = new TouchedSubjects(workspace, inForce).find();
        if (found.isEmpty()) {
            return report(List.of());
        }
        // Checkpointed and not cached: a cached frame is planned anew whenever one of its tables is written.
        Dataset<Row> touched = found.get().localCheckpoint();
        Dataset<Row> outcomes = outcomes(workspace, inForce, touched).localCheckpoint();
        List<Row> summary = summary(outcomes);
        if (!summary.isEmpty()) {
            write(workspace, touched, outcomes);
        }
        return report(summary);
    }

    /** Without a policy there is no grade. */
    private static StageReport withdraw(Workspace workspace) {
        for (String table : List.of("grade.contribution", "grade.grade")) {
            if (workspace.hasRows(table)) {
                workspace.replace(table, workspace.read(table).limit(0), lit(true));
            }
        }
        return report(List.of());
    }

    /** What {@link Grading} gives, beside what stood: a row without a grade stands for one that goes. */
    private Dataset<Row> outcomes(Workspace workspace, List<PolicyVersion> inForce, Dataset<Row> touched) {
        Dataset<Row> stood = workspace
                .read("grade.grade")
                .join(touched, new String[] {"subject_id"}, "left_semi")
                .select(
                        col("subject_id"),
                        col("policy"),
                        col("grade").as("stood"),
                        col("previous_grade").as("stood_before"));
        LocalDate night = workspace.runDate();
        Rulings rulings = workspace.hasRows("record.revision")
                ? Rulings.of(workspace::read, touched, night)
                : Rulings.ofNothing();
        return new Grading(inForce, new Lifecycle(policies.lifecycles().on(night)), night)
                .of(workspace::read, touched, rulings)
                .join(stood, new String[] {"subject_id", "policy"}, "full_outer")
                .join(touched.select("subject_id", "verified"), new String[] {"subject_id"}, "left_outer")
                .withColumn(
                        "previous_grade",
                        when(col("stood").equalTo(col("grade")), col("stood_before"))
                                .otherwise(col("stood")));
    }

    private static List<Row> summary(Dataset<Row> outcomes) {
        return outcomes.groupBy("policy", "grade")
                .agg(
                        count(lit(1)),
                        count_if(col("stood").isNotNull().and(col("stood").notEqual(col("grade")))))
                .orderBy("policy", "grade")
                .collectAsList();
    }

    private static void write(Workspace workspace, Dataset<Row> touched, Dataset<Row> outcomes) {
        Dataset<Row> graded = outcomes.where(col("grade").isNotNull());
        Dataset<Row> contributions = graded.select(
                        col("subject_id"),
                        col("policy"),
                        col("as_of"),
                        explode(col("contributions")).as("c"))
                .where(col("c").isNotNull())
                .select("subject_id", "policy", "as_of", "c.*");
        // Not a merge: that would sort all contributions of the lake to find those of a few subjects.
        if (workspace.hasRows("grade.contribution")) {
            workspace.delete("grade.contribution", touched.select("subject_id"), List.of("subject_id"));
        }
        workspace.append("grade.contribution", contributions);
        workspace.merge("grade.grade", graded, outcomes.where(col("grade").isNull()), GRADE_KEY);
    }

    private static StageReport report(List<Row> summary) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("graded", 0L);
        counters.put("moved", 0L);
        counters.put("removed", 0L);
        for (Row row : summary) {
            if (row.isNullAt(1)) {
                counters.merge("removed", row.getLong(2), Long::sum);
                continue;
            }
            counters.merge("graded", row.getLong(2), Long::sum);
            counters.merge("moved", row.getLong(3), Long::sum);
            counters.put(row.getString(0) + " " + row.getString(1), row.getLong(2));
        }
        return StageReport.of(counters);
    }
}
