package io.creditlake.night;

import io.creditlake.config.Settings;
import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import java.util.Map;
import java.util.Optional;
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
        Optional<Release> release;
        Map<String, Long> snapshots;
        long rows;
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (LakeTables tables = LakeTables.openExisting(settings, contracts)) {
            Releases releases = new Releases(tables);
            release = name.isPresent() ? Optional.of(releases.require(name)) : releases.current();
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
