package io.creditlake.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.publish.view.Publication;
import io.creditlake.publish.view.Publications;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What became of the files whose readers owe a receipt. */
public final class Receipts {
    private final Function<String, Dataset<Row>> tables;

    /**
     * Those of a release.
     *
     * @param tables its tables by name
     */
    public Receipts(Function<String, Dataset<Row>> tables) {
        this.tables = tables;
    }

    /**
     * The files, the latest first, and receipts about files that were never sent.
     *
     * @return run_date, publication, file, rows_sent, rows_received, rows_refused, status; the status is {@code awaited}
     *     where no receipt has come
     */
    public Dataset<Row> of(Publications publications) {
        Object[] confirmed = publications.all().stream()
                .filter(Publication::confirmed)
                .map(Publication::id)
                .toArray();
        Dataset<Row> sent = tables.apply("ops.publication")
                .where(col("publication").isin(confirmed))
                .select(col("run_date"), col("publication"), col("file"), col("rows"));
        return sent.join(tables.apply("ops.receipt"), new String[] {"publication", "file"}, "full_outer")
                .select(
                        col("run_date"),
                        col("publication"),
                        col("file"),
                        coalesce(col("rows"), col("rows_sent")).as("rows_sent"),
                        col("rows_received"),
                        col("rows_refused"),
                        coalesce(col("status"), lit("awaited")).as("status"))
                .orderBy(col("run_date").desc_nulls_first(), col("publication"), col("file"));
    }
}
