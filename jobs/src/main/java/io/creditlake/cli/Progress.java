package io.creditlake.cli;

import io.creditlake.lake.StageReport;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says on standard error what is going on: a line that fills in on a terminal, whole lines elsewhere. */
final class Progress {
    private static final int MOST_NOTES = 20;

    private final boolean quiet;
    private final boolean terminal;

    Progress(boolean quiet) {
        this.quiet = quiet;
        this.terminal = Boolean.getBoolean("creditlake.terminal");
    }

    /** Does something that takes a while. */
    StageReport stage(String name, Supplier<StageReport> work) {
        long start = System.nanoTime();
        if (!quiet && terminal) {
            System.err.printf(Locale.ROOT, "  %-12s …", name);
            System.err.flush();
        }
        StageReport report = work.get();
        if (!quiet) {
            String counters = report.counters().entrySet().stream()
                    .map(c -> c.getKey().replace('_', ' ') + " " + c.getValue())
                    .collect(Collectors.joining(", "));
            System.err.printf(
                    Locale.ROOT, "%s  %-12s %5.1f s  %s%n", terminal ? "\r" : "", name, seconds(start), counters);
            report.notes().stream()
                    .limit(MOST_NOTES)
                    .forEach(note -> System.err.println("                        " + note));
            if (report.notes().size() > MOST_NOTES) {
                System.err.println("                        and "
                        + (report.notes().size() - MOST_NOTES) + " more in ops.delivery");
            }
        }
        return report;
    }

    /** Says a line. */
    void say(String line) {
        if (!quiet) {
            System.err.println(line);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
