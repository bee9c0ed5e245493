package io.creditlake.cli;

import io.creditlake.config.Settings;
import io.creditlake.match.Judgement;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.JudgementFolder.Outcome;
import io.creditlake.match.Judgements.Noted;
import io.creditlake.night.ReleaseReader;
import io.creditlake.resolve.Judging;
import io.creditlake.resolve.ReviewCases;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "resolve",
        mixinStandardHelpOptions = true,
        subcommands = ResolveEstimateCommand.class,
        description =
                "With --date, ties the records of that night to subjects: a stage of it. The commands below are for"
                        + " people: what to look at, and what they have decided.")
final class ResolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--date", paramLabel = "yyyy-MM-dd", description = "The night; needed for the stage.")
    private LocalDate date;

    @Option(names = "--again", description = "Run it although the release is published from the same inputs.")
    private boolean again;

    @Override
    public Integer call() {
        if (date == null) {
            throw new ParameterException(
                    spec.commandLine(), "say which night, --date=yyyy-MM-dd, or one of the commands below resolve");
        }
        new Nights(common.settings(), new Progress(common)).stage(date, "resolve", again);
        return 0;
    }

    @Command(
            name = "review",
            mixinStandardHelpOptions = true,
            description = "Lists the open cases of a release: subjects that may be one, or may not be.")
    int review(
            @Mixin CommonOptions options,
            @Option(names = "--kind", paramLabel = "K", description = "Cases of a kind, such as similar.") String kind,
            @Option(names = "--release", paramLabel = "NAME", description = "The release (default: the current one).")
                    String release,
            @Option(
                            names = "--format",
                            paramLabel = "table|csv|json",
                            defaultValue = "table",
                            description = "How to print them (default: ${DEFAULT-VALUE}); a table shows "
                                    + RowPrinter.LIST_ROWS
                                    + " cases and no evidence.")
                    RowFormat format) {
        try (ReleaseReader reader = ReleaseReader.open(options.settings(), Optional.ofNullable(release))) {
            Dataset<Row> cases = new ReviewCases(reader.spark()).open(Optional.ofNullable(kind));
            boolean table = format == RowFormat.table;
            new RowPrinter(System.out, format)
                    .printList(table ? cases.drop("evidence", "weight", "model") : cases, options, reader.release());
        }
        return 0;
    }

    @Command(
            name = "same",
            mixinStandardHelpOptions = true,
            description =
                    "Judges that two are one subject: those of a case, or two named by own key, code, exact name or"
                            + " subject id.")
    int same(@Mixin CommonOptions options, @Mixin JudgementOptions judgement) {
        return judge(options, judgement, Verdict.SAME);
    }

    @Command(
            name = "different",
            mixinStandardHelpOptions = true,
            description = "Judges that two are two subjects, named as for same.")
    int different(@Mixin CommonOptions options, @Mixin JudgementOptions judgement) {
        return judge(options, judgement, Verdict.DIFFERENT);
    }

    private static int judge(CommonOptions options, JudgementOptions said, Verdict says) {
        Settings settings = options.settings();
        said.check();
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            Judging judging = judging(reader, settings);
            LocalDate on = judging.day(said.date());
            Outcome judged = said.caseId().isPresent()
                    ? judging.judge(said.caseId().getAsLong(), says, on, said.by(), said.note())
                    : judging.judge(said.left(), said.right(), says, on, said.by(), said.note());
            say(judged, reader);
            judging.unheld(judged.judgement())
                    .forEach(key -> System.out.println("No subject of this release is known by " + key
                            + ": the judgement acts when a record brings it."));
        }
        return 0;
    }

    private static void say(Outcome judged, ReleaseReader reader) {
        Judgement judgement = judged.judgement();
        String words = judgement.says() == Verdict.SAME ? " are the same" : " are different";
        System.out.println(judgement.id() + "  " + judgement.left() + " and " + judgement.right() + words);
        if (judged.written().isEmpty()) {
            System.out.println(
                    "In force already since " + judgement.on() + ", by " + judgement.by() + ": nothing is written.");
            return;
        }
        judged.replaced()
                .ifPresent(j ->
                        System.out.println("It prevails over " + j.id() + " of " + j.on() + " by " + j.by() + "."));
        say(judged.written().get(), reader);
    }

    private static void say(Noted written, ReleaseReader reader) {
        LocalDate on = written.entry().on();
        boolean published = reader.release().filter(r -> r.runDate().equals(on)).isPresent();
        System.out.println("Written to " + written.file() + ":" + written.line());
        System.out.println((published
                        ? "The night of " + on + " is published: run it once more, or wait for the next. "
                        : "Obeyed from the night of " + on + " on. ")
                + "Next: creditlake nightly --date " + on);
    }

    @Command(
            name = "withdraw",
            mixinStandardHelpOptions = true,
            description = "Withdraws a judgement: nights from the date on decide as if it had never been.")
    int withdraw(
            @Mixin CommonOptions options,
            @Parameters(paramLabel = "ID", description = "The judgement, see resolve judgements.") String id,
            @Mixin DecisionOptions decision) {
        Settings settings = options.settings();
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            say(judging(reader, settings).withdraw(id, decision.date(), decision.by(), decision.note()), reader);
        }
        return 0;
    }

    @Command(
            name = "judgements",
            mixinStandardHelpOptions = true,
            description = "Lists all judgements and whether they are in force; shows every mistake in their files.")
    int judgements(
            @Mixin CommonOptions options,
            @Option(
                            names = "--date",
                            paramLabel = "yyyy-MM-dd",
                            description =
                                    "In force on the night of a date (default: the day after the current release).")
                    LocalDate on,
            @Option(
                            names = "--format",
                            paramLabel = "table|csv|json",
                            defaultValue = "table",
                            description = "How to print them (default: ${DEFAULT-VALUE}).")
                    RowFormat format) {
        Settings settings = options.settings();
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            Judging judging = judging(reader, settings);
            LocalDate day = on == null ? judging.day(Optional.empty()) : on;
            new RowPrinter(System.out, format).print(judging.judgements(day));
            new Progress(options, format != RowFormat.table).say("as of the night of " + day);
        }
        return 0;
    }

    private static Judging judging(ReleaseReader reader, Settings settings) {
        return new Judging(reader.spark(), reader.release(), settings.folders().landing());
    }
}
