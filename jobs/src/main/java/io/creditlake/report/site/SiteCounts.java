package io.creditlake.report.site;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the site counts over several tables, as one aggregation over the union of their rows, so that it costs one
 * shuffle: each row names its part, up to four keys and what it adds to three sums. What comes back follows the number
 * of cities, rules, indicators and departments, never that of rows.
 */
final class SiteCounts {
    /** Code of the prefecture of a region; empty when it is not known. */
    private static final String CITY = "if(length(region) = 6, concat(left(region, 4), '00'), '')";

    /** Of no policy but those that everybody may see anything is read. */
    private static final String COUNTS =
            """
            SELECT 'reason' AS part, policy AS a, indicator AS b, kind AS c, '' AS d, 1 AS n, 0 AS m,
                   coalesce(points, 0) AS p
            FROM grade.contribution
            WHERE array_contains(:published, policy) AND (points <> 0 OR kind = 'direct')
            UNION ALL
            SELECT 'warning', w.severity, w.rule, %s, '', int(w.state = 'raised'), int(w.raised_on = :night),
                   int(w.cleared_on IS NOT NULL)
            FROM supervision.warning w LEFT JOIN subject.subject s ON w.subject_id = s.subject_id
            UNION ALL
            SELECT 'raised', string(raised_on), severity, '', '', 1, 0, 0 FROM supervision.warning
            WHERE raised_on BETWEEN :first AND :night
            UNION ALL
            SELECT 'cleared', string(cleared_on), '', '', '', 1, 0, 0 FROM supervision.warning
            WHERE cleared_on BETWEEN :first AND :night
            UNION ALL
            SELECT 'refused', department, source, field, rule, 1, 0, 0 FROM ops.quarantine WHERE run_date = :night
            """
                    .formatted(CITY);

    private static final String RECORDS =
            """
            UNION ALL
            SELECT 'record', %s, '', '', '', 1, int(coalesce(size(flags), 0) > 0), int(received_on = :night)
            FROM %s
            """;

    private final List<Count> counts;

    private SiteCounts(List<Count> counts) {
        this.counts = counts;
    }

    /**
     * A count.
     *
     * @param a first key; empty where the lake has null, as the other keys
     * @param n first sum
     * @param m second sum
     * @param p third sum
     */
    record Count(String part, String a, String b, String c, String d, long n, long m, BigDecimal p) {}

    /**
     * Counts.
     *
     * @param published the policies whose grades everybody may see
     */
    static SiteCounts gather(
            SparkSession reader, LocalDate night, Collection<String> published, TableContracts tables) {
        String records = tables.recordClasses().stream()
                .map(TableContract::name)
                .map(name -> RECORDS.formatted(CITY, name))
                .collect(Collectors.joining());
        String sql = "SELECT part, a, b, c, d, sum(n) AS n, sum(m) AS m, sum(p) AS p FROM (" + COUNTS + records
                + ") GROUP BY part, a, b, c, d";
        Map<String, Object> values = Map.of(
                "night", night,
                "first", night.minusDays(Trend.NIGHTS - 1L),
                "published", published.toArray(String[]::new));
        return new SiteCounts(reader.sql(sql, values).collectAsList().stream()
                .map(SiteCounts::count)
                .sorted(Comparator.comparing(Count::part)
                        .thenComparing(Count::a)
                        .thenComparing(Count::b)
                        .thenComparing(Count::c)
                        .thenComparing(Count::d))
                .toList());
    }

    /** The counts of a part, by key. */
    List<Count> part(String name) {
        return counts.stream().filter(c -> c.part().equals(name)).toList();
    }

    private static Count count(Row row) {
        return new Count(
                row.getString(0),
                text(row, 1),
                text(row, 2),
                text(row, 3),
                text(row, 4),
                row.getLong(5),
                row.getLong(6),
                row.getDecimal(7));
    }

    private static String text(Row row, int column) {
        return row.isNullAt(column) ? "" : row.getString(column);
    }
}
