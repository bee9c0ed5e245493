package io.creditlake.publish.audit;

import static org.apache.spark.sql.functions.sum;

import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.Finding.About;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * How far the grades of a policy lie from those of the release before, as shares of the subjects in each grade: a
 * mistake in a policy or in its inputs moves them together, where single moves cancel out.
 *
 * @param measure how far is measured
 * @param policies those looked at; all when there is none
 * @param minSubjects subjects graded before, below which it says nothing
 * @param bounds where it must lie
 */
record GradeDistribution(Measure measure, List<String> policies, int minSubjects, Bounds bounds) implements Check {
    /** A grade that nobody has on one side counts as so large a share there, for its logarithm to be finite. */
    private static final double LEAST_SHARE = 0.0001;

    /** A distance of two distributions. */
    enum Measure {
        /** Population stability index: Σ (now − before) · ln(now / before). */
        PSI,
        /** The share of subjects that would have to change their grade to make one of the other: ½ Σ |now − before|. */
        SHARE
    }

    /** Subjects in a grade, tonight and in the release before. */
    private record Counts(long now, long before) {}

    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        if (workspace.base().isEmpty() || !workspace.changed("grade.grade")) {
            return List.of();
        }
        Map<String, List<Counts>> grades = new TreeMap<>();
        for (Row row : workspace
                .read("grade.grade")
                .selectExpr("policy", "grade", "1L AS tonight", "0L AS earlier")
                .union(workspace
                        .readBase("grade.grade")
                        .selectExpr("policy", "grade", "0L AS tonight", "1L AS earlier"))
                .groupBy("policy", "grade")
                .agg(sum("tonight"), sum("earlier"))
                .drop("grade")
                .collectAsList()) {
            grades.computeIfAbsent(row.getString(0), p -> new ArrayList<>())
                    .add(new Counts(row.getLong(1), row.getLong(2)));
        }
        return grades.entrySet().stream()
                .filter(e -> policies.isEmpty() || policies.contains(e.getKey()))
                .filter(e -> e.getValue().stream().mapToLong(Counts::before).sum() >= Math.max(1, minSubjects))
                .map(e -> finding(e.getKey(), e.getValue()))
                .toList();
    }

    private Finding finding(String policy, List<Counts> grades) {
        double now = grades.stream().mapToLong(Counts::now).sum();
        double before = grades.stream().mapToLong(Counts::before).sum();
        double distance = grades.stream()
                .mapToDouble(g -> measure == Measure.PSI
                        ? term(g.now() / now, g.before() / before)
                        : Math.abs(g.now() / now - g.before() / before) / 2)
                .sum();
        // Nobody is graded any more: as far as can be.
        BigDecimal found = BigDecimal.valueOf(now == 0 ? 1 : distance).setScale(4, RoundingMode.HALF_UP);
        return new Finding(
                About.POLICY,
                policy,
                now > 0 && bounds.hold(found),
                (measure == Measure.PSI ? "PSI " : "share moved ") + found.toPlainString() + " against "
                        + "the release before: %d subjects then, %d now".formatted((long) before, (long) now),
                "at most " + bounds.atMost().orElseThrow().toPlainString(),
                found);
    }

    private static double term(double now, double before) {
        double p = Math.max(now, LEAST_SHARE);
        double q = Math.max(before, LEAST_SHARE);
        return (p - q) * Math.log(p / q);
    }
}
