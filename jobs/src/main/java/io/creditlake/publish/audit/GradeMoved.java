package io.creditlake.publish.audit;

import io.creditlake.lake.Workspace;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The share of the grades that moved in this night.
 *
 * @param minSubjects grades, below which the share says nothing
 * @param bounds where it must lie
 */
record GradeMoved(int minSubjects, Bounds bounds) implements Check {
    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        if (workspace.base().isEmpty()) {
            return List.of(Finding.ofNight(true, "first release", bounds.inPercent(), BigDecimal.ZERO));
        }
        Row row = night.ask(
                        """
                        SELECT (SELECT count(*) FROM %s WHERE as_of = DATE '%s' AND previous_grade IS NOT NULL),
                          (SELECT count(*) FROM %s)
                        """
                                .formatted(
                                        workspace.branch("grade.change"),
                                        workspace.runDate(),
                                        workspace.branch("grade.grade")))
                .get(0);
        if (row.getLong(1) < minSubjects) {
            return List.of(Finding.ofNight(
                    true, row.getLong(1) + " grades are too few to judge", bounds.inPercent(), BigDecimal.ZERO));
        }
        return List.of(bounds.share(Finding.About.NIGHT, "", row.getLong(0), row.getLong(1), "grades moved"));
    }
}
