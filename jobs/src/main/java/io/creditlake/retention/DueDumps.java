package io.creditlake.retention;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The files as received that are to go from the archive: those that tell of an erased record, those kept long enough, and
 * what has the same content as one of these. A night notes them; upkeep removes them.
 *
 * @param keep how long files are kept; empty when age is not to be looked at
 */
record DueDumps(Workspace workspace, ErasureLog log, Optional<Keep> keep) {
    private static final String[] FILE = {"delivery_id", "file"};
    private static final String[] CONTENT = {"sha256"};

    /**
     * Notes those that are not noted yet.
     *
     * @param telling {@code delivery_id}, {@code file} and {@code basis} of the files that tell of the records that the
     *     night erases
     */
    void note(Optional<Dataset<Row>> telling) {
        // As many rows as files were ever taken in.
        Dataset<Row> deliveries = workspace
                .read("ops.delivery")
                .filter(col("sha256").isNotNull())
                .select("source", "delivery_id", "file", "sha256", "run_date", "rows_read")
                .transform(Kept::of);
        Dataset<Row> noted = log.of(ErasureLog.DUMP).transform(Kept::of);
        List<Dataset<Row>> due = new ArrayList<>(List.of(noted.select("sha256", "due_on", "rule", "basis")));
        telling.ifPresent(files -> due.add(deliveries
                .join(Kept.sent(files), FILE)
                .select(
                        col("sha256"),
                        lit(null).cast("date").as("due_on"),
                        lit("holds_erased").as("rule"),
                        col("basis"))));
        keep.ifPresent(k -> due.add(aged(deliveries, k)));
        Dataset<Row> contents = due.stream()
                .reduce(Dataset::unionByName)
                .orElseThrow()
                .groupBy("sha256")
                .agg(
                        max("due_on").as("due_on"),
                        max("rule").as("rule"),
                        max("basis").as("basis"));
        Dataset<Row> news = deliveries
                .join(broadcast(contents), CONTENT)
                .join(noted.select(FILE[0], FILE[1]), FILE, "leftanti")
                .withColumnRenamed("rows_read", "rows")
                .drop("run_date")
                .transform(Kept::of);
        if (!news.isEmpty()) {
            log.add(ErasureLog.DUMP, news);
        }
    }

    private Dataset<Row> aged(Dataset<Row> deliveries, Keep k) {
        return deliveries
                .groupBy("sha256")
                .agg(max("run_date").as("since"))
                .filter(col("since").leq(lit(k.latestStart(workspace.runDate()))))
                .select(
                        col("sha256"),
                        k.over(col("since")).as("due_on"),
                        lit("dumps kept " + k.words()).as("rule"),
                        lit(k.basis()).as("basis"));
    }
}
