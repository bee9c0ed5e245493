package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** A release opened for reading. */
public final class ReleaseReader implements AutoCloseable {
    private final Optional<Release> release;
    private final SparkSession spark;

    private ReleaseReader(Optional<Release> release, SparkSession spark) {
        this.release = release;
        this.spark = spark;
    }

    /**
     * Opens a release.
     *
     * @param name its name; empty for the one that readers see. A lake without a release shows its empty tables
     * @throws io.creditlake.config.ConfigurationException when there is no lake or no such release
     */
    public static ReleaseReader open(Settings settings, Optional<String> name) {
        return open(settings, releases -> name.isPresent() ? Optional.of(releases.require(name)) : releases.current());
    }

    /**
     * Opens the release that held all that was known on a day: that of its night, or the last before.
     *
     * @throws io.creditlake.config.ConfigurationException when there is no lake or no release as old as that
     */
    public static ReleaseReader openKnownOn(Settings settings, LocalDate day) {
        return open(
                settings,
                releases -> Optional.of(releases.knownOn(day)
                        .orElseThrow(() -> ConfigurationException.of(
                                "--known-on " + day,
                                "no release of that night or before",
                                releases.all().stream()
                                        .filter(Release::published)
                                        .findFirst()
                                        .map(r -> "a day from " + r.runDate() + " on")
                                        .orElse("a night that has published"),
                                ""))));
    }

    private static ReleaseReader open(Settings settings, Function<Releases, Optional<Release>> choice) {
        Optional<Release> release;
        Map<String, Long> snapshots;
        long rows;
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            release = choice.apply(new Releases(tables));
            snapshots = new Branches(tables).snapshotsOf(release);
            rows = tables.totalRows();
        }
        return new ReleaseReader(release, Sessions.forReading(settings, snapshots, rows));
    }

    /** The release; empty when the lake has none. */
    public Optional<Release> release() {
        return release;
    }

    /** A session in which the catalog {@code lake} shows the release. */
    public SparkSession spark() {
        return spark;
    }

    @Override
    public void close() {
        spark.catalog().clearCache();
    }
}
