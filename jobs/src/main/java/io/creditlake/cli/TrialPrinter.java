package io.creditlake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.creditlake.standardise.TrialReport;
import io.creditlake.standardise.TrialReport.Example;
import io.creditlake.standardise.TrialReport.FileOutcome;
import io.creditlake.standardise.TrialReport.Finding;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints what would become of files: for a person, as one JSON object, or as CSV lines, one a count or an example. */
final class TrialPrinter {
    private static final String REFUSED = "Refused";
    private static final String REPAIRED = "repaired";
    private static final int MOST_COLUMNS = 12;

    private final PrintStream out;
    private final TrialReport report;

    TrialPrinter(PrintStream out, TrialReport report) {
        this.out = out;
        this.report = report;
    }

    void print(RowFormat format) {
        switch (format) {
            case table -> text();
            case json -> json();
            case csv -> csv();
        }
        out.flush();
    }

    private void text() {
        for (FileOutcome file : report.files()) {
            if (!file.refusal().isEmpty()) {
                out.println(file.file() + ": REFUSED as a whole: " + file.refusal());
            }
            if (file.kind().isEmpty()) {
                continue;
            }
            out.println(file.file() + ": " + how(file));
            if (!file.note().isEmpty()) {
                out.println("  " + file.note());
            }
            listed("  unknown columns, passed over: ", file.unknown());
            listed("  fields without a column: ", file.lacking());
            out.printf(
                    Locale.ROOT,
                    "  rows read %,d = accepted %,d + duplicate %,d + quarantined %,d; late %,d%n",
                    file.read(),
                    file.accepted(),
                    file.duplicate(),
                    file.quarantined(),
                    file.late());
        }
        findings(REFUSED, report.reasons());
        findings("Flagged", report.flags().stream().filter(f -> !isRepair(f)).toList());
        findings(
                "Repaired",
                report.flags().stream().filter(TrialPrinter::isRepair).toList());
    }

    private static boolean isRepair(Finding flag) {
        return flag.rule().startsWith(REPAIRED);
    }

    private static String how(FileOutcome file) {
        String separator =
                switch (file.separator()) {
                    case "" -> "";
                    case "\t" -> " separated by tabs";
                    default -> " separated by " + file.separator();
                };
        String charset = file.charset().isEmpty() ? "" : " in " + file.charset();
        String header = file.headerRows() == 0 ? "" : ", data from row " + (file.headerRows() + 1);
        return file.kind() + separator + charset + header;
    }

    private void listed(String what, List<String> names) {
        if (!names.isEmpty()) {
            String more = names.size() > MOST_COLUMNS ? " and " + (names.size() - MOST_COLUMNS) + " more" : "";
            out.println(what + names.stream().limit(MOST_COLUMNS).collect(Collectors.joining(", ")) + more);
        }
    }

    private void findings(String what, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        out.println(what + ":");
        for (Finding finding : findings) {
            String rule = finding.field().isEmpty() ? finding.rule() : finding.field() + ":" + finding.rule();
            out.println(String.format(Locale.ROOT, "  %,8d  %s  %s", finding.rows(), rule, finding.message())
                    .stripTrailing());
            if (what.equals(REFUSED)) {
                finding.examples().forEach(e -> out.println("            " + shown(e, finding.message())));
            } else if (!finding.examples().isEmpty()) {
                out.println("            rows "
                        + finding.examples().stream()
                                .map(e -> e.file() + ":" + e.row())
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private static String shown(Example example, String message) {
        return example.file() + " row " + example.row()
                + (example.value().isEmpty() ? "" : ": " + example.value())
                + (example.message().equals(message) ? "" : "  " + example.message());
    }

    private void json() {
        try {
            out.println(new ObjectMapper().writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report that is no JSON", e);
        }
    }

    private void csv() {
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            csv.writeRecord("what", "file", "field", "rule", "rows", "row_number", "value", "message");
            for (FileOutcome f : report.files()) {
                count(csv, f, "read", f.read());
                count(csv, f, "accepted", f.accepted());
                count(csv, f, "duplicate", f.duplicate());
                count(csv, f, "quarantined", f.quarantined());
                count(csv, f, "late", f.late());
                if (!f.refusal().isEmpty()) {
                    csv.writeRecord("refused_file", f.file(), "", "", "", "", "", f.refusal());
                }
            }
            report.reasons().forEach(f -> finding(csv, "refused", f));
            report.flags().forEach(f -> finding(csv, isRepair(f) ? "repaired" : "flagged", f));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void count(CsvWriter csv, FileOutcome file, String what, long rows) {
        csv.writeRecord(what, file.file(), "", "", String.valueOf(rows), "", "", "");
    }

    private static void finding(CsvWriter csv, String what, Finding f) {
        csv.writeRecord(what, "", f.field(), f.rule(), String.valueOf(f.rows()), "", "", f.message());
        for (Example e : f.examples()) {
            csv.writeRecord(
                    what + "_example",
                    e.file(),
                    f.field(),
                    f.rule(),
                    "",
                    String.valueOf(e.row()),
                    e.value(),
                    e.message());
        }
    }
}
