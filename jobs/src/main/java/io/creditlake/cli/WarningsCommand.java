package io.creditlake.cli;

import io.creditlake.lake.DatedLines;
import io.creditlake.lake.DatedLines.Place;
import io.creditlake.night.ReleaseReader;
import io.creditlake.supervise.Acknowledging;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "warnings",
        mixinStandardHelpOptions = true,
        description = "Warnings: which stand, and that somebody has taken note of one.")
final class WarningsCommand {
    /** State of a warning. */
    enum State {
        raised,
        acknowledged,
        cleared,
        all
    }

    /** Severity of a warning. */
    enum Severity {
        notice,
        warning,
        alert
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the warnings of a release, the latest and gravest first.")
    int list(
            @Mixin CommonOptions options,
            @Option(
                            names = "--state",
                            paramLabel = "S",
                            defaultValue = "raised",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    State state,
            @Option(names = "--severity", paramLabel = "S", description = "${COMPLETION-CANDIDATES} alone.")
                    Severity severity,
            @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
                    String release,
            @Option(
                            names = "--format",
                            paramLabel = "table|csv|json",
                            defaultValue = "table",
                            description = "How to print them (default: ${DEFAULT-VALUE}); a table shows "
                                    + RowPrinter.LIST_ROWS + ".")
                    RowFormat format) {
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.ofNullable(release))) {
            Dataset<Row> warnings = acknowledging(reader, options)
                    .list(
                            Optional.of(state).filter(s -> s != State.all).map(State::name),
                            Optional.ofNullable(severity).map(Severity::name));
            new RowPrinter(System.out, format).printList(warnings, options, reader.release());
        }
        return 0;
    }

    @Command(
            name = "acknowledge",
            mixinStandardHelpOptions = true,
            description = "Says that somebody has taken note of a warning: it no longer counts as open.")
    int acknowledge(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "ID", description = "The warning, see warnings list.") long warning,
            @Option(
                            names = "--quiet-until",
                            paramLabel = "yyyy-MM-dd",
                            description = "Until that day the same rule warns of the same subject no more; what it"
                                    + " would have raised meanwhile is not raised later.")
                    LocalDate quietUntil,
            @Mixin DecisionOptions decision) {
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.empty())) {
            LocalDate on = DatedLines.day(reader.release(), decision.date());
            Optional<Place> written = acknowledging(reader, options)
                    .acknowledge(warning, on, Optional.ofNullable(quietUntil), decision.by(), decision.note());
            written.ifPresentOrElse(
                    place -> say(place, on), () -> System.out.println("Acknowledged already: nothing is written."));
        }
        return 0;
    }

    @Command(
            name = "reopen",
            mixinStandardHelpOptions = true,
            description = "Takes an acknowledgement back: the warning counts as open again.")
    int reopen(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "ID", description = "The warning.") long warning,
            @Mixin DecisionOptions decision) {
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.empty())) {
            LocalDate on = DatedLines.day(reader.release(), decision.date());
            say(acknowledging(reader, options).reopen(warning, on, decision.by(), decision.note()), on);
        }
        return 0;
    }

    private static void say(Place place, LocalDate on) {
        System.out.println("Written to " + place.file() + ":" + place.line());
        System.out.println("Obeyed from the night of " + on + " on.");
    }

    private static Acknowledging acknowledging(ReleaseReader reader, CommonOptions options) {
        return new Acknowledging(reader.spark(), options.settings().folders().landing());
    }
}
