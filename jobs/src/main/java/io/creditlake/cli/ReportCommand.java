package io.creditlake.cli;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes the report pages of a release and prints where the first lies.",
        subcommands = {ReportSubjectCommand.class, ReportVerifyCommand.class})
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--date", paramLabel = "yyyy-MM-dd", description = "The night (default: the current release).")
    private LocalDate date;

    @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
    private String release;

    @Mixin
    private LanguageOption language;

    @Override
    public Integer call() {
        if (date != null && release != null) {
            throw new ParameterException(spec.commandLine(), "Either --date or --release: both name a release");
        }
        Nights nights = new Nights(common.settings(), new Progress(common));
        String report = date == null
                ? nights.report(Optional.ofNullable(release), language.language())
                : nights.reportOf(date, language.language());
        System.out.println(report);
        return 0;
    }
}
