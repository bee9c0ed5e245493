package io.creditlake.lake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.apache.iceberg.Table;
import org.apache.iceberg.spark.CommitMetadata;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/**
 * Changes of rows that the night's branch of a table has: each is the removal of rows by where they lie, and the addition
 * of those that take their place.
 *
 * @param workspace the night
 * @param name name of the table
 */
record RowChanges(Workspace workspace, String name) {
    private static final String GONE = "creditlake_gone";

    /** See {@link Workspace#exchange}. */
    void exchange(Dataset<Row> placed, Dataset<Row> rows) {
        if (!workspace.hasRows(name)) {
            workspace.append(name, rows);
            return;
        }
        // Computed before anything is added: planned later, what reads the branch would see what it gains.
        Dataset<Row> gone = placesOf(placed);
        Map<String, String> noted = CommitMetadata.commitProperties();
        SideBySide.both(
                        workspace.spark(),
                        () -> removal().of(gone),
                        () -> {
                            CommitMetadata.withCommitProperties(
                                    noted,
                                    Executors.callable(() -> workspace.append(name, rows)),
                                    RuntimeException.class);
                            return true;
                        },
                        (vectors, added) -> vectors)
                .commit(table());
    }

    /** See {@link Workspace#remove}. */
    void remove(Dataset<Row> placed) {
        if (workspace.hasRows(name)) {
            removal().of(placesOf(placed)).commit(table());
        }
    }

    private static Dataset<Row> placesOf(Dataset<Row> placed) {
        return Kept.of(placed.select(Workspace.places()));
    }

    private Removal removal() {
        return new Removal(table());
    }

    private Table table() {
        return workspace.table(name);
    }

    /** See {@link Workspace#upsert}. */
    void upsert(Dataset<Row> rows, List<String> key) {
        Dataset<Row> given = Kept.of(workspace.aligned(name, rows));
        exchange(byKey(key).with(given, List.of()), given);
    }

    /** See {@link Workspace#update}. */
    void update(Dataset<Row> rows, List<String> key, Map<String, Column> changes) {
        if (!workspace.hasRows(name)) {
            return;
        }
        StructField[] fields =
                workspace.spark().table(workspace.branch(name)).schema().fields();
        List<Column> columns = new ArrayList<>(Arrays.asList(Workspace.places()));
        for (StructField field : fields) {
            columns.add(changes.getOrDefault(field.name(), functions.col(Workspace.TARGET + "." + field.name()))
                    .cast(field.dataType())
                    .as(field.name()));
        }
        List<String> names = Arrays.stream(fields).map(StructField::name).toList();
        exchangeMet(byKey(key).with(Kept.of(rows), names).select(columns.toArray(Column[]::new)), functions.lit(true));
    }

    /** See {@link Workspace#delete}. */
    void delete(Dataset<Row> keys, List<String> key) {
        if (workspace.hasRows(name)) {
            remove(byKey(key).with(Kept.of(keys), List.of()));
        }
    }

    /** See {@link Workspace#change}. */
    void change(Dataset<Row> rows, Dataset<Row> gone, List<String> key) {
        if (!workspace.hasRows(name)) {
            return;
        }
        Dataset<Row> given = Kept.of(withGone(rows, gone, key));
        if (Kept.isEmpty(given)) {
            return;
        }
        List<Column> columns = new ArrayList<>(Arrays.asList(Workspace.places()));
        Arrays.stream(given.columns())
                .map(column -> functions.col(Workspace.SOURCE + "." + column))
                .forEach(columns::add);
        exchangeMet(
                byKey(key).with(given, List.of()).select(columns.toArray(Column[]::new)),
                functions.not(functions.col(GONE)));
    }

    /** Exchanges rows that were found by their key; nothing is written when there are none. */
    private void exchangeMet(Dataset<Row> found, Column stays) {
        Dataset<Row> met = Kept.of(found);
        if (!Kept.isEmpty(met)) {
            exchange(met, met.where(stays));
        }
    }

    private Dataset<Row> withGone(Dataset<Row> rows, Dataset<Row> gone, List<String> key) {
        Column[] keys = key.stream().map(functions::col).toArray(Column[]::new);
        return workspace
                .aligned(name, rows)
                .withColumn(GONE, functions.lit(false))
                .unionByName(workspace.aligned(name, gone.select(keys)).withColumn(GONE, functions.lit(true)));
    }

    private RowsByKey byKey(List<String> key) {
        return new RowsByKey(workspace, name, key);
    }
}
