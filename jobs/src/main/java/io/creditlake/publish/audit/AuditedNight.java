package io.creditlake.publish.audit;

import io.creditlake.lake.Workspace;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The night that is audited.
 *
 * @param workspace its lake
 * @param sources what came in of every source of which the night knows a delivery
 */
record AuditedNight(Workspace workspace, List<Intake> sources) {

    /**
     * What came in of a source.
     *
     * @param files that came
     * @param refusedFiles those refused as a whole
     * @param read rows of the other files
     * @param quarantined rows refused in the other files
     */
    record Intake(String source, long files, long refusedFiles, long read, long quarantined) {}

    static AuditedNight of(Workspace workspace) {
        List<Intake> sources = workspace
                .spark()
                .sql(
                        """
                        SELECT source, count_if(status <> 'missing'), count_if(status = 'refused'),
                          coalesce(sum(rows_read) FILTER (WHERE status <> 'refused'), 0),
                          coalesce(sum(rows_quarantined) FILTER (WHERE status <> 'refused'), 0)
                        FROM %s WHERE run_date = DATE '%s' GROUP BY source ORDER BY source
                        """
                                .formatted(workspace.branch("ops.delivery"), workspace.runDate()))
                .collectAsList()
                .stream()
                .map(r -> new Intake(r.getString(0), r.getLong(1), r.getLong(2), r.getLong(3), r.getLong(4)))
                .toList();
        return new AuditedNight(workspace, sources);
    }

    /** The rows of a query whose result does not grow with the lake. */
    List<Row> ask(String query) {
        return workspace.spark().sql(query).collectAsList();
    }
}
