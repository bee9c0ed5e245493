package io.creditlake.supervise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Grades that differ from the release that the night builds on. A subject that is graded for the first time has none:
 * nothing moved, and the first night would otherwise say so of everybody.
 */
final class GradeChanges {
    private static final String[] SUBJECT = {"subject_id", "policy"};
    private static final String[] INDICATOR = {"subject_id", "policy", "indicator"};

    private final Workspace workspace;
    private final List<PolicyVersion> inForce;

    GradeChanges(Workspace workspace, List<PolicyVersion> inForce) {
        this.workspace = workspace;
        this.inForce = inForce;
    }

    /**
     * The rows of {@code grade.change} of the night, and beside them {@code evidence}, the records of what worsened.
     */
    Dataset<Row> find() {
        Dataset<Row> now = workspace
                .read("grade.grade")
                .where(col("as_of").equalTo(lit(workspace.runDate())))
                .select("subject_id", "policy", "as_of", "grade", "score")
                .transform(Kept::of);
        Dataset<Row> before = SubjectRows.of(workspace, now)
                .near(workspace.readBase("grade.grade"))
                .select(
                        col("subject_id"),
                        col("policy"),
                        col("grade").as("previous_grade"),
                        col("score").as("previous_score"));
        Dataset<Row> moved = now.join(before, SUBJECT)
                .where(col("grade").notEqual(col("previous_grade")))
                .transform(Kept::of);
        return moved.join(causes(moved), SUBJECT, "left_outer")
                .withColumn("steps", rank("previous_grade").minus(rank("grade")))
                .withColumn("evidence", coalesce(col("evidence"), array().cast("array<bigint>")));
    }

    private Dataset<Row> causes(Dataset<Row> moved) {
        SubjectRows rows = SubjectRows.of(workspace, moved);
        Dataset<Row> after = points(rows.near("grade.contribution"), moved, "points_after", "evidence");
        Dataset<Row> before =
                points(rows.near(workspace.readBase("grade.contribution")), moved, "points_before", "lost");
        Column worsened = col("points_after")
                .isNotNull()
                .and(coalesce(
                        col("points_after").lt(col("points_before")),
                        col("points_after").leq(0)));
        // A direct rule has no points on either side: it is there or it is not.
        return after.join(before, INDICATOR, "full_outer")
                .where(not(col("points_after").eqNullSafe(col("points_before"))))
                .groupBy("subject_id", "policy")
                .agg(
                        array_sort(collect_list(struct(
                                        col("indicator"),
                                        orZero("points_before").as("points_before"),
                                        orZero("points_after").as("points_after"))))
                                .as("causes"),
                        array_sort(array_distinct(flatten(collect_list(when(worsened, col("evidence"))))))
                                .as("evidence"));
    }

    private static Dataset<Row> points(Dataset<Row> contributions, Dataset<Row> moved, String points, String evidence) {
        return contributions
                .join(moved, SUBJECT, "left_semi")
                .select(
                        col("subject_id"),
                        col("policy"),
                        col("indicator"),
                        col("points").as(points),
                        col("evidence").as(evidence));
    }

    private static Column orZero(String points) {
        return coalesce(col(points), lit(0).cast("decimal(9,2)"));
    }

    /** Place of a grade in the order of its policy, 0 for the best; null for a grade that is no longer one. */
    private Column rank(String grade) {
        Column rank = lit(null).cast("int");
        for (PolicyVersion version : inForce) {
            for (int i = 0; i < version.bands().size(); i++) {
                rank = when(
                                col("policy")
                                        .equalTo(version.policy())
                                        .and(col(grade).equalTo(version.grades().get(i))),
                                lit(i))
                        .otherwise(rank);
            }
        }
        return rank;
    }
}
