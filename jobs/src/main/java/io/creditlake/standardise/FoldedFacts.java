package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;

import io.creditlake.lake.TableContract;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/** The facts of a night whose record is made of several reports: few, and the only ones whose values are moved. */
final class FoldedFacts {
    private final TableContract table;
    private final Survivorship survivorship;

    FoldedFacts(TableContract table, Survivorship survivorship) {
        this.table = table;
        this.survivorship = survivorship;
    }

    /**
     * Folds.
     *
     * @param told good rows of the facts
     * @param existing records of the facts that the lake has; empty when it has none of them
     * @param fold what makes a record of a fact's rows
     * @return a row for each fact: {@code record_id}, {@code record} ({@link FactFold#RECORD}, null when it is new),
     *     {@code old_subject_id} and {@code result} ({@link FactFold#RESULT})
     */
    Dataset<Row> of(Dataset<Row> told, Optional<Dataset<Row>> existing, FactFold fold) {
        Dataset<Row> facts = told.select(
                        col("record_id"),
                        struct(Decisions.position().as("position"), col("content_hash"), values().as("values"))
                                .as("told"))
                .groupBy("record_id")
                .agg(collect_list("told").as("told"));
        Dataset<Row> both = existing.map(records -> facts.join(
                        records.select(
                                col("record_id").as("fact"),
                                col("subject_id").as("old_subject_id"),
                                struct(values().as("values"), col("reported_by"))
                                        .cast(FactFold.RECORD)
                                        .as("record")),
                        col("record_id").equalTo(col("fact")),
                        "left"))
                .orElseGet(() -> facts.withColumn("old_subject_id", lit(null).cast("bigint"))
                        .withColumn("record", lit(null).cast(FactFold.RECORD)));
        return both.select(
                col("record_id"),
                col("record"),
                col("old_subject_id"),
                udf(fold, FactFold.RESULT).apply(col("told"), col("record")).as("result"));
    }

    /** The surviving columns of a row as texts. */
    private Column values() {
        List<Column> values = new ArrayList<>();
        for (String column : survivorship.columns()) {
            DataType type = type(column);
            Column value = col(column);
            if (column.equals(Survivorship.FLAGS)) {
                value = nullif(array_join(value, ","), lit(""));
            } else if (isNested(type)) {
                value = to_json(value);
            }
            values.add(value.cast("string").as(column));
        }
        return array(values.toArray(Column[]::new));
    }

    /** A surviving column out of texts. */
    Column value(Column texts, String column) {
        DataType type = type(column);
        Column text = element_at(texts, survivorship.columns().indexOf(column) + 1);
        if (column.equals(Survivorship.FLAGS)) {
            return coalesce(split(text, ","), array().cast(type)).as(column);
        }
        return (isNested(type) ? from_json(text, type, new HashMap<>()) : text.cast(type)).as(column);
    }

    /** Every surviving column out of texts. */
    List<Column> values(Column texts) {
        return survivorship.columns().stream().map(c -> value(texts, c)).toList();
    }

    private DataType type(String column) {
        return DataType.fromDDL(table.column(column).orElseThrow().type());
    }

    private static boolean isNested(DataType type) {
        return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
    }
}
