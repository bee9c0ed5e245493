package io.creditlake.standardise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The refused rows that a replay of this night takes through again, and what becomes of them. */
final class ReplayedRows {
    private static final List<String> KEY = List.of("run_date", "delivery_id", "file", "row_number");
    private static final List<String> OUTCOME = List.of("resolution", "replay_delivery_id", "replay_row_number");

    private ReplayedRows() {}

    /** The column {@code origin} of evaluated rows as a {@link Replay#ORIGIN_TYPE}; null for a row that is none. */
    static Column origin() {
        return from_json(col("origin"), Replay.ORIGIN_TYPE, new HashMap<>());
    }

    /**
     * What became of the replayed rows of a class.
     *
     * @param evaluated rows of {@link EvaluatedRows}
     * @param duplicates {@code file_index} and {@code row_number} of rows that are duplicates
     * @param refused the same of rows that are refused for another reason than those of the row itself
     * @return for each the refused row, by the key of {@code ops.quarantine}, with {@code resolution},
     *     {@code replay_delivery_id} and {@code replay_row_number}
     */
    static Dataset<Row> of(Dataset<Row> evaluated, Dataset<Row> duplicates, Optional<Dataset<Row>> refused) {
        Dataset<Row> told = duplicates.withColumn("outcome", lit("duplicate"));
        Dataset<Row> outcomes = refused.map(rows -> told.unionByName(rows.withColumn("outcome", lit("refused"))))
                .orElse(told);
        Column outcome =
                when(size(col("reasons")).gt(0), "refused").otherwise(coalesce(col("outcome"), lit("accepted")));
        return evaluated
                .filter(col("origin").isNotNull())
                .join(
                        outcomes,
                        scala.jdk.javaapi.CollectionConverters.asScala(List.of("file_index", "row_number"))
                                .toSeq(),
                        "left")
                .select(
                        origin().as("origin"),
                        outcome.as("resolution"),
                        col("delivery_id").as("replay_delivery_id"),
                        col("row_number").as("replay_row_number"))
                .select(
                        col("origin.run_date"),
                        col("origin.delivery_id"),
                        col("origin.file"),
                        col("origin.row_number"),
                        col("resolution"),
                        col("replay_delivery_id"),
                        col("replay_row_number"));
    }

    /** Closes the refused rows, whatever became of them: one that is refused again is open as the row of the replay. */
    static void close(Workspace workspace, List<Dataset<Row>> replayed) {
        Map<String, Column> changes = new LinkedHashMap<>();
        changes.put("resolved_on", lit(workspace.runDate()));
        OUTCOME.forEach(column -> changes.put(column, col(Workspace.SOURCE + "." + column)));
        workspace.update(
                "ops.quarantine", replayed.stream().reduce(Dataset::unionByName).orElseThrow(), KEY, changes);
    }
}
