package io.creditlake.report;

import io.creditlake.lake.Release;
import io.creditlake.report.ReportData.Before;
import io.creditlake.report.ReportData.Cause;
import io.creditlake.report.ReportData.Move;
import io.creditlake.report.ReportData.Standing;
import io.creditlake.report.ReportData.Tie;
import io.creditlake.report.ReportData.Totals;
import io.creditlake.report.ReportData.WarningCount;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The counts of a report over several tables, as one query: each row names its part, up to three keys, and two counts. */
final class ReportCounts {
    /** Code of the prefecture that a subject {@code s} lies in. */
    static final String CITY = "if(length(s.region) = 6, concat(left(s.region, 4), '00'), '')";

    private static final int CAUSES_SHOWN = 12;

    private static final String TONIGHT =
            """
            SELECT 'standing' AS part, g.policy AS a, coalesce(%s, '') AS b, g.grade AS c, count(*) AS n, 0L AS m
            FROM grade.grade g LEFT JOIN subject.subject s ON g.subject_id = s.subject_id
            GROUP BY a, b, c
            UNION ALL
            SELECT 'graded', '', '', '', count(DISTINCT subject_id), 0L FROM grade.grade WHERE as_of = :night
            UNION ALL
            SELECT 'subject', '', '', '', count(*), count_if(last_changed = :night) FROM subject.subject
            UNION ALL
            SELECT 'tie', record_class, '', '', count(*), 0L FROM subject.link WHERE linked_on = :night
            GROUP BY record_class
            UNION ALL
            SELECT 'move', policy, previous_grade, grade, count(*), 0L FROM grade.change WHERE as_of = :night
            GROUP BY policy, previous_grade, grade
            UNION ALL
            SELECT 'cause', policy, cause.indicator, '',
                   count_if(coalesce(cause.points_after, 0) > coalesce(cause.points_before, 0)),
                   count_if(coalesce(cause.points_after, 0) < coalesce(cause.points_before, 0))
            FROM (SELECT policy, explode(causes) AS cause FROM grade.change
                  WHERE as_of = :night AND previous_grade IS NOT NULL)
            GROUP BY policy, cause.indicator
            UNION ALL
            SELECT 'warning', severity, rule, '', count(*), 0L FROM supervision.warning WHERE raised_on = :night
            GROUP BY severity, rule
            """
                    .formatted(CITY);

    private final List<Row> rows;

    private ReportCounts(List<Row> rows) {
        this.rows = rows;
    }

    static ReportCounts gather(SparkSession reader, LocalDate night, Optional<Release> previous) {
        String before = previous.map(release -> release.snapshots().get("grade.grade"))
                .map(snapshot -> "UNION ALL SELECT 'before', policy, '', grade, count(*), 0L FROM grade.grade"
                        + " VERSION AS OF " + snapshot + " GROUP BY policy, grade")
                .orElse("");
        String sql = "SELECT * FROM (" + TONIGHT + before + ") ORDER BY part, a, b, c";
        return new ReportCounts(
                reader.sql(sql, Map.<String, Object>of("night", night)).collectAsList());
    }

    Totals totals(long reasons, long rules) {
        Row subjects = part("subject").get(0);
        return new Totals(
                reasons, rules, n(subjects), m(subjects), n(part("graded").get(0)));
    }

    List<Tie> ties() {
        return part("tie").stream().map(r -> new Tie(a(r), n(r))).toList();
    }

    List<Standing> standing() {
        return part("standing").stream()
                .map(r -> new Standing(a(r), b(r), c(r), n(r)))
                .toList();
    }

    List<Before> before() {
        return part("before").stream().map(r -> new Before(a(r), c(r), n(r))).toList();
    }

    List<Move> moves() {
        return part("move").stream().map(r -> new Move(a(r), b(r), c(r), n(r))).toList();
    }

    /** The most frequent of each policy; at equal frequency by name. */
    List<Cause> causes() {
        List<Cause> sorted = new ArrayList<>(part("cause").stream()
                .map(r -> new Cause(a(r), b(r), n(r), m(r)))
                .toList());
        sorted.sort((x, y) -> Long.compare(y.rose() + y.fell(), x.rose() + x.fell()));
        List<Cause> shown = new ArrayList<>();
        for (Cause cause : sorted) {
            if (shown.stream().filter(c -> c.policy().equals(cause.policy())).count() < CAUSES_SHOWN) {
                shown.add(cause);
            }
        }
        return List.copyOf(shown);
    }

    List<WarningCount> warnings() {
        return part("warning").stream()
                .map(r -> new WarningCount(a(r), b(r), n(r)))
                .toList();
    }

    private List<Row> part(String name) {
        return rows.stream().filter(row -> name.equals(row.getString(0))).toList();
    }

    private static String a(Row row) {
        return row.getString(1);
    }

    private static String b(Row row) {
        return row.getString(2);
    }

    private static String c(Row row) {
        return row.getString(3);
    }

    private static long n(Row row) {
        return row.getLong(4);
    }

    private static long m(Row row) {
        return row.getLong(5);
    }
}
