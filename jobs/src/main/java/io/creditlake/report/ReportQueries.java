package io.creditlake.report;

import io.creditlake.lake.Release;
import io.creditlake.report.ReportData.Audit;
import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.Night;
import io.creditlake.report.ReportData.Reject;
import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.Source;
import io.creditlake.report.ReportData.StageRun;
import io.creditlake.report.ReportData.Warning;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks a session that shows one release what its report needs, in a handful of aggregations. */
public final class ReportQueries {
    private static final int DELIVERIES_SHOWN = 200;
    private static final int REJECTS_SHOWN = 40;
    private static final int WARNINGS_SHOWN = 50;

    private static final String ROWS =
            """
            coalesce(sum(rows_read), 0) AS read, coalesce(sum(rows_accepted), 0) AS accepted,
            coalesce(sum(rows_duplicate), 0) AS duplicate, coalesce(sum(rows_corrected), 0) AS corrected,
            coalesce(sum(rows_quarantined), 0) AS quarantined, coalesce(sum(rows_late), 0) AS late
            """;

    private static final String MISSING = "coalesce(rows_read, 0) - coalesce(rows_accepted, 0)"
            + " - coalesce(rows_duplicate, 0) - coalesce(rows_quarantined, 0)";

    private final SparkSession reader;
    private final Release release;
    private final Map<String, Object> night;

    private ReportQueries(SparkSession reader, Release release) {
        this.reader = reader;
        this.release = release;
        this.night = Map.of("night", release.runDate());
    }

    /**
     * Gathers everything.
     *
     * @param reader session that shows the release
     * @param release the release, published or withheld
     * @param previous the published release before it; its snapshots must still be there
     */
    public static ReportData gather(SparkSession reader, Release release, Optional<Release> previous) {
        ReportQueries queries = new ReportQueries(reader, release);
        List<Row> rejects = queries.rejects();
        ReportCounts counts = ReportCounts.gather(reader, release.runDate(), previous);
        return new ReportData(
                queries.night(previous),
                queries.sources(),
                queries.deliveries(),
                rejects.stream().map(ReportQueries::reject).toList(),
                counts.totals(
                        rejects.stream()
                                .findFirst()
                                .map(r -> r.<Long>getAs("all_reasons"))
                                .orElse(0L),
                        rejects.stream()
                                .findFirst()
                                .map(r -> r.<Long>getAs("all_rules"))
                                .orElse(0L)),
                counts.ties(),
                counts.standing(),
                counts.before(),
                counts.moves(),
                counts.causes(),
                counts.warnings(),
                counts.warnings().isEmpty() ? List.of() : queries.warnings(),
                release.audits().stream()
                        .map(a -> new Audit(a.name(), a.passed(), a.found(), a.expected()))
                        .toList(),
                queries.stages());
    }

    private Night night(Optional<Release> previous) {
        ZoneId zone = ZoneId.of(reader.conf().get("spark.sql.session.timeZone"));
        return new Night(
                release.name(),
                release.runDate().toString(),
                release.status().name().toLowerCase(Locale.ROOT),
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                        .format(release.publishedAt().atZone(zone)),
                previous.map(Release::name).orElse(null));
    }

    private List<Source> sources() {
        String sql = "SELECT department, source, count(*) AS deliveries, count_if(status = 'refused') AS refused,"
                + " count_if(status = 'repeated') AS repeated, count_if(" + MISSING + " <> 0) AS unbalanced, " + ROWS
                + " FROM ops.delivery WHERE run_date = :night GROUP BY department, source ORDER BY department, source";
        return ask(sql).stream()
                .map(row -> {
                    Rows rows = rows(row);
                    return new Source(
                            text(row, "department"),
                            text(row, "source"),
                            number(row, "deliveries"),
                            number(row, "refused"),
                            number(row, "repeated"),
                            number(row, "unbalanced"),
                            rows,
                            rows.missing());
                })
                .toList();
    }

