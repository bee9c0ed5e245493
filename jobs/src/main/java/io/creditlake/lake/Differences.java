package io.creditlake.lake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.source.SerializableTableWithSize;
import org.apache.iceberg.util.SnapshotUtil;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Whose rows differ between an earlier release and the night. Metadata tells which files hold rows that the other state
 * has not, and which rows of other files are deleted in one of the two; of these alone the subject is read. What a night
 * has written anew with the same values counts as different.
 */
public final class Differences {
    private static final String ID = "subject_id";

    private final Workspace workspace;
    private final Map<String, Release> releases;
    private final Map<String, Map<String, FileScanTask>> filesOfTonight = new HashMap<>();
    private final Map<String, Optional<Dataset<Row>>> found = new HashMap<>();

    /**
     * Those of a night, as it stands when a table is first asked about.
     *
     * @param releases the releases that it is held against
     */
    public Differences(Workspace workspace, Collection<Release> releases) {
        this.workspace = workspace;
        this.releases =
                releases.stream().collect(Collectors.toMap(Release::name, Function.identity(), (one, other) -> one));
    }

    /** What tables say about some subjects, in the night and in earlier releases. */
    public SubjectRows rowsOf(Dataset<Row> subjects) {
        return SubjectRows.of(workspace, subjects);
    }

    /**
     * The subjects of rows of a table that a release has and the night has not, or the other way round.
     *
     * @param release name of one of the releases
     * @param table a table with a subject_id
     * @return subject_id, distinct; rows without one are not told. Empty when they are many or cannot be told
     */
    public synchronized Optional<Dataset<Row>> subjects(String release, String table) {
        return found.computeIfAbsent(release + " " + table, asked -> between(releases.get(release), table));
    }

    private Optional<Dataset<Row>> between(Release release, String name) {
        Table table = workspace.table(name);
        Long snapshot = release.snapshots().get(name);
        if (snapshot == null || table.snapshot(snapshot) == null) {
            return Optional.empty();
        }
        long now = Workspace.head(table).snapshotId();
        long before = sameFiles(table, snapshot, now);
        if (before == now) {
            return Optional.of(none());
        }
        List<ChangedFile> changed =
                changed(files(table, before), filesOfTonight.computeIfAbsent(name, asked -> files(table, now)));
        long rows = changed.stream()
                .filter(ChangedFile::isOfOneAlone)
                .mapToLong(file -> file.task().file().recordCount())
                .sum();
        // Whoever is told of so many looks at all rows himself.
        return rows <= SubjectRows.MANY * workspace.rowsAtMost(name)
                        && changed.stream().flatMap(ChangedFile::tasks).allMatch(DeletedRows::areOurs)
                ? Optional.of(subjects(table, changed))
                : Optional.empty();
    }

    private static List<ChangedFile> changed(Map<String, FileScanTask> before, Map<String, FileScanTask> after) {
        List<ChangedFile> changed = new ArrayList<>();
        before.forEach((path, task) -> {
            FileScanTask later = after.get(path);
            if (later == null || !ChangedFile.deletes(task).equals(ChangedFile.deletes(later))) {
                changed.add(new ChangedFile(task, later));
            }
        });
        after.forEach((path, task) -> {
            if (!before.containsKey(path)) {
                changed.add(new ChangedFile(task, null));
            }
        });
        return changed;
    }

    private Dataset<Row> subjects(Table table, List<ChangedFile> changed) {
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(workspace.spark().sparkContext());
        Broadcast<Table> sent = context.broadcast(SerializableTableWithSize.copyOf(table));
        int parts = Math.max(1, Math.min(changed.size(), 4 * context.defaultParallelism()));
        return workspace
                .spark()
                .createDataset(
                        context.parallelize(changed, parts)
                                .flatMap(file -> file.numbers(sent.value(), ID))
                                .distinct(parts)
                                .rdd(),
                        Encoders.LONG())
                .toDF(ID)
                .transform(Kept::of);
    }

    private Dataset<Row> none() {
        return workspace.spark().createDataFrame(List.of(), new StructType().add(ID, DataTypes.LongType));
    }

    /** The latest snapshot before the night that holds the rows of a release: upkeep may have put its files together. */
    private static long sameFiles(Table table, long release, long now) {
        long rows = SameContent.of(table, release);
        for (Snapshot snapshot : SnapshotUtil.ancestorsOf(now, table::snapshot)) {
            if (SameContent.of(table, snapshot.snapshotId()) == rows) {
                return snapshot.snapshotId();
            }
        }
        return release;
    }

    private static Map<String, FileScanTask> files(Table table, long snapshot) {
        return PlannedFiles.of(table.newScan().useSnapshot(snapshot)).stream()
                .collect(Collectors.toMap(task -> task.file().location(), Function.identity()));
    }
}
