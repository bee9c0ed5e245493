package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.SourceContract.Unique;
import io.creditlake.lake.Kept;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Values that several facts of a file have though they are to be unique. They are found on hashes, so that no wide row
 * moves; as a rule there are none, and then nothing is joined.
 */
final class SharedValues {
    private final WholeFiles whole;
    private final Dataset<Row> values;
    private final Set<Integer> files = new HashSet<>();

    private SharedValues(WholeFiles whole, Dataset<Row> values) {
        this.whole = whole;
        this.values = values;
        values.select("unique_file").distinct().collectAsList().forEach(row -> files.add(row.getInt(0)));
    }

    /** Those of evaluated rows. */
    static SharedValues of(Dataset<Row> rows, WholeFiles whole) {
        Dataset<Row> values = keys(rows.filter(col("unique_keys").isNotNull()), whole)
                .groupBy("unique_file", "unique_rule", "unique_key")
                .agg(min("record_id").as("least"), max("record_id").as("most"))
                .filter(not(col("least").equalTo(col("most"))))
                .select("unique_file", "unique_rule", "unique_key")
                .transform(Kept::of);
        return new SharedValues(whole, values);
    }

    private static Dataset<Row> keys(Dataset<Row> rows, WholeFiles whole) {
        return rows.select(
                        whole.column().as("unique_file"),
                        col("file_index"),
                        col("row_number"),
                        col("record_id"),
                        posexplode(col("unique_keys")).as(new String[] {"unique_rule", "unique_key"}))
                .filter(col("unique_key").isNotNull());
    }

    /** The files that have any. */
    Set<Integer> files() {
        return files;
    }

    /**
     * Rows with what they break of this told in {@code reasons} and {@code flags}.
     *
     * @param rows rows of one source, of {@link EvaluatedRows#again}
     * @param unique what is to be unique in it
     */
    Dataset<Row> toldIn(Dataset<Row> rows, List<Unique> unique) {
        if (files.isEmpty() || unique.isEmpty()) {
            return rows;
        }
        List<String> place = List.of("unique_file", "unique_rule", "unique_key");
        Dataset<Row> broken = keys(rows, whole)
                .join(
                        values,
                        scala.jdk.javaapi.CollectionConverters.asScala(place).toSeq(),
                        "left_semi")
                .groupBy(col("file_index").as("broken_file"), col("row_number").as("broken_row"))
                .agg(collect_set("unique_rule").as("broken"));
        List<Column> reasons = new ArrayList<>();
        List<Column> flags = new ArrayList<>();
        for (int i = 0; i < unique.size(); i++) {
            Column breaks = array_contains(col("broken"), i);
            if (unique.get(i).severity().refusesRow()) {
                reasons.add(when(breaks, element_at(col("unique_reasons"), i + 1)));
            } else {
                flags.add(when(breaks, lit(unique.get(i).breach())));
            }
        }
        Dataset<Row> told = rows.join(
                broken,
                col("file_index")
                        .equalTo(col("broken_file"))
                        .and(col("row_number").equalTo(col("broken_row"))),
                "left");
        if (!reasons.isEmpty()) {
            told = told.withColumn("reasons", concat(col("reasons"), compact(reasons)));
        }
        if (!flags.isEmpty()) {
            told = told.withColumn("flags", array_union(col("flags"), compact(flags)));
        }
        return told.drop("broken_file", "broken_row", "broken");
    }

    private static Column compact(List<Column> found) {
        return array_compact(array(found.toArray(Column[]::new)));
    }
}
