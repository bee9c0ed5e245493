package io.creditlake.lake;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.TableInfo;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The lake as one release shows it: every table stands at the snapshot that the release names, whatever a night is doing
 * to the branches, and nothing can be changed. A table that the release does not name stands at its main branch.
 */
public final class ReleaseCatalog extends LakeCatalog {
    /** Prefix of the catalog options that name a table's snapshot. */
    static final String SNAPSHOT = "release-snapshot.";

    private final Map<String, String> snapshots = new HashMap<>();

    @Override
    protected Catalog buildIcebergCatalog(String name, CaseInsensitiveStringMap options) {
        options.asCaseSensitiveMap().forEach((key, value) -> {
            if (key.startsWith(SNAPSHOT)) {
                snapshots.put(key.substring(SNAPSHOT.length()), value);
            }
        });
        return super.buildIcebergCatalog(name, options);
    }

    @Override
    public Table loadTable(Identifier identifier) throws NoSuchTableException {
        String name = (String.join(".", identifier.namespace()) + "." + identifier.name()).toLowerCase(Locale.ROOT);
        String snapshot = snapshots.get(name);
        return snapshot == null ? atMain(identifier) : loadTable(identifier, snapshot);
    }

    private Table atMain(Identifier identifier) throws NoSuchTableException {
        TableIdentifier table = TableIdentifier.of(Namespace.of(identifier.namespace()), identifier.name());
        if (!icebergCatalog().tableExists(table)) {
            return super.loadTable(identifier);
        }
        Snapshot current = icebergCatalog().loadTable(table).currentSnapshot();
        return current == null
                ? super.loadTable(identifier)
                : loadTable(identifier, String.valueOf(current.snapshotId()));
    }

    @Override
    public Table createTable(Identifier identifier, TableInfo info) {
        throw new ReadOnlyException();
    }

    @Override
    public Table alterTable(Identifier identifier, TableChange... changes) {
        throw new ReadOnlyException();
    }

    @Override
    public boolean dropTable(Identifier identifier) {
        throw new ReadOnlyException();
    }

    @Override
    public boolean purgeTable(Identifier identifier) {
        throw new ReadOnlyException();
    }

    @Override
    public void renameTable(Identifier from, Identifier to) {
        throw new ReadOnlyException();
    }

    @Override
    public void createNamespace(String[] namespace, Map<String, String> metadata) {
        throw new ReadOnlyException();
    }

    @Override
    public boolean dropNamespace(String[] namespace, boolean cascade) {
        throw new ReadOnlyException();
    }

    /** Somebody tried to change the lake through a session for reading. */
    public static final class ReadOnlyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ReadOnlyException() {
            super("a release is read-only; only the stages of a night change the lake");
        }
    }
}
