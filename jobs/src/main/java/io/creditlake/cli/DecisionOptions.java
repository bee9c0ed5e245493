package io.creditlake.cli;

import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who decides, why, and from which night on. */
final class DecisionOptions {
    @Option(names = "--by", required = true, paramLabel = "WHO", description = "Who decides, by name or office.")
    private String by;

    @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why; no personal data.")
    private String note;

    @Option(
            names = "--date",
            paramLabel = "yyyy-MM-dd",
            description = "The first night that obeys it (default: the day after the current release).")
    private LocalDate date;

    String by() {
        return by;
    }

    String note() {
        return note;
    }

    Optional<LocalDate> date() {
        return Optional.ofNullable(date);
    }
}
