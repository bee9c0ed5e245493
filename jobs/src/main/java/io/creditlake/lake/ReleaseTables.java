package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;

/**
 * The tables of one published release, read through Iceberg alone: no engine starts. What nights change later is not
 * seen. Threads may share it.
 */
public final class ReleaseTables implements AutoCloseable {
    private final LakeTables tables;
    private final Release release;
    private final Map<String, Table> known = new ConcurrentHashMap<>();

    private ReleaseTables(LakeTables tables, Release release) {
        this.tables = tables;
        this.release = release;
    }

    /**
     * Opens a release.
     *
     * @param name its name; empty for the one that readers see
     * @throws ConfigurationException when there is no lake or no such release, or it is withheld or taken back
     */
    public static ReleaseTables open(Settings settings, TableContracts contracts, Optional<String> name) {
        LakeTables tables = LakeTables.openExisting(settings, contracts);
        try {
            Release release = new Releases(tables).require(name);
            if (!release.published()) {
                throw ConfigurationException.of(
                        "release " + release.name(),
                        "a release that is "
                                + release.status()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '),
                        "one that is published",
                        "creditlake release list");
            }
            return new ReleaseTables(tables, release);
        } catch (RuntimeException e) {
            tables.close();
            throw e;
        }
    }

    /** The release. */
    public Release release() {
        return release;
    }

    /** The contracts of the tables. */
    public TableContracts contracts() {
        return tables.contracts();
    }

    /** The rows of a table that meet a condition; a column that the release does not know yet is left out. */
    public List<Record> rows(String table, Expression condition, List<String> columns) {
        List<Record> rows = new ArrayList<>();
        scan(table, condition, columns, rows::add);
        return rows;
    }

    /** Hands the rows of a table that meet a condition to somebody, one after the other. */
    public void scan(String table, Expression condition, List<String> columns, Consumer<Record> each) {
        Long snapshot = release.snapshots().get(table);
        if (snapshot == null) {
            // The table is younger than the release.
            return;
        }
        Table source = known.computeIfAbsent(table, name -> tables.get(TableName.of(name)));
        if ("0".equals(source.snapshot(snapshot).summary().get("total-records"))) {
            return;
        }
        try (CloseableIterable<Record> rows = IcebergGenerics.read(source)
                .useSnapshot(snapshot)
                .where(condition)
                .select(columns.toArray(String[]::new))
                .build()) {
            rows.forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tables.close();
    }
}
