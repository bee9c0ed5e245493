package io.creditlake.cli;

import io.creditlake.report.ReportData;
import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.Move;
import io.creditlake.report.ReportData.Reject;
import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.Source;
import io.creditlake.report.ReportData.Standing;
import io.creditlake.report.ReportWriter.Written;
import io.creditlake.standards.SafeText;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a night did, in a few lines that a person can act on. */
final class Summary {
    private static final int MOST = 5;

    private final PrintStream out;

    Summary(PrintStream out) {
        this.out = out;
    }

    void print(Written report) {
        ReportData data = report.data();
        Rows rows = total(data.sources());
        out.printf(
                Locale.ROOT,
                "%n%s is %s%n",
                data.night().release(),
                data.night().status());
        out.printf(
                Locale.ROOT,
                "  rows      %,d read = %,d accepted + %,d duplicate + %,d quarantined%s%n",
                rows.read(),
                rows.accepted(),
                rows.duplicate(),
                rows.quarantined(),
                rows.late() > 0 ? String.format(Locale.ROOT, "; %,d late", rows.late()) : "");
        out.printf(
                Locale.ROOT,
                "  subjects  %,d known, %,d touched, %,d graded%n",
                data.totals().subjects(),
                data.totals().touched(),
                data.totals().graded());
        grades(data);
        moves(data);
        warnings(data);
        data.draws()
                .forEach(d -> out.printf(
                        Locale.ROOT,
                        "  drawn     %,d subjects for %s%s%n",
                        d.subjects(),
                        d.campaign(),
                        d.unassigned() == 0 ? "" : ", %,d without inspectors".formatted(d.unassigned())));
        audits(data);
        toDo(data);
        out.println("Report: " + report.location());
    }

    private static Rows total(List<Source> sources) {
        return sources.stream()
                .map(Source::rows)
                .reduce(
                        new Rows(0, 0, 0, 0, 0, 0),
                        (a, b) -> new Rows(
                                a.read() + b.read(),
                                a.accepted() + b.accepted(),
                                a.duplicate() + b.duplicate(),
                                a.corrected() + b.corrected(),
                                a.quarantined() + b.quarantined(),
                                a.late() + b.late()));
    }

    private void grades(ReportData data) {
        Map<String, Map<String, Long>> byPolicy = new LinkedHashMap<>();
        for (Standing standing : data.standing()) {
            byPolicy.computeIfAbsent(standing.policy(), p -> new TreeMap<>())
                    .merge(standing.grade(), standing.subjects(), Long::sum);
        }
        byPolicy.forEach((policy, grades) -> out.println("  grades    " + policy + ": "
                + grades.entrySet().stream()
                        .map(g -> g.getKey() + " " + g.getValue())
                        .collect(Collectors.joining(", "))));
    }

    private void moves(ReportData data) {
        long moved = data.moves().stream()
                .filter(m -> m.from() != null)
                .mapToLong(Move::subjects)
                .sum();
        if (moved > 0) {
            out.printf(Locale.ROOT, "  moved     %,d grades%n", moved);
        }
    }

    private void warnings(ReportData data) {
        if (!data.warningCounts().isEmpty()) {
            out.println("  warnings  "
                    + data.warningCounts().stream()
                            .map(w -> w.rule() + " " + w.warnings())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** What was told although the release went out. */
    private void audits(ReportData data) {
        data.audits().stream()
                .filter(audit -> !audit.passed())
                .limit(MOST)
                .forEach(audit -> out.println(SafeText.line("  audit     " + audit.name() + " " + audit.subject() + ": "
                        + audit.found() + ", expected " + audit.expected())));
    }

    /** What somebody should do something about. */
    private void toDo(ReportData data) {
        for (Delivery delivery : data.deliveries().stream()
                .filter(d -> d.status().equals("refused") || d.status().equals("missing"))
                .limit(MOST)
                .toList()) {
            out.printf(
                    Locale.ROOT,
                    "  %-9s %s: %s%n",
                    delivery.status(),
                    SafeText.line(delivery.file()),
                    SafeText.line(delivery.message()));
        }
        for (Reject reject : data.rejects().stream().limit(MOST).toList()) {
            out.printf(
                    Locale.ROOT,
                    "  to mend   %s: %,d × %s%n",
                    reject.source(),
                    reject.reasons(),
                    SafeText.line(reject.example()));
        }
    }
}
