package io.creditlake.night;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.ingest.IngestStage;
import io.creditlake.lake.Branches;
import io.creditlake.lake.DurableLake;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.ReleaseTables;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Model;
import io.creditlake.match.ModelReader;
import io.creditlake.night.RunLog.Entry;
import io.creditlake.night.RunLog.Status;
import io.creditlake.policy.Policies;
import io.creditlake.publish.ReleaseFolder;
import io.creditlake.publish.WithheldException;
import io.creditlake.publish.audit.Audits;
import io.creditlake.publish.view.Publications;
import io.creditlake.retention.Erasure;
import io.creditlake.retention.RetentionRules;
import io.creditlake.standardise.PersonKeyCheck;
import io.creditlake.standardise.RuleCheck;
import io.creditlake.supervise.Supervision;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A night: takes the lake, goes through the stages and lets go. A stage begins where the one before it left the night's
 * branch, so that a night that died goes on where it was, and one whose inputs have changed begins anew.
 */
public final class Night implements AutoCloseable {
    /** Bytes of a short row, to guess rows from the size of a file. */
    private static final int SHORT_ROW = 50;

    private final LocalDate date;
    private final NightLock lock;
    private final LakeTables tables;
    private final Branches branches;
    private final Releases releases;
    private final RunLog log;
    private final Optional<Release> base;
    private final Inputs.Found inputs;
    private final List<Stage> stages;
    private final Workspace workspace;
    private final boolean pulls;
    private final ArchivedNights archived;
    private boolean archiveIsWhole;

    private Night(Settings settings, LocalDate date, Clock clock, NightLock lock, Optional<Retaken> retaken) {
        this.date = date;
        this.lock = lock;
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        SourceContracts sources = SourceContracts.load(settings.folders().schemas(), contracts);
        Policies policies = Policies.load(settings.folders().conf(), contracts);
        Supervision supervision = Supervision.load(settings.folders().conf(), contracts, policies);
        Publications publications = Publications.load(settings.folders().conf(), contracts, policies);
        Audits audits = Audits.load(settings, contracts, sources, policies);
        List<Model> models = ModelReader.read(settings.folders().conf().resolve("identity"));
        Erasure erasure = new Erasure(RetentionRules.load(settings.folders().conf(), contracts), policies.lifecycles());
        this.stages = Stages.inOrder(
                sources, models, policies, supervision, audits, publications, erasure, clock, lock::check, retaken);
        this.tables = LakeTables.open(settings, contracts);
        ClockCheck.refuse(tables, Instant.now());
        tables.prepare();
        this.branches = new Branches(tables);
        this.releases = new Releases(tables);
        this.log = new RunLog(tables, stages.stream().map(Stage::name).toList(), clock);
        this.base = releases.before(date);
        refuseThePast(releases, date);
        SparkSession spark = Sessions.forNight(settings);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        this.archived = new ArchivedNights(Archive.of(settings.folders().lake(), hadoop));
        archived.follow(releases.all());
        // A publication or rollback that was cut off has left tables elsewhere.
        branches.moveMain(branches.snapshotsOf(releases.current()));
        // A night that was killed right after its release had become one left the files of the release aside.
        releases.current()
                .ifPresent(release -> ReleaseFolder.revealAll(settings.folders().lake(), release.name(), hadoop));
        this.inputs = Inputs.find(settings, sources, date, base.map(Release::name), hadoop);
        Sessions.suit(spark, tables.totalRows(), inputs.bytes() / SHORT_ROW);
        this.pulls = sources.all().stream().anyMatch(c -> c.pull().isPresent());
        this.workspace = new Workspace(spark, settings, tables, date, base);
        RuleCheck.check(spark, sources, contracts);
        policies.checkExpressions(spark);
        supervision.checkExpressions(spark);
        publications.checkExpressions(spark);
        audits.checkQueries(settings);
    }

    /**
     * Begins a night.
     *
     * @param clock for the times in {@code ops.run} and {@code ops.release}, which no result depends on
     * @throws ConfigurationException when the configuration is wrong, or a later night has been published
     * @throws LakeHeldException when another run holds the lake
     */
    public static Night begin(Settings settings, LocalDate date, Clock clock) {
        return begin(settings, date, clock, Optional.empty());
    }

