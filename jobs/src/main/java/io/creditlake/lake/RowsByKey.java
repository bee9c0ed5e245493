package io.creditlake.lake;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Rows of the night's branch of a table that have the key of given rows.
 *
 * @param workspace the night
 * @param name name of the table
 * @param key columns that identify a row; null never matches
 */
record RowsByKey(Workspace workspace, String name, List<String> key) {
    /** Keys that the table is asked for by value, so that only the parts of it that may have them are read. */
    private static final int FEW = 100;

    /** Rows that are looked at first: keys are seldom the same in so many. */
    private static final int LOOKED_AT = 1_000;

    /**
     * The rows, beside those that were given.
     *
     * @param given computed already, for their keys are looked at first
     * @param columns what to take of the table beside the key and its {@link Workspace#places}
     * @return the rows of the table as {@link Workspace#TARGET} and the given ones as {@link Workspace#SOURCE}
     */
    Dataset<Row> with(Dataset<Row> given, List<String> columns) {
        Column same = key.stream()
                .map(k -> functions.col(Workspace.TARGET + "." + k).equalTo(functions.col(Workspace.SOURCE + "." + k)))
                .reduce(Column::and)
                .orElseThrow();
        return near(given, columns).as(Workspace.TARGET).join(Kept.sent(given).as(Workspace.SOURCE), same, "inner");
    }

    /** Rows of the table among which those with the key of a given one are. */
    private Dataset<Row> near(Dataset<Row> given, List<String> columns) {
        Table table = workspace.table(name);
        Set<String> taken = new LinkedHashSet<>(columns);
        taken.addAll(key);
        Dataset<Row> rows = workspace.placed(name, taken);
        Set<String> dividing = table.spec().fields().stream()
                .map(field -> table.schema().findColumnName(field.sourceId()))
                .collect(Collectors.toSet());
        for (String column : key) {
            if (dividing.contains(column)) {
                Optional<Object[]> few = few(given.select(column).na().drop());
                if (few.isPresent()) {
                    rows = rows.where(functions.col(column).isin(few.get()));
                }
            }
        }
        Dataset<Row> all = rows;
        return key.stream()
                .filter(k -> table.schema().findType(k).typeId() == Type.TypeID.LONG)
                .findFirst()
                .flatMap(number -> FewKeys.of(given, number, workspace.rowsAtMost(name), SubjectRows.MANY))
                .flatMap(keys -> KeyedTable.of(all, keys))
                .orElse(all);
    }

    /** The values of a column, where there are few: to know that there are many, most need not be looked at. */
    private static Optional<Object[]> few(Dataset<Row> column) {
        List<Object> first = values(column.limit(LOOKED_AT));
        List<Object> found = first.size() == LOOKED_AT && new HashSet<>(first).size() <= FEW
                ? values(column.distinct().limit(FEW + 1))
                : first.stream().distinct().toList();
        return found.size() <= FEW ? Optional.of(found.toArray()) : Optional.empty();
    }

    private static List<Object> values(Dataset<Row> column) {
        return column.collectAsList().stream().map(row -> row.get(0)).toList();
    }
}
