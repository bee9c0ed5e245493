package io.creditlake.lake;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Type;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.MergeIntoWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Statements that merge rows into the night's branch of a table.
 *
 * @param branch name of the branch in SQL
 * @param table its Iceberg handle
 * @param contract its contract
 */
record Merging(String branch, Table table, TableContract contract) {
    private static final String GONE = "creditlake_gone";
    private static final Column IS_GONE = functions.col(Workspace.SOURCE + "." + GONE);

    /** Keys that are named in the statement, so that only the parts of the table that may have them are read. */
    private static final int FEW = 100;

    /** Rows that are looked at first: keys are seldom the same in so many. */
    private static final int LOOKED_AT = 1_000;

    /** Rows that stay and keys that go, in one frame. */
    static Dataset<Row> marked(Dataset<Row> rows, Dataset<Row> gone) {
        return rows.withColumn(GONE, functions.lit(false)).unionByName(gone.withColumn(GONE, functions.lit(true)));
    }

    /** Merges rows by key. */
    MergeIntoWriter<Row> of(Dataset<Row> rows, List<String> key) {
        return on(rows, sameKey(key));
    }

    /**
     * The same for statements that change and remove rows but add none.
     *
     * @param rows rows that are computed already, for their keys are looked at first
     */
    MergeIntoWriter<Row> near(Dataset<Row> rows, List<String> key) {
        Column on = nearKey(key);
        Set<String> dividing = table.spec().fields().stream()
                .map(field -> table.schema().findColumnName(field.sourceId()))
                .collect(Collectors.toSet());
        for (String column : key) {
            if (dividing.contains(column)) {
                Optional<Object[]> few = few(rows.select(column).na().drop());
                if (few.isPresent()) {
                    on = on.and(target(column).isin(few.get()));
                }
            }
        }
        return on(rows, on);
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

    /** Updates and removes, as {@link #marked} says. */
    void changing(Dataset<Row> marked, List<String> key) {
        near(marked, key)
                .whenMatched(IS_GONE)
                .delete()
                .whenMatched()
                .update(scalaMap(given()))
                .merge();
    }

    private Map<String, Column> given() {
        Map<String, Column> values = new LinkedHashMap<>();
        contract.columnNames().forEach(c -> values.put(c, source(c)));
        TableEvolution.retired(table, contract)
                .forEach(f -> values.put(f.name(), functions.lit(null).cast(f.dataType())));
        return values;
    }

    private static Column sameKey(List<String> key) {
        return key.stream()
                .map(k -> target(k).equalTo(source(k)))
                .reduce(Column::and)
                .orElseThrow();
    }

    /**
     * The same key, met by its first number alone where it has one: a row of the table whose number is among those sent is
     * rare, and texts of the others are neither hashed nor read. An equality of the texts would become part of what is
     * hashed.
     */
    private Column nearKey(List<String> key) {
        Optional<String> number = key.stream()
                .filter(k -> table.schema().findType(k).typeId() == Type.TypeID.LONG)
                .findFirst();
        if (number.isEmpty()) {
            return sameKey(key);
        }
        return key.stream()
                .filter(k -> !k.equals(number.get()))
                .map(k -> target(k).geq(source(k)).and(target(k).leq(source(k))))
                .reduce(sameKey(List.of(number.get())), Column::and);
    }

    private static Column target(String column) {
        return functions.col(Workspace.TARGET + "." + column);
    }

    private static Column source(String column) {
        return functions.col(Workspace.SOURCE + "." + column);
    }

    private MergeIntoWriter<Row> on(Dataset<Row> rows, Column condition) {
        return rows.as(Workspace.SOURCE).mergeInto(branch, condition);
    }

    static scala.collection.immutable.Map<String, Column> scalaMap(Map<String, Column> values) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(values));
    }
}