    private List<Delivery> deliveries() {
        String sql = "SELECT department, source, delivery_id, file, folder_date, status, message,"
                + " any_value(rows_declared) AS declared, any_value(" + MISSING + ") AS missing, " + ROWS
                + " FROM ops.delivery WHERE run_date = :night"
                + " GROUP BY department, source, delivery_id, file, folder_date, status, message"
                + " ORDER BY missing <> 0 OR status = 'refused' DESC, quarantined DESC, source, delivery_id, file"
                + " LIMIT " + DELIVERIES_SHOWN;
        return ask(sql).stream()
                .map(row -> new Delivery(
                        text(row, "department"),
                        text(row, "source"),
                        text(row, "delivery_id"),
                        text(row, "file"),
                        String.valueOf(row.<Object>getAs("folder_date")),
                        row.getAs("declared"),
                        rows(row),
                        text(row, "status"),
                        text(row, "message")))
                .toList();
    }

    private List<Row> rejects() {
        return ask("SELECT source, field, rule, count(*) AS reasons, min(message) AS example,"
                + " sum(count(*)) OVER () AS all_reasons, count(*) OVER () AS all_rules"
                + " FROM ops.quarantine WHERE run_date = :night GROUP BY source, field, rule"
                + " ORDER BY reasons DESC, source, field, rule LIMIT " + REJECTS_SHOWN);
    }

    private static Reject reject(Row row) {
        return new Reject(
                text(row, "source"),
                row.getAs("field"),
                text(row, "rule"),
                number(row, "reasons"),
                text(row, "example"));
    }

    /** The subjects are looked up by id, which touches few files; a join would scan them all. */
    private List<Warning> warnings() {
        List<Row> rows = ask("SELECT severity, rule, message, subject_id FROM supervision.warning"
                + " WHERE raised_on = :night ORDER BY array_position(array('alert', 'warning', 'notice'), severity),"
                + " rule, warning_id LIMIT " + WARNINGS_SHOWN);
        String ids = rows.stream()
                .map(row -> String.valueOf(number(row, "subject_id")))
                .distinct()
                .collect(Collectors.joining(", "));
        Map<Long, Row> subjects = new HashMap<>();
        for (Row row : ask("SELECT subject_id, if(kind = 'person', NULL, name) AS name,"
                + " if(kind = 'person', NULL, uscc) AS uscc, " + ReportCounts.CITY
                + " AS city FROM subject.subject s WHERE subject_id IN (" + ids + ")")) {
            subjects.put(number(row, "subject_id"), row);
        }
        return rows.stream()
                .map(row -> {
                    Optional<Row> subject = Optional.ofNullable(subjects.get(number(row, "subject_id")));
                    return new Warning(
                            text(row, "severity"),
                            text(row, "rule"),
                            text(row, "message"),
                            subject.map(s -> text(s, "name")).orElse(""),
                            subject.map(s -> text(s, "uscc")).orElse(""),
                            subject.map(s -> text(s, "city")).orElse(""));
                })
                .toList();
    }

    /** The stage that writes the report is left out: it is not over when it asks, and is when it is run again. */
    private List<StageRun> stages() {
        return ask("SELECT stage, status, date_format(started_at, 'yyyy-MM-dd HH:mm:ss') AS started,"
                        + " unix_millis(started_at) - min(unix_millis(started_at)) OVER () AS offset,"
                        + " unix_millis(finished_at) - unix_millis(started_at) AS millis,"
                        + " map_entries(counters) AS counters FROM ops.run"
                        + " WHERE run_date = :night AND stage <> 'report' ORDER BY started_at, stage")
                .stream()
                .map(row -> new StageRun(
                        text(row, "stage"),
                        text(row, "status"),
                        text(row, "started"),
                        row.isNullAt(row.fieldIndex("offset")) ? 0 : number(row, "offset"),
                        row.getAs("millis"),
                        counters(row)))
                .toList();
    }

    private static Map<String, Long> counters(Row row) {
        Map<String, Long> counters = new LinkedHashMap<>();
        if (!row.isNullAt(row.fieldIndex("counters"))) {
            row.<Row>getList(row.fieldIndex("counters")).forEach(e -> counters.put(e.getString(0), e.getLong(1)));
        }
        return Collections.unmodifiableMap(counters);
    }

    private List<Row> ask(String sql) {
        return reader.sql(sql, night).collectAsList();
    }

    private static Rows rows(Row row) {
        return new Rows(
                number(row, "read"),
                number(row, "accepted"),
                number(row, "duplicate"),
                number(row, "corrected"),
                number(row, "quarantined"),
                number(row, "late"));
    }

    private static long number(Row row, String column) {
        return row.<Long>getAs(column);
    }

    private static String text(Row row, String column) {
        String text = row.getAs(column);
        return text == null ? "" : text;
    }
}
