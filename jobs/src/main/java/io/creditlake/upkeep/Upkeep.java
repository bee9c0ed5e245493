package io.creditlake.upkeep;

import io.creditlake.config.Settings.Maintenance;
import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import io.creditlake.lake.Releases;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.TableContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.iceberg.Table;
import org.apache.spark.sql.SparkSession;

/**
 * The upkeep of a lake, as a table of contents. A release is dropped by its row in {@code ops.release}, before anything of
 * it goes; from then on nobody opens it. Everything after is a commit of one table that leaves the content of its branches
 * and of every kept release as it is. So an upkeep may die anywhere, and the next one does what is left.
 */
public final class Upkeep {
    private final SparkSession spark;
    private final LakeTables tables;
    private final Maintenance bounds;
    private final List<Map<String, Long>> nights;
    private final Traces traces;
    private final Consumer<String> progress;

    /**
     * The upkeep of a lake that nobody writes meanwhile.
     *
     * @param spark session for nights
     * @param nights snapshots at which a night may go on, table to snapshot id; they stay
     * @param traces what beside the tables may say what was erased
     * @param progress is told what has been done, a line at a time, by several threads
     */
    public Upkeep(
            SparkSession spark,
            LakeTables tables,
            Maintenance bounds,
            List<Map<String, Long>> nights,
            Traces traces,
            Consumer<String> progress) {
        this.spark = spark;
        this.tables = tables;
        this.bounds = bounds;
        this.nights = List.copyOf(nights);
        this.traces = traces;
        this.progress = progress;
    }

    /** Does all of it. */
    public UpkeepReport run(Retention retention) {
        Releases releases = new Releases(tables);
        List<Release> drop = retention.toDrop(releases.all());
        for (Release release : drop) {
            releases.put(release.with(Status.DROPPED));
            progress.accept(release.name() + " is dropped");
        }
        UpkeepReport report = eachTable(drop, false);
        return report.with(traces.remove(releases.all()));
    }

    /** Finds out what there is to do, and changes nothing. */
    public UpkeepReport rehearse(Retention retention) {
        List<Release> all = new Releases(tables).all();
        List<Release> drop = retention.toDrop(all);
        List<Release> then = all.stream()
                .map(release -> drop.contains(release) ? release.with(Status.DROPPED) : release)
                .toList();
        return eachTable(drop, true).with(traces.rehearse(then));
    }

    private UpkeepReport eachTable(List<Release> drop, boolean rehearsal) {
        Releases releases = new Releases(tables);
        List<String> astray = new Branches(tables).astray(releases.current());
        Expiry expiry = expiry(releases.all(), drop);
        List<Callable<TableUpkeep>> work = new ArrayList<>();
        for (TableContract contract : tables.contracts().all()) {
            boolean compact =
                    !contract.ledger() && !astray.contains(contract.name().toString());
            work.add(() -> keepUp(contract, expiry, compact, rehearsal));
        }
        List<String> notes = astray.isEmpty()
                ? List.of()
                : List.of("files were not put together in " + String.join(", ", astray)
                        + ": a publication was cut off; run its night again");
        return new UpkeepReport(drop.stream().map(Release::name).toList(), SideBySide.run(spark, work), notes);
    }

    /** What of the past stays: all that releases which are not dropped name, and the nights that may go on. */
    private Expiry expiry(List<Release> all, List<Release> drop) {
        Set<String> dropped = Stream.concat(all.stream().filter(r -> r.status() == Status.DROPPED), drop.stream())
                .map(Release::name)
                .collect(Collectors.toSet());
        Map<String, Set<Long>> needed = new HashMap<>();
        Stream.concat(all.stream().filter(r -> !dropped.contains(r.name())).map(Release::snapshots), nights.stream())
                .forEach(snapshots -> snapshots.forEach((table, id) ->
                        needed.computeIfAbsent(table, t -> new HashSet<>()).add(id)));
        return new Expiry(dropped, needed);
    }

    private TableUpkeep keepUp(TableContract contract, Expiry expiry, boolean compact, boolean rehearsal) {
        String name = contract.name().toString();
        Table table = tables.get(contract.name());
        long files = files(table);
        long bytes = bytes(table);
        Compaction compaction = new Compaction(spark, bounds);
        int rewritten = compact ? compaction.due(table) : 0;
        Orphans orphans = new Orphans(spark);
        if (rehearsal) {
            int expired = expiry.due(table, name, contract.ledger()).size();
            return new TableUpkeep(name, rewritten, files, files, bytes, bytes, expired, orphans.count(table));
        }
        if (rewritten > 0) {
            compaction.rewriteFiles(table);
            progress.accept(name + ": " + rewritten + " files put together");
        }
        if (compact) {
            compaction.rewriteManifests(table);
        }
        List<Long> expired = expiry.due(table, name, contract.ledger());
        expiry.run(table, expired);
        long removed = orphans.remove(table);
        return new TableUpkeep(name, rewritten, files, files(table), bytes, bytes(table), expired.size(), removed);
    }

    private static long files(Table table) {
        Map<String, String> summary = table.currentSnapshot().summary();
        return Stream.of("total-data-files", "total-delete-files")
                .mapToLong(total -> Long.parseLong(summary.getOrDefault(total, "0")))
                .sum();
    }

    private long bytes(Table table) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        try {
            Path folder = new Path(table.location());
            return folder.getFileSystem(hadoop).getContentSummary(folder).getLength();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
