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
 * Which versions of which policies the grades rest on that stand: as many as there are versions. The night that wrote the
 * grades has noted it; otherwise three narrow columns say it.
 */
record Standing(List<Group> groups) {
    private static final String TABLE = "grade.grade";
    /** What snapshots of the grades note. */
    private static final String NOTE = "grades-rest-on";

    /** Grades of one version. */
    private record Group(String policy, String version, String digest) {
        static Group of(PolicyVersion version) {
            return new Group(version.policy(), version.version(), version.digest());
        }

        static List<Group> of(List<PolicyVersion> versions) {
            return versions.stream().map(Group::of).toList();
        }
    }

    static Standing read(Workspace workspace, List<PolicyVersion> inForce) {
        if (!workspace.hasRows(TABLE)) {
            return new Standing(List.of());
        }
        List<Group> current = Group.of(inForce);
        if (workspace.isNoted(TABLE, NOTE, current.toString())) {
            return new Standing(current);
        }
        return new Standing(
                workspace
                        .read(TABLE)
                        .select("policy", "policy_version", "policy_digest")
                        .distinct()
                        .collectAsList()
                        .stream()
                        .map(row -> new Group(row.getString(0), row.getString(1), row.getString(2)))
                        .toList());
    }

    /** Does the last write of the grades, after which all that stand rest on versions in force. */
    static void writeLast(Workspace workspace, List<PolicyVersion> inForce, Runnable writes) {
        workspace.noting(NOTE, Group.of(inForce).toString(), writes);
    }

    /** The condition over {@code grade.grade} for grades that are due or rest on a version that is not in force. */
    Column due(LocalDate day, List<PolicyVersion> inForce) {
        Column due = col("next_review_on").leq(lit(day));
        List<Group> current = Group.of(inForce);
        if (current.containsAll(groups)) {
            return due;
        }
        Column isCurrent = current.stream()
                .map(v -> col("policy")
                        .equalTo(v.policy())
                        .and(col("policy_version").equalTo(v.version()))
                        .and(col("policy_digest").eqNullSafe(lit(v.digest()))))
                .reduce(Column::or)
                .orElse(lit(false));
        return due.or(not(isCurrent));
    }

    /** The versions under which nobody has been graded yet. */
    List<PolicyVersion> unused(List<PolicyVersion> inForce) {
        return inForce.stream().filter(v -> !groups.contains(Group.of(v))).toList();
    }
}
