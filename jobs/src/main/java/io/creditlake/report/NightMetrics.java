package io.creditlake.report;

import static io.creditlake.report.MetricsText.Kind.GAUGE;

import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.Source;
import io.creditlake.report.ReportData.StageRun;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A night as measures for a monitor. They hold sources and counts, and no department, subject or policy. */
public final class NightMetrics {
    private NightMetrics() {}

    /**
     * The measures, in the text form of Prometheus.
     *
     * @param data the night
     * @param release date of the release that readers see now
     */
    public static String of(ReportData data, LocalDate release) {
        MetricsText text = new MetricsText();
        text.measure("creditlake_night_date_seconds", GAUGE, "Date of the last night that ended, at 00:00 UTC.")
                .sample(Map.of(), seconds(LocalDate.parse(data.night().runDate())));
        text.measure("creditlake_night_published", GAUGE, "1 when that night was published, 0 when it was withheld.")
                .sample(Map.of(), data.night().status().equals("published") ? 1 : 0);
        text.measure("creditlake_release_date_seconds", GAUGE, "Date of the release that readers see, at 00:00 UTC.")
                .sample(Map.of(), seconds(release));
        text.measure("creditlake_stage_seconds", GAUGE, "What each stage of the night took.");
        for (StageRun stage : data.stages()) {
            if (stage.millis() != null) {
                text.sample(Map.of("stage", stage.stage()), stage.millis() / 1000.0);
            }
        }
        text.measure("creditlake_rows", GAUGE, "Rows of the night by source and by what became of them.");
        bySource(data.sources()).forEach((source, rows) -> rows(text, source, rows));
        text.measure(
                "creditlake_audits_failed",
                GAUGE,
                "Findings of audits before publication that were not as they should be.");
        for (String severity : List.of("withhold", "warn")) {
            text.sample(
                    Map.of("severity", severity),
                    data.audits().stream()
                            .filter(a -> !a.passed() && a.severity().equals(severity))
                            .count());
        }
        text.measure("creditlake_subjects", GAUGE, "Subjects known, touched and graded in the night.")
                .sample(Map.of("subjects", "known"), data.totals().subjects())
                .sample(Map.of("subjects", "touched"), data.totals().touched())
                .sample(Map.of("subjects", "graded"), data.totals().graded());
        return text.toString();
    }

    private static Map<String, Rows> bySource(List<Source> sources) {
        Map<String, Rows> rows = new LinkedHashMap<>();
        sources.forEach(source -> rows.merge(source.source(), source.rows(), Rows::plus));
        return rows;
    }

    private static void rows(MetricsText text, String source, Rows rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("read", rows.read());
        counts.put("accepted", rows.accepted());
        counts.put("duplicate", rows.duplicate());
        counts.put("quarantined", rows.quarantined());
        counts.forEach((outcome, count) -> {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("source", source);
            labels.put("outcome", outcome);
            text.sample(labels, count);
        });
    }

    private static long seconds(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
