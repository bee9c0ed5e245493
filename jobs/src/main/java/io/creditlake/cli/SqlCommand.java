package io.creditlake.cli;

import io.creditlake.lake.Release;
import io.creditlake.night.ReleaseReader;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description =
                "Asks a release with Spark SQL, for example \"SELECT policy, grade, count(*) FROM grade.grade GROUP BY 1, 2\".")
final class SqlCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "STATEMENT", description = "One statement.")
    private String statement;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "How to print the rows (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Override
    public Integer call() {
        try (ReleaseReader reader = ReleaseReader.open(common.settings(), Optional.ofNullable(release))) {
            Optional<Release> shown = reader.release();
            new RowPrinter(System.out, format).print(reader.spark().sql(statement));
            shown.ifPresent(r -> new Progress(common, format != RowFormat.table).say("as of " + r.name()));
        }
        return 0;
    }
}
