package io.creditlake.report;

import io.creditlake.lake.Release;
import io.creditlake.report.ReportData.Before;
import io.creditlake.report.ReportData.Cause;
import io.creditlake.report.ReportData.DrawCount;
import io.creditlake.report.ReportData.ListingCount;
import io.creditlake.report.ReportData.Move;
import io.creditlake.report.ReportData.Reject;
import io.creditlake.report.ReportData.Standing;
import io.creditlake.report.ReportData.Tie;
import io.creditlake.report.ReportData.Totals;
import io.creditlake.report.ReportData.WarningCount;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The counts of a report over several tables. They are one aggregation over the union of the tables' rows, so that they
 * cost one shuffle: each row names its part, up to three keys, what it adds to two counts, and an example.
 */
final class ReportCounts {
    /** Code of the prefecture that a subject {@code s} lies in. */
    static final String CITY = "if(length(s.region) = 6, concat(left(s.region, 4), '00'), '')";

    private static final int REJECTS_SHOWN = 40;
    private static final int CAUSES_SHOWN = 12;

    private static final String TONIGHT =
            """
            SELECT 'standing' AS part, g.policy AS a,
                   coalesce(%s, '') || '|' || coalesce(s.kind, '') || '|' || coalesce(left(s.industry, 1), '') AS b,
                   g.grade AS c, 1 AS n, 0 AS m, NULL AS example
            FROM grade.grade g LEFT JOIN subject.subject s ON g.subject_id = s.subject_id
            UNION ALL
            SELECT 'graded', NULL, NULL, NULL, 1, 0, NULL
            FROM (SELECT DISTINCT subject_id FROM grade.grade WHERE as_of = :night)
            UNION ALL
            SELECT 'subject', NULL, NULL, NULL, 1, int(last_changed <=> :night), NULL FROM subject.subject
            UNION ALL
            SELECT 'tie', record_class, NULL, NULL, 1, 0, NULL FROM subject.link WHERE linked_on = :night
            UNION ALL
            SELECT 'move', policy, previous_grade, grade, 1, 0, NULL FROM grade.change WHERE as_of = :night
            UNION ALL
            SELECT 'cause', policy, cause.indicator, NULL,
                   int(coalesce(cause.points_after, 0) > coalesce(cause.points_before, 0)),
                   int(coalesce(cause.points_after, 0) < coalesce(cause.points_before, 0)), NULL
            FROM (SELECT policy, explode(causes) AS cause FROM grade.change
                  WHERE as_of = :night AND previous_grade IS NOT NULL)
            UNION ALL
            SELECT 'warning', severity, rule, NULL, 1, 0, NULL FROM supervision.warning WHERE raised_on = :night
            UNION ALL
            SELECT 'listing', list || '|' || colour, title, state, 1, int(as_of = :night), NULL FROM supervision.listing
            UNION ALL
            SELECT 'draw', campaign, title, NULL, 1, int(inspectors IS NULL), NULL FROM supervision.draw
            WHERE drawn_on = :night
            UNION ALL
            SELECT 'reject', source, field, rule, 1, 0, message FROM ops.quarantine WHERE run_date = :night
            """
                    .formatted(CITY);

    /** The parts whose first key is a policy. */
    private static final Set<String> OF_POLICIES = Set.of("standing", "before", "move", "cause");

    private final List<Row> rows;

    private ReportCounts(List<Row> rows) {
        this.rows = rows;
    }

