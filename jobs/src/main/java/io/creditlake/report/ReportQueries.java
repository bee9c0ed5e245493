package io.creditlake.report;

import io.creditlake.lake.Release;
import io.creditlake.report.ReportData.Audit;
import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.Night;
import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.StageRun;
import io.creditlake.report.ReportData.Warning;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Asks a session that shows one release what its report needs, in few queries and fewer shuffles. What comes back is
 * aggregates, capped lists, and the night's deliveries and stages, which the driver of a night knows one by one anyway.
 */
public final class ReportQueries {
    private static final int DELIVERIES_SHOWN = 200;
    private static final int WARNINGS_SHOWN = 50;

    private final SparkSession reader;
    private final Release release;
    private final DateTimeFormatter time;

    private ReportQueries(SparkSession reader, Release release) {
        this.reader = reader;
        this.release = release;
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .withZone(ZoneId.of(reader.conf().get("spark.sql.session.timeZone")));
    }

    /**
     * Gathers everything.
     *
     * @param reader session that shows the release
     * @param release the release, published or withheld
     * @param previous the published release before it; its snapshots must still be there
     * @param published the policies whose grades everybody may see; nothing of others is gathered
     */
    public static ReportData gather(
            SparkSession reader, Release release, Optional<Release> previous, Set<String> published) {
        ReportQueries queries = new ReportQueries(reader, release);
        List<Delivery> deliveries = queries.deliveries();
        ReportCounts counts = ReportCounts.gather(reader, release.runDate(), previous, published);
        return new ReportData(
                queries.night(previous),
                Intake.bySource(deliveries),
                Intake.problemsFirst(deliveries, DELIVERIES_SHOWN),
                counts.rejects(),
                counts.totals(),
                counts.ties(),
                counts.standing(),
                counts.before(),
                counts.moves(),
                counts.causes(),
                counts.warnings(),
                counts.warnings().isEmpty() ? List.of() : queries.warnings(),
                counts.listings(),
                counts.draws(),
                queries.audits(published),
                queries.stages());
    }

    private Night night(Optional<Release> previous) {
        return new Night(
                release.name(),
                release.runDate().toString(),
                release.status().name().toLowerCase(Locale.ROOT),
                time.format(release.publishedAt()),
                previous.map(Release::name).orElse(null));
    }

    private List<Delivery> deliveries() {
        return ask("SELECT * FROM ops.delivery WHERE run_date = :night").stream()
                .map(row -> new Delivery(
                        text(row, "department"),
                        text(row, "source"),
                        text(row, "delivery_id"),
                        text(row, "file"),
                        String.valueOf(row.<LocalDate>getAs("folder_date")),
                        row.getAs("rows_declared"),
                        new Rows(
                                number(row, "rows_read"),
                                number(row, "rows_accepted"),
                                number(row, "rows_duplicate"),
                                number(row, "rows_corrected"),
                                number(row, "rows_quarantined"),
                                number(row, "rows_late")),
                        text(row, "status"),
                        text(row, "message")))
                .toList();
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

    private List<Audit> audits(Set<String> published) {
        List<Row> findings = ask("SELECT * FROM ops.audit WHERE run_date = :night ORDER BY audit, subject").stream()
                .filter(row -> release.name().equals(text(row, "release")))
                .toList();
        return new ShownAudits(release, published).of(findings);
    }

    /** The stage that writes the report is left out: it is not over when it asks, and is when it is run again. */
    private List<StageRun> stages() {
        List<Row> rows = ask("SELECT stage, status, unix_millis(started_at) AS started,"
                        + " unix_millis(finished_at) AS finished, map_entries(counters) AS counters"
                        + " FROM ops.run WHERE run_date = :night AND stage <> 'report'")
                .stream()
                .sorted(Comparator.comparing((Row row) -> number(row, "started"))
                        .thenComparing(row -> text(row, "stage")))
                .toList();
        return rows.stream()
                .map(row -> {
                    long started = number(row, "started");
                    Long finished = row.getAs("finished");
                    return new StageRun(
                            text(row, "stage"),
                            text(row, "status"),
                            time.format(Instant.ofEpochMilli(started)),
                            started - number(rows.get(0), "started"),
                            finished == null ? null : finished - started,
                            counters(row));
                })
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
        return reader.sql(sql, Map.<String, Object>of("night", release.runDate()))
                .collectAsList();
    }

    private static long number(Row row, String column) {
        Long number = row.getAs(column);
        return number == null ? 0 : number;
    }

    private static String text(Row row, String column) {
        String text = row.getAs(column);
        return text == null ? "" : text;
    }
}
