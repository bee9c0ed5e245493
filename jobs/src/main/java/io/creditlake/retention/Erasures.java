package io.creditlake.retention;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;

/**
 * What nights have erased, as a release knows it: which has to be gone from the disk too.
 *
 * @param tables the lake
 * @param release the release
 */
public record Erasures(LakeTables tables, Release release) {
    private static final String DELIVERIES = "ops.delivery";

    /** The last night up to a day that erased rows of tables; empty when none did. Reads metadata alone. */
    public Optional<LocalDate> last(LocalDate until) {
        Expression rows = Expressions.and(
                Expressions.notEqual("kind", ErasureLog.DUMP),
                Expressions.lessThanOrEqual("run_date", (int) until.toEpochDay()));
        TreeSet<LocalDate> nights = new TreeSet<>(Comparator.naturalOrder());
        if (!has(ErasureLog.TABLE)) {
            return Optional.empty();
        }
        try (CloseableIterable<FileScanTask> files = table(ErasureLog.TABLE)
                .newScan()
                .useSnapshot(release.snapshots().get(ErasureLog.TABLE))
                .filter(rows)
                .planFiles()) {
            files.forEach(
                    file -> nights.add(LocalDate.ofEpochDay(file.partition().get(0, Integer.class))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nights.isEmpty() ? Optional.empty() : Optional.of(nights.last());
    }

    /**
     * Hashes of the dumps that nights up to a day have noted, with the night. One that came in again later stays until a
     * night notes that too.
     */
    public Map<String, LocalDate> dumps(LocalDate until) {
        Map<String, LocalDate> noted = new HashMap<>();
        if (!has(ErasureLog.TABLE) || !has(DELIVERIES)) {
            return noted;
        }
        each(ErasureLog.TABLE, Expressions.equal("kind", ErasureLog.DUMP), (hash, night) -> {
            if (!night.isAfter(until)) {
                noted.merge(hash, night, (a, b) -> a.isAfter(b) ? a : b);
            }
        });
        Set<String> later = new TreeSet<>();
        if (!noted.isEmpty()) {
            each(DELIVERIES, Expressions.notNull("sha256"), (hash, night) -> {
                if (noted.containsKey(hash) && night.isAfter(noted.get(hash))) {
                    later.add(hash);
                }
            });
        }
        noted.keySet().removeAll(later);
        return noted;
    }

    private void each(String name, Expression filter, BiConsumer<String, LocalDate> hashAndNight) {
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table(name))
                .useSnapshot(release.snapshots().get(name))
                .where(filter)
                .select("sha256", "run_date")
                .build()) {
            rows.forEach(
                    row -> hashAndNight.accept((String) row.getField("sha256"), (LocalDate) row.getField("run_date")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean has(String name) {
        return release.snapshots().containsKey(name);
    }

    private Table table(String name) {
        return tables.get(TableName.of(name));
    }
}
