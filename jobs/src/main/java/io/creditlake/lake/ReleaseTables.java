package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.CloseableIterator;

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

    /** The tables of a release of a lake that somebody has opened; closing either closes both. */
    public static ReleaseTables of(LakeTables tables, Release release) {
        return new ReleaseTables(tables, release);
    }

    /** The release. */
    public Release release() {
        return release;
    }

    /** The contracts of the tables. */
    public TableContracts contracts() {
        return tables.contracts();
    }

    /**
     * The few rows of a table that meet a condition; a column that the release does not know yet is left out. Right for
     * any condition, and fast where few rows meet it.
     */
    public List<Record> rows(String table, Expression condition, List<String> columns) {
        return source(table)
                .map(source -> new FewRows(source, release.snapshots().get(table), condition, columns).read())
                .orElse(List.of());
    }

    /** Some row of a table, of which no more is read than it takes; empty when the release has none. */
    public Optional<Record> any(String table, List<String> columns) {
        return source(table).flatMap(source -> {
            try (CloseableIterable<Record> rows = new SnapshotRows(
                                    source, release.snapshots().get(table), Expressions.alwaysTrue(), columns)
                            .read();
                    CloseableIterator<Record> first = rows.iterator()) {
                return first.hasNext() ? Optional.of(first.next()) : Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Hands the rows of a table that meet a condition to somebody, one after the other. */
    public void scan(String table, Expression condition, List<String> columns, Consumer<Record> each) {
        source(table).ifPresent(source -> {
            try (CloseableIterable<Record> rows =
                    new SnapshotRows(source, release.snapshots().get(table), condition, columns).read()) {
                rows.forEach(each);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** A table that has rows in the release; empty also when the table is younger than it. */
    private Optional<Table> source(String table) {
        Long snapshot = release.snapshots().get(table);
        if (snapshot == null) {
            return Optional.empty();
        }
        Table source = known.computeIfAbsent(table, name -> tables.get(TableName.of(name)));
        return "0".equals(source.snapshot(snapshot).summary().get("total-records"))
                ? Optional.empty()
                : Optional.of(source);
    }

    @Override
    public void close() {
        tables.close();
    }
}
