package io.creditlake.cli;

import io.creditlake.config.Settings;
import io.creditlake.lake.Release;
import io.creditlake.night.Night;
import io.creditlake.night.ReleaseReport;
import io.creditlake.publish.WithheldException;
import io.creditlake.report.Language;
import io.creditlake.report.ReportWriter.Written;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs nights and stages for the commands. */
final class Nights {
    private final Settings settings;
    private final Progress progress;
    private final Optional<LineageFile> lineage;

    Nights(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.lineage = LineageFile.of(settings);
    }

    /**
     * Runs a night, or what is left of it.
     *
     * @param again whether it is run although its release is published from the same inputs
     * @return its report
     */
    Written night(LocalDate date, boolean again, Language language) {
        try (Night night = Night.begin(settings, date, Clock.systemUTC())) {
            Optional<Release> published = night.alreadyPublished();
            if (published.isPresent() && !again) {
                progress.say(published.get().name() + " is published from the same inputs already: nothing to do"
                        + " (--again does it all the same)");
            } else {
                stages(night, again ? night.names() : night.stagesToDo());
            }
        }
        ReleaseReport report = new ReleaseReport(settings);
        return report.writeOfNight(report.of(date), language);
    }

    private void stages(Night night, List<String> names) {
        if (!names.equals(night.names())) {
            progress.say("Going on with " + names.get(0) + ": the stages before it are done on the same inputs");
        }
        try {
            names.forEach(name -> run(night, name));
        } catch (WithheldException e) {
            progress.say("Report: "
                    + new ReleaseReport(settings)
                            .writeOfNight(e.release(), Language.ZH)
                            .location());
            throw e;
        }
    }

    /** Runs one stage of a night. */
    void stage(LocalDate date, String name, boolean again) {
        try (Night night = Night.begin(settings, date, Clock.systemUTC())) {
            Optional<Release> published = night.alreadyPublished();
            if (published.isPresent() && !again) {
                progress.say(published.get().name() + " is published from the same inputs already: nothing to do");
                return;
            }
            run(night, name);
        }
    }

    private void run(Night night, String name) {
        progress.stage(name, () -> told(name, () -> night.run(name)));
    }

    private <T> T told(String stage, Supplier<T> work) {
        return lineage.map(file -> file.around(stage, work)).orElseGet(work);
    }

    /** Writes the report of a release, the current one when none is named, and gives its place. */
    String report(Optional<String> release, Language language) {
        ReleaseReport report = new ReleaseReport(settings);
        return told("report", () -> report.write(report.find(release), language).location());
    }

    /** Writes the report of a night, published or withheld, and gives its place. */
    String reportOf(LocalDate night, Language language) {
        ReleaseReport report = new ReleaseReport(settings);
        return told("report", () -> report.write(report.of(night), language).location());
    }
}
