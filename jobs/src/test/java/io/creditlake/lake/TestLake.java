package io.creditlake.lake;

import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake in a folder of a test, on the engine that all tests of the process share. */
public final class TestLake implements AutoCloseable {
    private static final Path HOME = Path.of(System.getProperty("creditlake.home", ".."));

    private final Settings settings;
    private final LakeTables tables;
    private final SparkSession spark;
    private final Branches branches;

    /** A lake of the project's own contracts and configuration in an empty folder. */
    public TestLake(Path folder) {
        this(settings(folder));
    }

    /** A lake of given settings. */
    public TestLake(Settings settings) {
        this.settings = settings;
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        this.tables = LakeTables.open(settings, contracts);
        this.tables.prepare();
        this.branches = new Branches(tables);
        this.spark = Sessions.forNight(settings);
        // As a night on a lake of this size does.
        Sessions.suit(spark, 0, 0);
    }

    /** The project's settings with lake and landing in a folder. */
    public static Settings settings(Path folder) {
        return settings(folder.resolve("lake"), folder.resolve("landing"), Map.of());
    }

    /** The project's settings with a lake, a landing folder and options of a run. */
    public static Settings settings(Path lake, Path landing, Map<String, String> options) {
        return SettingsLoader.load(
                new Settings.Folders(
                        lake.toString(), landing.toString(), HOME.resolve("conf"), HOME.resolve("schemas")),
                options);
    }

    /** The folder of the project. */
    public static Path home() {
        return HOME;
    }

    /** Copies a folder with all that is in it to a place where nothing of it is yet; returns the copy. */
    public static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
        return to;
    }

    /** Begins a night on the last published release. */
    public Workspace night(LocalDate date) {
        Optional<Release> base = new Releases(tables).before(date);
        branches.restore(branches.startOf(base));
        return new Workspace(spark, settings, tables, date, base);
    }

    /** Publishes what the night's branch holds, without audits. */
    public void publish(LocalDate date) {
        branches.publish("release-" + date);
        new Releases(tables)
                .put(new Release(
                        "release-" + date, date, Instant.EPOCH, Release.Status.PUBLISHED, branches.heads(), List.of()));
    }

    /** Rows in the shape of a table from SQL, such as {@code SELECT 1L AS record_id}. */
    public Dataset<Row> rows(String sql) {
        return spark.sql(sql);
    }

    /** The session. */
    public SparkSession spark() {
        return spark;
    }

    /** The settings. */
    public Settings settings() {
        return settings;
    }

    /** The tables. */
    public LakeTables tables() {
        return tables;
    }

    @Override
    public void close() {
        tables.close();
    }
}
