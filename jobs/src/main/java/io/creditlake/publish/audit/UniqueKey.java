package io.creditlake.publish.audit;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Release;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.audit.Finding.About;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotChanges;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * No two rows of a table have the same key. Keys that the release before held were looked at then, so only those in files
 * that the night has written are looked for in the table; a key that lacks a value is none.
 *
 * @param tables the tables
 * @param key columns that all of them have
 */
record UniqueKey(List<String> tables, List<String> key) implements Check {
    /** Of so many keys a night sends a copy to each task; of more, it counts the whole table. */
    private static final long MOST_SENT = 1_000_000;

    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        Optional<Dataset<Row>> repeated = tables.stream()
                .filter(workspace::changed)
                .map(table -> repeated(workspace, table))
                .reduce(Dataset::union);
        Map<String, Long> found = new HashMap<>();
        repeated.ifPresent(keys -> keys.groupBy("table")
                .count()
                .collectAsList()
                .forEach(row -> found.put(row.getString(0), row.getLong(1))));
        return tables.stream()
                .map(table -> finding(table, found.getOrDefault(table, 0L)))
                .toList();
    }

    private Finding finding(String table, long keys) {
        return new Finding(
                About.TABLE,
                table,
                keys == 0,
                keys + " values of " + String.join(", ", key) + " that several rows have",
                "each once",
                BigDecimal.valueOf(keys));
    }

    private Dataset<Row> repeated(Workspace workspace, String table) {
        Column[] columns = key.stream().map(c -> col(c)).toArray(Column[]::new);
        Column whole =
                key.stream().map(c -> col(c).isNotNull()).reduce(Column::and).orElseThrow();
        Dataset<Row> keys = workspace.read(table).where(whole);
        Optional<Set<String>> fresh = freshFiles(workspace, table);
        Dataset<Row> asked = fresh.isEmpty()
                ? keys.select(columns)
                : keys.select(columns)
                        .join(
                                broadcast(keys.where(fileName().isInCollection(fresh.get()))
                                        .select(columns)
                                        .distinct()),
                                key.toArray(String[]::new),
                                "left_semi");
        return asked.groupBy(columns)
                .agg(count(lit(1)).as("rows"))
                .where("rows > 1")
                .select(lit(table).as("table"));
    }

    /** Iceberg cannot push a condition on the name of the file itself, and warns of it with all of the names. */
    private static Column fileName() {
        return concat(col("_file"), lit(""));
    }

    /** The files that the night has written; empty when the whole table is to be counted. */
    private static Optional<Set<String>> freshFiles(Workspace workspace, String name) {
        Long before =
                workspace.base().map(Release::snapshots).map(s -> s.get(name)).orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        Table table = workspace.table(name);
        Set<String> files = new HashSet<>();
        long rows = 0;
        Snapshot at = Workspace.head(table);
        while (at != null && at.snapshotId() != before) {
            for (DataFile file :
                    SnapshotChanges.builderFor(table).snapshot(at).build().addedDataFiles()) {
                files.add(file.location());
                rows += file.recordCount();
            }
            at = at.parentId() == null ? null : table.snapshot(at.parentId());
        }
        return at == null || rows > MOST_SENT ? Optional.empty() : Optional.of(files);
    }
}
