package io.creditlake.night;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.archive.ArchivedNights.Damage;
import io.creditlake.archive.ArchivedNights.Line;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Settings;
import io.creditlake.lake.Branches;
import io.creditlake.lake.FileSystems;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.ReleaseTables;
import io.creditlake.lake.Releases;
import io.creditlake.lake.TableContracts;
import io.creditlake.night.RunLog.Entry;
import io.creditlake.night.RunLog.Status;
import io.creditlake.standardise.PersonKeyCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks for what is wrong with a lake and its archive; changes nothing. */
final class LakeCheckup {
    private static final int MOST_NAMED = 10;
    private static final String RUN_AGAIN = "Run the night again: it goes on where it stopped";

    private final Settings settings;
    private final ArchivedNights archived;
    private final boolean wholeArchive;

    /**
     * A checkup.
     *
     * @param wholeArchive whether every file of the archive is read and held against its hash
     */
    LakeCheckup(Settings settings, boolean wholeArchive) {
        this.settings = settings;
        this.archived = new ArchivedNights(Archive.of(settings.folders().lake(), FileSystems.of(settings)));
        this.wholeArchive = wholeArchive;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        Optional<NightLock.State> lock = NightLock.look(settings);
        boolean held = lock.filter(NightLock.State::held).isPresent();
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            findings.add(new Finding("catalog", true, "answers", ""));
            Releases releases = new Releases(tables);
            Optional<Release> current = releases.current();
            findings.add(ClockCheck.find(tables, Instant.now()));
            findings.add(lock.map(LakeCheckup::lock)
                    .orElseGet(() -> new Finding("lock", true, "not seen from here on this file system", "")));
            findings.add(new Finding(
                    "release",
                    current.isPresent(),
                    current.map(r -> r.name() + " is what readers see").orElse("nothing is published"),
                    "Run a night: creditlake nightly --date D"));
            findings.add(main(tables, current, held));
            findings.add(nights(tables, held));
            findings.add(archive(current, held));
            findings.add(personKeys(current.map(release -> ReleaseTables.of(tables, release))));
        } catch (ConfigurationException e) {
            findings.add(new Finding(
                    "lake",
                    false,
                    e.problems().get(0).found(),
                    e.problems().get(0).hint()));
            findings.add(personKeys(Optional.empty()));
        } catch (RuntimeException e) {
            findings.add(new Finding(
                    "catalog",
                    false,
                    "does not answer: " + reason(e),
                    "Look at the server or the file that catalog.properties of the profile name. One that is lost comes back"
                            + " from a backup, or with creditlake rebuild"));
            findings.add(personKeys(Optional.empty()));
        }
        if (wholeArchive) {
            findings.add(wholeArchive());
        }
        return findings;
    }

    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String message = String.valueOf(innermost.getMessage());
        return message.lines().findFirst().orElse("");
    }

    private static Finding lock(NightLock.State lock) {
        if (lock.held()) {
            return new Finding("lock", true, "held by " + lock.holder(), "");
        }
        return new Finding(
                "lock",
                lock.holder().isEmpty(),
                lock.holder().isEmpty() ? "free" : "free; " + lock.holder() + ", died with it",
                RUN_AGAIN + ", and the lock is taken over by itself");
    }

    private static Finding main(LakeTables tables, Optional<Release> current, boolean held) {
        List<String> moved = new Branches(tables).astray(current);
        return new Finding(
                "main",
                moved.isEmpty() || held,
                moved.isEmpty() ? "every table stands at the release" : "not at the release: " + moved,
                "A publication or rollback was cut off: run the night again"
                        + current.map(r -> ", or creditlake release rollback --to " + r.name())
                                .orElse("")
                        + ". Until then read by creditlake or by tag");
    }

    private static Finding nights(LakeTables tables, boolean held) {
        List<Entry> open = new RunLog(tables, List.of(), Clock.systemUTC()).unfinished();
        boolean withheld = open.stream().anyMatch(e -> e.status() == Status.WITHHELD);
        return new Finding(
                "nights",
                open.isEmpty() || held,
                open.isEmpty()
                        ? "no half-done night"
                        : open.stream()
                                .map(e -> "night of " + e.runDate() + ": " + e.stage() + " is "
                                        + e.status().name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining("; ")),
                withheld
                        ? "creditlake release list says which audit failed: mend the cause or widen the bound, and run the"
                                + " night again"
                        : RUN_AGAIN);
    }

    private Finding archive(Optional<Release> current, boolean held) {
        Optional<Line> known = archived.releases().stream()
                .filter(line ->
                        current.filter(r -> r.name().equals(line.name())).isPresent())
                .findFirst();
        boolean good = current.isEmpty()
                || held
                || known.filter(l -> !l.night().isEmpty()).isPresent();
        return new Finding(
                "archive",
                good,
                good
                        ? "knows what the release was made of"
                        : "does not know what " + current.get().name() + " was made of",
                known.isPresent()
                        ? "It is from before the archive kept that: only a backup of the whole lake folder brings it back"
                        : "The next night notes it; until then only a backup of the whole lake folder brings it back");
    }

    /** Whether the next night could go on under the keys of today. */
    private Finding personKeys(Optional<ReleaseTables> release) {
        try {
            return new Finding("person keys", true, PersonKeyCheck.refuse(settings, release), "");
        } catch (ConfigurationException e) {
            Problem problem = e.problems().get(0);
            return new Finding(
                    "person keys",
                    false,
                    problem.file() + ": " + problem.found(),
                    "Expected " + problem.expected() + (problem.hint().isEmpty() ? "" : ". " + problem.hint()));
        }
    }

    private Finding wholeArchive() {
        Damage damage = archived.check();
        List<String> wrong = new ArrayList<>();
        if (!damage.damaged().isEmpty()) {
            wrong.add(damage.damaged().size() + " files are not what they were: " + some(damage.damaged()));
        }
        if (!damage.absent().isEmpty()) {
            wrong.add(damage.absent().size() + " files are lost: " + some(damage.absent()));
        }
        if (!damage.unknown().isEmpty()) {
            wrong.add("it is not known what these were made of: " + some(damage.unknown()));
        }
        return new Finding(
                "archive files",
                wrong.isEmpty(),
                wrong.isEmpty()
                        ? damage.files() + " files, " + (damage.bytes() >> 20) + " MiB, each as its hash says"
                        : String.join("; ", wrong),
                "A file lies under the first two digits of its hash. Put it back from a backup, or have the source send it"
                        + " again: the same content takes its place");
    }

    private static String some(List<String> names) {
        return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (names.size() > MOST_NAMED ? ", …" : "");
    }
}
