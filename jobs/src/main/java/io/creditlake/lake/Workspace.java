package io.creditlake.lake;

import io.creditlake.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.iceberg.spark.SparkWriteOptions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The lake as a night sees it: its date, its branch, and the release it builds on.
 *
 * @param spark session for nights
 * @param settings what the run is told
 * @param tables the tables
 * @param runDate the night; it stands for the clock, which no stage reads
 * @param base the release that the night builds on; empty for the first
 */
public record Workspace(
        SparkSession spark, Settings settings, LakeTables tables, LocalDate runDate, Optional<Release> base) {

    /** How an expression of {@link #update} names the row as it is. */
    public static final String TARGET = "branch_" + Branches.NIGHT;

    /** How an expression of {@link #update} names the given row. */
    public static final String SOURCE = "given";

    private static final String NOTE = "creditlake.noted.";

    /** The contract of a table. */
    public TableContract contract(String table) {
        return tables.contracts().get(table);
    }

    /** A table on the night's branch, as it stands now. */
    public Dataset<Row> read(String table) {
        Dataset<Row> rows = spark.table(branch(table));
        Column[] columns = contract(table).columnNames().stream().map(rows::col).toArray(Column[]::new);
        return columns.length == rows.columns().length ? rows : rows.select(columns);
    }

    /** The same with the columns {@link #places}. */
    public Dataset<Row> readPlaced(String table) {
        return placed(table, contract(table).columnNames());
    }

    /** Some columns of a table, also of those that its contract has no longer, with the columns {@link #places}. */
    Dataset<Row> placed(String table, Collection<String> columns) {
        Stream<Column> taken = columns.stream().map(functions::col);
        return spark.table(branch(table))
                .select(Stream.concat(taken, Removal.whereabouts()).toArray(Column[]::new));
    }

    /** A table as the release that the night builds on has it; empty for the first night. */
    public Dataset<Row> readBase(String table) {
        return read(base, table);
    }

    /** A table as a release has it, with the columns that its contract has today; empty when it did not have it. */
    public Dataset<Row> read(Optional<Release> published, String table) {
        Long snapshot = published.map(release -> release.snapshots().get(table)).orElse(null);
        if (snapshot == null) {
            return empty(table);
        }
        Dataset<Row> rows =
                spark.read().option("versionAsOf", String.valueOf(snapshot)).table(Sessions.CATALOG + "." + table);
        StructType today = LakeTables.structOf(contract(table));
        if (rows.schema().catalogString().equals(today.catalogString())) {
            return rows;
        }
        Map<String, StructField> stands =
                Arrays.stream(rows.schema().fields()).collect(Collectors.toMap(StructField::name, Function.identity()));
        // Items of a list that have gained a field since are left as they were: there is no cast to what they lack.
        return rows.select(shaped(
                rows,
                Arrays.stream(today.fields())
                        .map(field -> field.dataType() instanceof ArrayType
                                ? stands.getOrDefault(field.name(), field)
                                : field)
                        .toList()));
    }

    private Dataset<Row> empty(String table) {
        return spark.createDataFrame(List.of(), LakeTables.structOf(contract(table)));
    }

    private DataFrameWriterV2<Row> writer(String table, Dataset<Row> rows) {
        Dataset<Row> aligned = aligned(table, rows);
        String branch = branch(table);
        if (!Sessions.divides(spark)) {
            // All rows are in one task as it is, and a shuffle into one costs nothing.
            return aligned.writeTo(branch);
        }
        return Kept.inOne(aligned).map(few -> whereTheyAre(few, branch)).orElseGet(() -> BucketOrder.of(table(table))
                .map(order -> order.written(aligned, branch))
                .orElseGet(() -> aligned.writeTo(branch)));
    }

    /** Each row is put in order and written by the task that has it. */
    private static DataFrameWriterV2<Row> whereTheyAre(Dataset<Row> rows, String branch) {
        return rows.writeTo(branch)
                .option(SparkWriteOptions.DISTRIBUTION_MODE, TableProperties.WRITE_DISTRIBUTION_MODE_NONE);
    }

    /** Adds rows. Columns are taken by name; those of the table that the rows lack become null. */
    public void append(String table, Dataset<Row> rows) {
        try {
            writer(table, rows).append();
        } catch (NoSuchTableException e) {
            throw new IllegalStateException("the table " + table + " went away", e);
        }
    }

    /**
     * Adds rows whose place in the table is not known yet, such as records without a subject: each task writes its own
     * file, because all of them would otherwise meet in the one partition of unplaced rows.
     *
     * @return how many rows were written, as the snapshot says
     */
    public long appendUnplaced(String table, Dataset<Row> rows) {
        try {
            whereTheyAre(aligned(table, rows), branch(table)).append();
            return Long.parseLong(head(table(table)).summary().getOrDefault("added-records", "0"));
        } catch (NoSuchTableException e) {
            throw new IllegalStateException("the table " + table + " went away", e);
        }
    }

    /** Puts rows in the place of all rows that meet a condition over the table's columns. */
    public void replace(String table, Dataset<Row> rows, Column condition) {
        try {
            writer(table, rows).overwrite(condition);
        } catch (NoSuchTableException e) {
            throw new IllegalStateException("the table " + table + " went away", e);
        }
    }

    /** Puts rows in the place of the run date's partition of a table that is partitioned by run date. */
    public void replaceNight(String table, Dataset<Row> rows) {
        replace(table, rows, functions.col("run_date").equalTo(functions.lit(runDate)));
    }

    /** The columns by which {@link #exchange} knows a row to remove. */
    public static Column[] places() {
        return new Column[] {functions.col(Removal.FILE), functions.col(Removal.PLACE)};
    }

    /**
     * Removes rows and adds others. Who reads the branch in between sees old and new rows together.
     *
     * @param placed rows to remove, with {@link #places} that {@link #readPlaced} gave, each once; since then rows may
     *     have been added and others removed
     * @param rows rows to add, as for {@link #append}
     * @throws IllegalStateException when a row to remove is named twice, or is gone already
     */
    public void exchange(String table, Dataset<Row> placed, Dataset<Row> rows) {
        new RowChanges(this, table).exchange(placed, rows);
    }

    /**
     * Removes rows.
     *
     * @param placed as for {@link #exchange}, which see
     */
    public void remove(String table, Dataset<Row> placed) {
        new RowChanges(this, table).remove(placed);
    }

    /**
     * Updates the rows with an equal key and adds the others.
     *
     * @param key columns that identify a row; null never matches
     * @param rows at most one for a key
     * @throws IllegalStateException when two of them meet a row, as in {@link #exchange}
     */
    public void upsert(String table, Dataset<Row> rows, List<String> key) {
        new RowChanges(this, table).upsert(rows, key);
    }

    /**
     * Changes some columns of the rows with an equal key.
     *
     * @param rows at most one for a key
     * @param key columns that identify a row; null never matches
     * @param changes column to its new value, over {@link #TARGET} (the row as it is) and {@link #SOURCE} (the given one)
     * @throws IllegalStateException when two rows given meet one of the table, as in {@link #exchange}
     */
    public void update(String table, Dataset<Row> rows, List<String> key, Map<String, Column> changes) {
        new RowChanges(this, table).update(rows, key, changes);
    }

    /**
     * Removes the rows whose key is among the given ones.
     *
     * @param keys rows with the key columns, distinct
     * @throws IllegalStateException when they are not, as in {@link #exchange}
     */
    public void delete(String table, Dataset<Row> keys, List<String> key) {
        new RowChanges(this, table).delete(keys, key);
    }

    /**
     * Updates rows that are there and removes others.
     *
     * @param rows at most one for a key; one whose key the table does not have changes nothing
     * @param gone rows with the key columns, distinct and none of them among the rows
     * @param key columns that identify a row; null never matches
     * @throws IllegalStateException when two rows given meet one of the table, as in {@link #exchange}
     */
    public void change(String table, Dataset<Row> rows, Dataset<Row> gone, List<String> key) {
        new RowChanges(this, table).change(rows, gone, key);
    }

    /**
     * Writes, and has the snapshots that come of it note what then holds of all rows of their table, so that the next
     * night need not look.
     *
     * @param note what it is about
     * @param text what holds, of which a hash is kept
     */
    public void noting(String note, String text, Runnable writes) {
        CommitMetadata.withCommitProperties(
                Map.of(NOTE + note, ContentHash.ofText(text)), Executors.callable(writes), RuntimeException.class);
    }

    /** Whether whoever wrote a table last has noted that something holds; false when it may hold all the same. */
    public boolean isNoted(String table, String note, String text) {
        Table written = table(table);
        // Files that were put together hold the rows of another snapshot, which may be gone.
        Snapshot rows = written.snapshot(SameContent.of(written, head(written).snapshotId()));
        return rows != null && ContentHash.ofText(text).equals(rows.summary().get(NOTE + note));
    }

    /** Whether the night has written a table since the release that it builds on; reads metadata alone. */
    public boolean changed(String name) {
        Long before = base.map(release -> release.snapshots().get(name)).orElse(null);
        if (before == null) {
            return hasRows(name);
        }
        Table table = table(name);
        return SameContent.of(table, before)
                != SameContent.of(table, head(table).snapshotId());
    }

    /** A table's Iceberg handle, refreshed. */
    public Table table(String name) {
        return tables.get(TableName.of(name));
    }

    /** Whether the night's branch of a table holds any row; reads metadata alone. */
    public boolean hasRows(String name) {
        return rowsAtMost(name) > 0;
    }

    /** How many rows the night's branch of a table holds, those not yet counted off that were deleted; metadata alone. */
    long rowsAtMost(String name) {
        return Long.parseLong(head(table(name)).summary().getOrDefault("total-records", "0"));
    }

    /** The snapshot that the night's branch of a table stands at. */
    public static Snapshot head(Table table) {
        return table.snapshot(table.refs().get(Branches.NIGHT).snapshotId());
    }

    /** Whether a table bucketed by subject holds rows without one; reads metadata alone. */
    public boolean hasUnplaced(String name) {
        return mayHold(name, Expressions.isNull("subject_id"));
    }

    /**
     * Whether metadata alone cannot rule out that a table holds rows that meet a condition: false is certain, true is
     * certain only of a condition on a partition.
     */
    public boolean mayHold(String name, Expression condition) {
        try (var files =
                table(name).newScan().useRef(Branches.NIGHT).filter(condition).planFiles()) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of the night's branch of a table in SQL. */
    public String branch(String table) {
        return Sessions.CATALOG + "." + table + "." + TARGET;
    }

    /** Rows in the shape of a table; what they lack is null. */
    Dataset<Row> aligned(String table, Dataset<Row> rows) {
        List<StructField> fields =
                new ArrayList<>(List.of(LakeTables.structOf(contract(table)).fields()));
        fields.addAll(TableEvolution.retired(table(table), contract(table)));
        return rows.select(shaped(rows, fields));
    }

    /** Columns of rows under the names and types of fields; null where the rows lack one. */
    private static Column[] shaped(Dataset<Row> rows, List<StructField> fields) {
        List<String> present = Arrays.asList(rows.columns());
        return fields.stream()
                .map(field -> (present.contains(field.name()) ? functions.col(field.name()) : functions.lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
    }
}
