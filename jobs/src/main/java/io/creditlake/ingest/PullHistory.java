package io.creditlake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.archive.Archive;
import io.creditlake.contract.SourceContract;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.Workspace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What was pulled before. Marks are those of the release that the night builds on: what a withheld, dead or rolled-back
 * night has read does not count. A night that is published and made anew takes its own extracts from the archive, so
 * that it reads the same again.
 */
final class PullHistory {
    private static final String DELIVERIES = "ops.delivery";

    private final Map<String, Row> marks = new HashMap<>();
    private final Map<String, Row> published = new HashMap<>();

    /** The history of some sources. */
    static PullHistory of(Workspace workspace, List<SourceContract> contracts) {
        PullHistory history = new PullHistory();
        Object[] sources = contracts.stream().map(SourceContract::source).toArray();
        if (workspace.hasRows(DELIVERIES)) {
            workspace
                    .read(DELIVERIES)
                    .filter(col("source").isin(sources).and(col("high_water").isNotNull()))
                    // Refused as a whole: its rows are read again, in case they are mended.
                    .filter(col("status").notEqual(DeliveryRow.REFUSED))
                    .groupBy("source")
                    .agg(max_by(struct(col("file"), col("high_water"), col("high_water_seen")), col("run_date")))
                    .collectAsList()
                    .forEach(row -> history.marks.put(row.getString(0), row.getStruct(1)));
        }
        Optional<Release> own = new Releases(workspace.tables())
                .all().stream()
                        .filter(r -> r.published() && r.runDate().equals(workspace.runDate()))
                        .reduce((a, b) -> b);
        own.map(release -> release.snapshots().get(DELIVERIES)).ifPresent(snapshot -> workspace
                .spark()
                .read()
                .option("versionAsOf", String.valueOf(snapshot))
                .table(Sessions.CATALOG + "." + DELIVERIES)
                .filter(col("run_date")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("source").isin(sources)))
                .filter(col("status").isin("standardised", DeliveryRow.UNCHANGED))
                .select(
                        "source",
                        "file",
                        "status",
                        "message",
                        "sha256",
                        "bytes",
                        "archive",
                        "high_water",
                        "high_water_seen")
                .collectAsList()
                .forEach(row -> history.published.put(row.getString(0) + " " + range(row.getString(1)), row)));
        return history;
    }

    /** The last step of a file's path: table and range. */
    private static String range(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Up to where the table of a source has been read; empty when it never was, or the source had another table. */
    Optional<HighWater> mark(String source, String table) {
        return Optional.ofNullable(marks.get(source))
                .filter(row -> range(row.getString(0)).startsWith(table + "@"))
                .flatMap(row -> mark(row, 1));
    }

    /** What the published night had pulled from where it begins again; empty for a night that is not published. */
    Optional<Extract> extract(String source, String begin) {
        return published.entrySet().stream()
                .filter(e -> e.getKey().startsWith(source + " " + begin))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(row -> new Extract(
                        row.getString(1),
                        Optional.ofNullable(row.getString(4))
                                .map(hash -> new Archive.Entry(hash, row.getLong(5), row.getString(6))),
                        Optional.ofNullable(row.getString(3)).orElse(""),
                        mark(row, 7)));
    }

    private static Optional<HighWater> mark(Row row, int value) {
        return row.isNullAt(value)
                ? Optional.empty()
                : Optional.of(new HighWater(
                        row.getString(value), row.isNullAt(value + 1) ? List.of() : row.getList(value + 1)));
    }

    /**
     * What was pulled.
     *
     * @param file its name in {@code ops.delivery}
     * @param entry where it lies; empty when nothing had changed
     * @param message what is to be said of it
     * @param mark up to where the table has been read
     */
    record Extract(String file, Optional<Archive.Entry> entry, String message, Optional<HighWater> mark) {}
}
