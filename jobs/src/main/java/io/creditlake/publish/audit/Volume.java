package io.creditlake.publish.audit;

import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.Finding.About;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Rows of a delivery against the median of the deliveries of its source before. A delivery is what lies in one folder; of
 * fewer than three before it nothing can be said.
 *
 * @param sources those looked at; all when there is none
 * @param deliveries how many before are compared with
 * @param minRows median below which the ratio says nothing
 * @param bounds where the ratio must lie
 */
record Volume(List<String> sources, int deliveries, int minRows, Bounds bounds) implements Check {
    private static final int FEWEST = 3;
    /** Deliveries that are older say nothing of today, and need not be read. */
    private static final int DAYS = 1100;

    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        return night
                .ask(
                        """
                        WITH delivery AS (SELECT source, folder_date, sum(rows_read) AS n,
                            max(run_date) = DATE '%2$s' AS tonight
                          FROM %1$s WHERE run_date > DATE '%3$s' AND status = 'standardised'
                            AND NOT startswith(file, '%4$s/')
                          GROUP BY source, folder_date),
                        compared AS (SELECT source, folder_date, n, tonight,
                            collect_list(n) OVER (PARTITION BY source ORDER BY folder_date
                              ROWS BETWEEN %5$d PRECEDING AND 1 PRECEDING) AS earlier
                          FROM delivery)
                        SELECT source, folder_date, n, earlier
                        FROM compared WHERE tonight AND size(earlier) >= %6$d ORDER BY source, folder_date
                        """
                                .formatted(
                                        workspace.branch("ops.delivery"),
                                        workspace.runDate(),
                                        workspace.runDate().minusDays(DAYS),
                                        Replay.FOLDER,
                                        deliveries,
                                        Math.min(FEWEST, deliveries)))
                .stream()
                .filter(row -> sources.isEmpty() || sources.contains(row.getString(0)))
                .filter(row -> median(row).compareTo(BigDecimal.valueOf(Math.max(1, minRows))) >= 0)
                .map(this::finding)
                .toList();
    }

    private static BigDecimal median(Row row) {
        List<Long> sorted = row.<Long>getList(3).stream().sorted().toList();
        int half = sorted.size() / 2;
        long upper = sorted.get(half);
        long lower = sorted.size() % 2 == 1 ? upper : sorted.get(half - 1);
        return BigDecimal.valueOf(upper + lower).divide(BigDecimal.valueOf(2)).stripTrailingZeros();
    }

    private Finding finding(Row row) {
        BigDecimal median = median(row);
        BigDecimal ratio = Bounds.ratio(BigDecimal.valueOf(row.getLong(2)), median);
        return new Finding(
                About.SOURCE,
                row.getString(0),
                bounds.hold(ratio),
                "%d rows of %s, %s of the median %s of %d deliveries before"
                        .formatted(
                                row.getLong(2),
                                row.getLocalDate(1),
                                Bounds.percent(ratio),
                                median.toPlainString(),
                                row.getList(3).size()),
                bounds.inPercent(),
                ratio);
    }
}
