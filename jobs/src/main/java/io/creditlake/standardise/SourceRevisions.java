package io.creditlake.standardise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.TableContract;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows of {@code record.revision} that say that a source no longer tells a record, or tells it again. */
final class SourceRevisions {
    static final String WITHDRAWAL = "withdrawal";
    static final String REINSTATEMENT = "reinstatement";

    private SourceRevisions() {}

    /**
     * The rows.
     *
     * @param told {@code kind}, {@code target_record_id}, {@code effective_on}, {@code source} and whatever else the
     *     table has of them; one a record and source
     * @param table the class of the records
     */
    static Dataset<Row> of(Dataset<Row> told, TableContract table, LocalDate runDate) {
        return told.withColumn("target_class", lit(table.name().table()))
                .withColumn(
                        "record_id",
                        xxhash64(col("kind"), col("target_record_id"), col("source"), lit(runDate))
                                .bitwiseAND(lit(Long.MAX_VALUE)))
                .withColumn("content_hash", xxhash64(col("kind"), col("effective_on")))
                .withColumn("occurred_on", col("effective_on"))
                .withColumn("valid_from", col("effective_on"))
                .withColumn("received_on", lit(runDate));
    }
}
