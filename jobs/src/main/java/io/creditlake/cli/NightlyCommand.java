package io.creditlake.cli;

import io.creditlake.report.ReportWriter.Written;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        description = "Runs the night of a date: from the dumps to a published release and its report.")
final class NightlyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Option(names = "--date", required = true, paramLabel = "yyyy-MM-dd", description = "The night.")
    private LocalDate date;

    @Option(names = "--again", description = "Run it although its release is published from the same inputs.")
    private boolean again;

    @Mixin
    private LanguageOption language;

    @Override
    public Integer call() {
        Progress progress = new Progress(common);
        progress.say("Night of " + date);
        Written report = new Nights(common.settings(), progress).night(date, again, language.language());
        new Summary(System.out).print(report);
        return 0;
    }
}
