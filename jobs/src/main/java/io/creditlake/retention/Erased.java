package io.creditlake.retention;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The records that a night erases. Those of them that came before the night are gone from their tables; those that came
 * with it have no subject yet, and must get none.
 *
 * @param ids {@code record_id}, distinct
 * @param count how many there are
 */
public record Erased(Dataset<Row> ids, long count) {}
