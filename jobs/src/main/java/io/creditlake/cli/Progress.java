package io.creditlake.cli;

import io.creditlake.lake.StageReport;
import io.creditlake.standards.SafeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Says on standard error what is going on: a line that fills in on a terminal, whole lines elsewhere, or a JSON object a
 * line for programs.
 */
final class Progress {
    private static final int MOST_NOTES = 20;

    private final boolean quiet;
    private final LogFormat format;
    private final boolean terminal;

    Progress(CommonOptions options) {
        this(options, false);
    }

    /**
     * Progress of a command that prints for programs too.
     *
     * @param quiet whether nothing is said, whatever the options say
     */
    Progress(CommonOptions options, boolean quiet) {
        this.quiet = quiet || options.quiet();
        this.format = options.logFormat();
        this.terminal = format == LogFormat.text && Boolean.getBoolean("creditlake.terminal");
    }

    /** Does something that takes a while. */
    StageReport stage(String name, Supplier<StageReport> work) {
        long start = System.nanoTime();
        if (!quiet && terminal) {
            System.err.printf(Locale.ROOT, "  %-12s …", name);
            System.err.flush();
        }
        StageReport report = work.get();
        BigDecimal seconds = BigDecimal.valueOf(System.nanoTime() - start, 9).setScale(3, RoundingMode.HALF_UP);
        if (!quiet && format == LogFormat.json) {
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("stage", name);
            more.put("seconds", seconds);
            more.put("counters", report.counters());
            more.put("notes", report.notes());
            System.err.println(LogFormat.line("info", "stage", more));
        } else if (!quiet) {
            print(name, seconds, report);
        }
        return report;
    }

    private void print(String name, BigDecimal seconds, StageReport report) {
        String counters = report.counters().entrySet().stream()
                .map(c -> c.getKey().replace('_', ' ') + " " + c.getValue())
                .collect(Collectors.joining(", "));
        System.err.printf(Locale.ROOT, "%s  %-12s %5.1f s  %s%n", terminal ? "\r" : "", name, seconds, counters);
        report.notes().stream()
                .limit(MOST_NOTES)
                .forEach(note -> System.err.println("                        " + SafeText.line(note)));
        if (report.notes().size() > MOST_NOTES) {
            System.err.println(
                    "                        and " + (report.notes().size() - MOST_NOTES) + " more in ops.delivery");
        }
    }

    /** Says a line. */
    void say(String line) {
        if (!quiet) {
            System.err.println(
                    format == LogFormat.json
                            ? LogFormat.line("info", "message", Map.of("text", line))
                            : SafeText.line(line));
        }
    }
}
