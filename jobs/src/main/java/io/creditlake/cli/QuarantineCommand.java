package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseReader;
import io.creditlake.quarantine.QuarantineExport;
import io.creditlake.quarantine.QuarantineReplay;
import io.creditlake.quarantine.QuarantineReplay.Replayed;
import io.creditlake.quarantine.Refusals;
import io.creditlake.quarantine.RefusedFilter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        description = "Works on the refused rows of the current release.")
final class QuarantineCommand {
    private static final int TABLE_ROWS = 50;

    @Spec
    private CommandSpec spec;

    private static SourceContracts contracts(CommonOptions common) {
        return SourceContracts.load(common.schemas(), TableContracts.load(common.schemas()));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows refused rows, the open ones if not told otherwise: counted by source, rule and field,"
                    + " then one by one with masked values. With --format csv or json only the latter.")
    int show(
            @Mixin CommonOptions common,
            @Mixin RefusedRowOptions rows,
            @Option(
                            names = "--date",
                            paramLabel = "yyyy-MM-dd",
                            description = "Rows that the night of a date refused, as --refused-on.")
                    LocalDate date,
            @Option(names = "--all", description = "Show those too that a replay has closed.") boolean all,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "Show so many rows at most (default: 50 in a table, else all).")
                    Integer limit,
            @Option(
                            names = "--format",
                            paramLabel = "table|csv|json",
                            defaultValue = "table",
                            description = "How to print them (default: ${DEFAULT-VALUE}).")
                    RowFormat format) {
        if (limit != null && limit < 0) {
            throw new ParameterException(spec.commandLine(), "--limit " + limit + " is less than 0");
        }
        RefusedFilter filter = rows.filter(contracts(common), all).on(date);
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.empty())) {
            Refusals refusals = new Refusals(reader.spark());
            RowPrinter printer = new RowPrinter(System.out, format);
            boolean table = format == RowFormat.table;
            if (table) {
                printer.print(refusals.counts(filter));
                System.out.println();
            }
            Dataset<Row> found = refusals.rows(filter);
            printer.print(limit != null ? found.limit(limit) : table ? found.limit(TABLE_ROWS) : found);
            new Progress(common, !table)
                    .say("as of " + reader.release().map(Release::name).orElse("no release"));
        }
        return 0;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes refused rows of a source into a file, as they were sent and with what is wrong, to be"
                    + " corrected by hand. The file holds personal data: its owner alone may read it.")
    int export(
            @Mixin CommonOptions common,
            @Mixin RefusedRowOptions rows,
            @Option(
                            names = "--date",
                            paramLabel = "yyyy-MM-dd",
                            description = "Rows that the night of a date refused, as --refused-on.")
                    LocalDate date,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "FILE",
                            description = "A new file; .csv, .xlsx or .jsonl says what it is.")
                    Path out,
            @Option(names = "--masked", description = "Mask personal data. Such a file cannot be taken through again.")
                    boolean masked,
            @Option(names = "--all", description = "Export those too that a replay has closed.") boolean all) {
        Settings settings = common.settings();
        RefusedFilter filter = rows.filter(contracts(common), all).on(date);
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            long written = new QuarantineExport(reader.spark(), settings).write(filter, out, masked);
            System.out.printf(Locale.ROOT, "%,d rows in %s%n", written, out);
        }
        new Progress(common)
                .say(
                        masked
                                ? "Personal data is masked; the file cannot be taken through again."
                                : "It holds personal data as the department sent it: its owner alone may read it. Give it to"
                                        + " nobody but that department, and delete it when it has been taken through.");
        return 0;
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Lays open refused rows before a night again: as they were sent, when the contract has been"
                    + " mended, or as a corrected FILE of quarantine export has them. The night then closes them.")
    int replay(
            @Mixin CommonOptions common,
            @Mixin RefusedRowOptions rows,
            @Option(names = "--date", required = true, paramLabel = "yyyy-MM-dd", description = "The night.")
                    LocalDate date,
            @Option(names = "--all", description = "Every open row, when no other option names some.") boolean all,
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "A corrected file of quarantine export.")
                    Path file) {
        Settings settings = common.settings();
        SourceContracts contracts = contracts(common);
        RefusedFilter filter = rows.filter(contracts, false);
        if (file != null && (all || !filter.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "FILE says which rows: leave the other options away");
        }
        if (file == null && all == !filter.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "say which rows: by FILE, by options such as --source, or --all");
        }
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            refuseThePast(date, reader.release());
            QuarantineReplay replay = new QuarantineReplay(reader.spark(), settings, contracts, date);
            say(file == null ? replay.asSent(filter) : replay.corrected(file), date);
        }
        return 0;
    }

    private static void refuseThePast(LocalDate date, Optional<Release> release) {
        release.filter(r -> r.runDate().isAfter(date)).ifPresent(r -> {
            throw ConfigurationException.of(
                    "--date " + date,
                    "a night before " + r.name() + ", which is published",
                    "a night that is still to come, or that of " + r.runDate() + " once more",
                    "");
        });
    }

    private static void say(Replayed replayed, LocalDate date) {
        System.out.printf(Locale.ROOT, "%,d rows for the night of %s%n", replayed.rows(), date);
        replayed.files().forEach(file -> System.out.println("  " + file));
        if (replayed.misshapen() > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows are left out, the first is %s: they have not as many cells as headers. Correct them by hand:"
                            + " creditlake quarantine export --rule row_shape%n",
                    replayed.misshapen(),
                    replayed.example());
        }
        if (replayed.rows() > 0) {
            System.out.println("Next: creditlake nightly --date " + date);
        }
    }
}
