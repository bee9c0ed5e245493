package io.creditlake.publish.audit;

import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.Finding.About;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Sources without which a release is worth little: a good delivery of each has come of late.
 *
 * @param sources the sources
 * @param withinDays the nights, this one included, of which one must have brought it
 */
record MissingSource(List<String> sources, int withinDays) implements Check {
    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        LocalDate tonight = workspace.runDate();
        Map<String, LocalDate> last = new HashMap<>();
        for (Row row : night.ask(
                """
                SELECT source, max(run_date) FROM %s
                WHERE run_date > DATE '%s' AND status IN ('standardised', 'repeated', 'unchanged') GROUP BY source
                """
                        .formatted(workspace.branch("ops.delivery"), tonight.minusDays(withinDays)))) {
            last.put(row.getString(0), row.getLocalDate(1));
        }
        String expected = withinDays == 1 ? "a delivery in this night" : "a delivery within " + withinDays + " nights";
        return sources.stream()
                .map(source -> finding(source, last.get(source), tonight, expected))
                .toList();
    }

    private static Finding finding(String source, LocalDate came, LocalDate tonight, String expected) {
        return new Finding(
                About.SOURCE,
                source,
                came != null,
                came == null ? "no delivery" : "a delivery in the night of " + came,
                expected,
                came == null ? null : BigDecimal.valueOf(ChronoUnit.DAYS.between(came, tonight)));
    }
}
