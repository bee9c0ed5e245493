package io.creditlake.cli;

import io.creditlake.config.ConfigurationException;
import io.creditlake.grade.AsOf;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.ReleaseReader;
import io.creditlake.policy.Policies;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description =
                "With --date, runs this stage of a night; with --as-of, grades for any day and publishes nothing.")
final class GradeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--date", paramLabel = "yyyy-MM-dd", description = "The night.")
    private LocalDate date;

    @Option(names = "--again", description = "Run it although the release is published from the same inputs.")
    private boolean again;

    @Mixin
    private AsOfOptions asOf;

    @Option(names = "--policy", paramLabel = "P", description = "With --as-of, the policy of interest (default: all).")
    private String policy;

    @Option(
            names = "--format",
            paramLabel = "table|csv|json",
            defaultValue = "table",
            description = "With --as-of, how to print the grades (default: ${DEFAULT-VALUE}).")
    private RowFormat format;

    @Option(names = "--output", paramLabel = "FILE", description = "With --as-of, a file to write the grades to.")
    private Path output;

    @Override
    public Integer call() {
        if ((date == null) == asOf.day().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Either --date, to run the stage of a night, or --as-of, to grade for a day");
        }
        if (date != null) {
            onlyWith("--as-of", "--policy", "--format", "--output", "--known-on");
            new Nights(common.settings(), new Progress(common)).stage(date, "grade", again);
            return 0;
        }
        onlyWith("--date", "--again");
        Policies policies = Policies.load(common.conf(), TableContracts.load(common.schemas()));
        AsOfOptions.checkPolicy(policies, Optional.ofNullable(policy));
        AsOfOptions.tellInternal(policies, Optional.ofNullable(policy));
        LocalDate day = asOf.day().orElseThrow();
        try (ReleaseReader reader = asOf.open(spec, common.settings(), Optional.empty())) {
            policies.checkExpressions(reader.spark());
            print(new AsOf(reader.spark(), policies, day).all(Optional.ofNullable(policy)));
            reader.release().ifPresent(r -> new Progress(common, format != RowFormat.table)
                    .say("as of " + day + ", from what " + r.name() + " knows"));
        }
        return 0;
    }

    /** What would be passed over in silence is refused. */
    private void onlyWith(String needed, String... options) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(spec.commandLine(), option + " goes with " + needed + " alone");
            }
        }
    }

    private void print(Dataset<Row> grades) {
        if (output == null) {
            new RowPrinter(System.out, format).print(grades);
            return;
        }
        try (PrintStream out = new PrintStream(Files.newOutputStream(output), false, StandardCharsets.UTF_8)) {
            new RowPrinter(out, format).print(grades);
        } catch (IOException e) {
            throw ConfigurationException.of("--output " + output, "no file that can be written", "a file", "");
        }
    }
}