    /** As {@link #begin(Settings, LocalDate, Clock)}; a night that is run once more takes in what the archive has of it. */
    static Night begin(Settings settings, LocalDate date, Clock clock, Optional<Retaken> retaken) {
        NightLock lock = NightLock.take(settings, "night of " + date);
        try {
            return new Night(settings, date, clock, lock, retaken);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void refuseThePast(Releases releases, LocalDate date) {
        releases.droppedBefore(date).ifPresent(dropped -> {
            throw ConfigurationException.of(
                    "--date " + date,
                    "a night that builds on " + dropped.name() + ", whose data the lake no longer has",
                    "a night after the oldest release that is published",
                    "creditlake release list shows them");
        });
        releases.all().stream()
                .filter(r -> r.published() && r.runDate().isAfter(date))
                .findFirst()
                .ifPresent(later -> {
                    throw ConfigurationException.of(
                            "--date " + date,
                            "a night before " + later.name() + ", which is published",
                            "a date after it",
                            "To go back, take the later releases back first: creditlake release rollback");
                });
    }

    /** The release of this night's inputs when it is published already: there is nothing to do. */
    public Optional<Release> alreadyPublished() {
        Optional<Release> own = releases.current().filter(r -> r.runDate().equals(date));
        boolean sameInputs =
                log.of(date).values().stream().allMatch(e -> e.inputs().equals(inputs.fingerprint()));
        return own.filter(r -> sameInputs);
    }

    /**
     * Names of the stages that are still to do, in order; all of them when the inputs have changed or the release of the
     * night was taken back, none when it is published.
     */
    public List<String> stagesToDo() {
        if (alreadyPublished().isPresent()) {
            return List.of();
        }
        Map<String, Entry> done = log.of(date);
        Entry first = done.get(stages.get(0).name());
        if (first == null || !first.inputs().equals(inputs.fingerprint())) {
            return names();
        }
        if (pulls && done.values().stream().anyMatch(e -> e.status() == Status.WITHHELD)) {
            // What is in a database cannot be seen from here; what held the release back may be mended there.
            return names();
        }
        for (int i = 0; i < stages.size(); i++) {
            if (!isDone(done.get(stages.get(i).name()))) {
                // Taken in again, a dump takes the place of what has become of it in the archive.
                return i == 1 && !lost().isEmpty() ? names() : names().subList(i, stages.size());
            }
        }
        return names();
    }

    /** What ingest took in and the archive has lost since; it is looked for once, and not right after ingest. */
    private List<String> lost() {
        if (archiveIsWhole) {
            return List.of();
        }
        List<String> lost = archived.lost(date);
        archiveIsWhole = lost.isEmpty();
        return lost;
    }

    /** Names of the stages, in order. */
    public List<String> names() {
        return stages.stream().map(Stage::name).toList();
    }

    private boolean isDone(Entry entry) {
        return entry != null
                && entry.status() == Status.DONE
                && inputs.sameConfiguration(entry.inputs())
                && entry.base().equals(base.map(Release::name))
                // Those of a night that a later one had followed are gone with upkeep.
                && branches.has(entry.heads());
    }

    /**
     * Runs one stage.
     *
     * @throws ConfigurationException when the stage before it has not been done under this configuration, or the archive
     *     has lost what ingest took in, or the person keys cannot go on with the tokens of the base
     * @throws WithheldException when an audit holds the release back
     * @throws LakeHeldException when another run has taken the lake meanwhile
     */
    public StageReport run(String stageName) {
        int place = names().indexOf(stageName);
        lock.check();
        Optional<Entry> before = before(place);
        if (place == 0) {
            // Standardise asks the same, but after what may take hours.
            PersonKeyCheck.refuse(workspace.settings(), base.map(release -> ReleaseTables.of(tables, release)));
        }
        if (place == 1) {
            refuseWhatIsLost();
        }
        suitToPulls();
        branches.restore(before.map(Entry::heads).orElseGet(() -> branches.startOf(base)));
        String read = before.map(Entry::inputs).orElse(inputs.fingerprint());
        Entry entry = log.begin(date, stageName, base.map(Release::name), read);
        try {
            StageReport report = stages.get(place).run(workspace);
            lock.check();
            log.end(entry, Status.DONE, report.counters(), branches.heads());
            archiveIsWhole |= place == 0;
            archived.follow(releases.all());
            return place < stages.size() - 1 ? report : published(report);
        } catch (WithheldException e) {
            log.end(entry, Status.WITHHELD, Map.of(), branches.heads());
            throw e;
        } catch (LakeHeldException e) {
            // Nor is the log ours any more.
            throw e;
        } catch (RuntimeException e) {
            log.end(entry, Status.FAILED, Map.of(), Map.of());
            throw e;
        }
    }

    /** Whoever is told that a release is published may rely on it, whatever becomes of the power. */
    private StageReport published(StageReport report) {
        return DurableLake.force(workspace.settings().folders().lake())
                .filter(note -> !report.notes().contains(note))
                .map(report::with)
                .orElse(report);
    }

    private void refuseWhatIsLost() {
        List<String> lost = lost();
        if (!lost.isEmpty()) {
            throw ConfigurationException.of(
                    String.join(", ", lost),
                    "another content than ingest put there, or none",
                    "the dumps as they came in",
                    "Run creditlake ingest --date " + date + " again, or the whole night with nightly: the dumps of the"
                            + " landing folder take their place");
        }
    }

    /** Only ingest knows how much databases have to give. */
    private void suitToPulls() {
        Entry ingest = pulls ? log.of(date).get(stages.get(0).name()) : null;
        long pulled = ingest == null ? 0 : ingest.counters().getOrDefault(IngestStage.PULLED_BYTES, 0L);
        if (pulled > 0) {
            Sessions.suit(workspace.spark(), tables.totalRows(), (inputs.bytes() + pulled) / SHORT_ROW);
        }
    }

    /** The stage before one, which must be done; empty for the first. */
    private Optional<Entry> before(int place) {
        if (place == 0) {
            return Optional.empty();
        }
        String before = stages.get(place - 1).name();
        Entry entry = log.of(date).get(before);
        if (!isDone(entry)) {
            throw ConfigurationException.of(
                    stages.get(place).name() + " --date " + date,
                    "a night whose stage " + before + " has not been done under this configuration",
                    "the stages in order: " + String.join(", ", names()),
                    "Run creditlake " + before + " --date " + date + " first, or the whole night with nightly");
        }
        return Optional.of(entry);
    }

    @Override
    public void close() {
        tables.close();
        lock.close();
    }
}