    /**
     * Counts.
     *
     * @param published the policies whose grades everybody may see; of no other anything comes back
     */
    static ReportCounts gather(
            SparkSession reader, LocalDate night, Optional<Release> previous, Set<String> published) {
        String before = previous.map(release -> release.snapshots().get("grade.grade"))
                .map(snapshot -> "UNION ALL SELECT 'before', policy, NULL, grade, 1, 0, NULL FROM grade.grade"
                        + " VERSION AS OF " + snapshot)
                .orElse("");
        String sql = "SELECT part, a, b, c, sum(n) AS n, sum(m) AS m, min(example) AS example FROM (" + TONIGHT + before
                + ") GROUP BY part, a, b, c";
        // As many rows as there are policies, cities, kinds, sections and grades: to sort them here saves a pass.
        return new ReportCounts(reader.sql(sql, Map.<String, Object>of("night", night)).collectAsList().stream()
                .filter(row -> !OF_POLICIES.contains(row.getString(0)) || published.contains(row.getString(1)))
                .sorted(Comparator.comparing((Row row) -> row.getString(0)).thenComparing(ReportCounts::keys))
                .toList());
    }

    Totals totals() {
        List<Row> rejects = part("reject");
        Optional<Row> subjects = part("subject").stream().findFirst();
        return new Totals(
                rejects.stream().mapToLong(ReportCounts::n).sum(),
                rejects.size(),
                subjects.map(ReportCounts::n).orElse(0L),
                subjects.map(ReportCounts::m).orElse(0L),
                part("graded").stream().mapToLong(ReportCounts::n).sum());
    }

    /** The most frequent; at equal frequency by key. */
    List<Reject> rejects() {
        return all("reject", r -> new Reject(text(r, 1), r.getString(2), text(r, 3), n(r), text(r, 6))).stream()
                .sorted(Comparator.comparing(Reject::reasons).reversed())
                .limit(REJECTS_SHOWN)
                .toList();
    }

    List<Tie> ties() {
        return all("tie", r -> new Tie(text(r, 1), n(r)));
    }

    List<Standing> standing() {
        return all("standing", r -> {
            String[] subject = text(r, 2).split("\\|", 3);
            return new Standing(text(r, 1), subject[0], subject[1], subject[2], text(r, 3), n(r));
        });
    }

    List<Before> before() {
        return all("before", r -> new Before(text(r, 1), text(r, 3), n(r)));
    }

    List<Move> moves() {
        return all("move", r -> new Move(text(r, 1), r.getString(2), text(r, 3), n(r)));
    }

    /** The most frequent of each policy; at equal frequency by key. */
    List<Cause> causes() {
        Map<String, Integer> shown = new HashMap<>();
        return all("cause", r -> new Cause(text(r, 1), text(r, 2), n(r), m(r))).stream()
                .sorted(Comparator.comparing((Cause cause) -> cause.rose() + cause.fell())
                        .reversed())
                .filter(cause -> shown.merge(cause.policy(), 1, Integer::sum) <= CAUSES_SHOWN)
                .toList();
    }

    List<WarningCount> warnings() {
        return all("warning", r -> new WarningCount(text(r, 1), text(r, 2), n(r)));
    }

    /** By list. */
    List<ListingCount> listings() {
        Map<String, ListingCount> byList = new TreeMap<>();
        for (Row r : part("listing")) {
            String[] list = text(r, 1).split("\\|", 2);
            byList.merge(
                    text(r, 1),
                    ListingCount.of(list[0], text(r, 2), list[1], text(r, 3), n(r), m(r)),
                    ListingCount::plus);
        }
        return List.copyOf(byList.values());
    }

    List<DrawCount> draws() {
        return all("draw", r -> new DrawCount(text(r, 1), text(r, 2), n(r), m(r)));
    }

    private <T> List<T> all(String part, Function<Row, T> read) {
        return part(part).stream().map(read).toList();
    }

    private List<Row> part(String name) {
        return rows.stream().filter(row -> name.equals(row.getString(0))).toList();
    }

    private static String keys(Row row) {
        return text(row, 1) + "\0" + text(row, 2) + "\0" + text(row, 3);
    }

    private static String text(Row row, int column) {
        return row.isNullAt(column) ? "" : row.getString(column);
    }

    private static long n(Row row) {
        return row.getLong(4);
    }

    private static long m(Row row) {
        return row.getLong(5);
    }
}
