package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.Branches;
import io.creditlake.lake.DurableLake;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.retention.Erasures;
import io.creditlake.retention.RetentionRules;
import io.creditlake.upkeep.Retention;
import io.creditlake.upkeep.Traces;
import io.creditlake.upkeep.Upkeep;
import io.creditlake.upkeep.UpkeepReport;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/** The upkeep of a lake while no night has it. */
public final class Maintenance {
    /** A date so long after the last night is a slip of the pen, which would drop releases that are to be kept. */
    private static final int MOST_DAYS_AHEAD = 92;

    private final Settings settings;
    private final Consumer<String> progress;

    /**
     * The upkeep of the lake that the settings name.
     *
     * @param progress is told what has been done, a line at a time, by several threads
     */
    public Maintenance(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @param date the day from which the age of releases counts; empty for the night of the current release
     * @param keepReleases how many of the last releases are kept and no other; empty for what the settings say
     * @param rehearsal whether it is only to be found out what there is to do
     * @throws ConfigurationException when there is no lake, or the date is far after its last night
     * @throws LakeHeldException when another run holds the lake
     */
    public UpkeepReport run(Optional<LocalDate> date, Optional<Integer> keepReleases, boolean rehearsal) {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            NightLock lock = NightLock.take(settings, "maintain");
            try {
                return run(tables, date, keepReleases, rehearsal);
            } finally {
                lock.close();
            }
        }
    }

    private UpkeepReport run(
            LakeTables tables, Optional<LocalDate> date, Optional<Integer> keepReleases, boolean rehearsal) {
        if (!rehearsal) {
            tables.prepare();
        }
        Optional<Release> current = new Releases(tables).current();
        LocalDate day = day(date, current);
        LocalDate bound = RetentionRules.load(settings.folders().conf(), tables.contracts())
                .bound(day);
        Optional<Erasures> erasures = current.map(release -> new Erasures(tables, release));
        Optional<LocalDate> erased = erasures.flatMap(e -> e.last(bound));
        Retention retention = keepReleases
                .map(Retention::last)
                .orElseGet(() -> Retention.of(settings.maintenance(), day))
                .without(erased);
        List<Map<String, Long>> nights = nights(tables, current, erased, rehearsal);
        SparkSession spark = Sessions.forNight(settings);
        Sessions.suit(spark, tables.totalRows(), 0);
        Traces traces = new Traces(
                settings.folders().lake(),
                spark.sparkContext().hadoopConfiguration(),
                erased,
                erasures.map(e -> e.dumps(bound)).orElse(Map.of()));
        Upkeep upkeep = new Upkeep(spark, tables, settings.maintenance(), nights, traces, progress);
        if (rehearsal) {
            return upkeep.rehearse(retention);
        }
        UpkeepReport report = upkeep.run(retention);
        DurableLake.force(settings.folders().lake()).ifPresent(progress);
        return report;
    }

    /**
     * Where nights may go on. The night of the current release itself, begun once more, may not when what it would go on
     * from holds what it has erased.
     */
    private static List<Map<String, Long>> nights(
            LakeTables tables, Optional<Release> current, Optional<LocalDate> erased, boolean rehearsal) {
        LocalDate last = current.map(Release::runDate).orElse(LocalDate.MIN);
        RunLog log = new RunLog(tables, List.of(), Clock.systemUTC());
        if (!erased.equals(current.map(Release::runDate)) || erased.isEmpty()) {
            return log.headsSince(last);
        }
        List<Map<String, Long>> later = log.headsSince(last.plusDays(1));
        if (later.isEmpty() && !rehearsal) {
            Branches branches = new Branches(tables);
            branches.restore(branches.startOf(current));
        }
        return later;
    }

    private static LocalDate day(Optional<LocalDate> given, Optional<Release> current) {
        LocalDate night = current.map(Release::runDate).orElse(LocalDate.EPOCH);
        LocalDate day = given.orElse(night);
        if (current.isPresent() && day.isAfter(night.plusDays(MOST_DAYS_AHEAD))) {
            throw ConfigurationException.of(
                    "--date " + day,
                    "a day long after the last night, " + night,
                    "a day at most " + MOST_DAYS_AHEAD + " days after it",
                    "The age of releases counts from this day");
        }
        return day;
    }
}
