package io.creditlake.standardise;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What tells facts, and contents of one fact, apart: hashes of 64 bits. */
final class FactKeys {
    private static final String SEPARATOR = "\u001f";
    private static final String ABSENT = "\u0000";

    private FactKeys() {}

    /** Adds the id of the record, from its business key, and the hash of its content. */
    static Dataset<Row> added(Dataset<Row> rows, TableContract table) {
        RecordClass recordClass = table.recordClass().orElseThrow();
        List<Column> key = new ArrayList<>(List.of(lit(recordClass.name())));
        Column complete = lit(true);
        for (String column : recordClass.businessKey()) {
            Column part = column.equals(RecordClass.SUBJECT_KEY) ? subjectKey() : col(column);
            key.add(text(part));
            complete = complete.and(part.isNotNull());
        }
        // Without a whole business key only an equal content is the same fact.
        key.add(when(complete, lit("")).otherwise(col("content_hash").cast("string")));
        return rows.withColumn("content_hash", contentHash(table))
                .withColumn(
                        "record_id",
                        xxhash64(concat_ws(SEPARATOR, key.toArray(Column[]::new)))
                                .bitwiseAND(lit(Long.MAX_VALUE)));
    }

    /** A hash of the class columns. */
    static Column contentHash(TableContract table) {
        List<String> content = new ArrayList<>();
        table.ownColumns().forEach(c -> content.add(c.name()));
        if (!table.recordClass().orElseThrow().businessKey().contains(RecordClass.SUBJECT_KEY)) {
            // Such a class describes its subject: who that is belongs to what it says, not to what it is known by.
            content.addAll(RecordClass.NAMING);
        }
        List<Column> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            // A value that is null leaves the hash as it is: the number tells whose value is lacking.
            parts.add(lit(i));
            parts.add(col(content.get(i)));
        }
        return xxhash64(parts.toArray(Column[]::new));
    }

    private static Column text(Column value) {
        return coalesce(value.cast("string"), lit(ABSENT));
    }

    /** The subject's best code, so that the same fact reported under different codes of one subject is one. */
    static Column subjectKey() {
        return coalesce(
                when(
                        call_function("credit.uscc_valid", col("uscc")),
                        call_function("credit.uscc_org_code", col("uscc"))),
                col("uscc"),
                col("org_code"),
                call_function("credit.tax_no_org_code", col("tax_no")),
                col("reg_no"),
                col("tax_no"),
                col("person_token"),
                call_function("credit.org_name_key", col("subject_name")));
    }
}
