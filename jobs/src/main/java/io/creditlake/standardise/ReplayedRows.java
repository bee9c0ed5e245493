package io.creditlake.standardise;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param repeated rows of {@link Decisions}
     * @return for each the refused row, by the key of {@code ops.quarantine}, with {@code resolution},
     *     {@code replay_delivery_id} and {@code replay_row_number}
     */
    static Dataset<Row> of(Dataset<Row> evaluated, Dataset<Row> repeated) {
        Dataset<Row> duplicates = repeated.filter(not(col("accepted")))
                .select(col("file_index").as("other_index"), col("row_number").as("other_row"));
        return evaluated
                .filter(col("origin").isNotNull())
                .select(
                        origin().as("origin"),
                        size(col("reasons")).gt(0).as("refused"),
                        col("file_index"),
                        col("delivery_id").as("replay_delivery_id"),
                        col("row_number").as("replay_row_number"))
                .join(
                        duplicates,
                        col("file_index")
                                .equalTo(col("other_index"))
                                .and(col("replay_row_number").equalTo(col("other_row"))),
                        "left")
                .select(
                        col("origin.run_date"),
                        col("origin.delivery_id"),
                        col("origin.file"),
                        col("origin.row_number"),
                        when(coalesce(col("refused"), lit(false)), "refused")
                                .when(col("other_row").isNotNull(), "duplicate")
                                .otherwise("accepted")
                                .as("resolution"),
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
