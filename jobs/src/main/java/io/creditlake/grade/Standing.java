package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Which versions of which policies the grades rest on that stand: as many rows as there are versions, read from three
 * narrow columns.
 */
record Standing(List<Group> groups) {

    /** Grades of one version. */
    private record Group(String policy, String version, String digest) {
        boolean restsOn(PolicyVersion other) {
            return policy.equals(other.policy())
                    && version.equals(other.version())
                    && other.digest().equals(digest);
        }
    }

    static Standing read(Workspace workspace) {
        if (!workspace.hasRows("grade.grade")) {
            return new Standing(List.of());
        }
        return new Standing(
                workspace
                        .read("grade.grade")
                        .select("policy", "policy_version", "policy_digest")
                        .distinct()
                        .collectAsList()
                        .stream()
                        .map(row -> new Group(row.getString(0), row.getString(1), row.getString(2)))
                        .toList());
    }

    /** The condition over {@code grade.grade} for grades that are due or rest on a version that is not in force. */
    static Column due(LocalDate day, List<PolicyVersion> inForce) {
        Column current = inForce.stream()
                .map(v -> col("policy")
                        .equalTo(v.policy())
                        .and(col("policy_version").equalTo(v.version()))
                        .and(col("policy_digest").eqNullSafe(lit(v.digest()))))
                .reduce(Column::or)
                .orElse(lit(false));
        return col("next_review_on").leq(lit(day)).or(not(current));
    }

    /** The versions under which nobody has been graded yet. */
    List<PolicyVersion> unused(List<PolicyVersion> inForce) {
        return inForce.stream()
                .filter(v -> groups.stream().noneMatch(g -> g.restsOn(v)))
                .toList();
    }
}
