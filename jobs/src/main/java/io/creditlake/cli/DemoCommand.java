package io.creditlake.cli;

import io.creditlake.generate.GenerateSummary;
import io.creditlake.night.ReleaseLog;
import io.creditlake.report.ReportWriter.Written;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Makes a small synthetic province and runs its three nights into the lake.")
final class DemoCommand implements Callable<Integer> {
    private static final LocalDate START = LocalDate.of(2026, 11, 22);
    private static final int NIGHTS = 3;
    private static final long SUBJECTS = 2000;

    @Mixin
    private CommonOptions common;

    @Mixin
    private LanguageOption language;

    @Override
    public Integer call() {
        Progress progress = new Progress(common);
        if (new ReleaseLog(common.settings()).isPublished(START.plusDays(NIGHTS - 1))) {
            System.out.println("The demo's nights are in this lake already: "
                    + common.folders().lake() + ". Remove it and "
                    + common.folders().landing() + " to run them again, or give another --lake.");
            return 0;
        }
        GenerateSummary made = GenerateCommand.generate(
                common, options -> options.withSubjects(SUBJECTS).withNights(START, NIGHTS));
        progress.say(String.format(
                Locale.ROOT,
                "A province of %,d subjects: %,d rows in %,d files under %s",
                SUBJECTS,
                made.totalRows(),
                made.files(),
                common.folders().landing()));
        Nights nights = new Nights(common.settings(), progress);
        Written report = null;
        for (int night = 0; night < NIGHTS; night++) {
            LocalDate date = START.plusDays(night);
            progress.say("Night of " + date);
            report = nights.night(date, false, language.language());
        }
        new Summary(System.out).print(report);
        System.out.println(
                "Next: creditlake sql \"SELECT policy, grade, count(*) FROM grade.grade GROUP BY policy, grade\""
                        + ", or creditlake explain with a name or code from subject.subject");
        return 0;
    }
}
