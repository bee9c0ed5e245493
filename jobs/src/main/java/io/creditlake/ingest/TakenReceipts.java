package io.creditlake.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.config.Problem;
import io.creditlake.exchange.Receipt;
import io.creditlake.exchange.ReceiptFolder;
import io.creditlake.exchange.ReceiptFolder.Known;
import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Takes the receipts that the night knows and the lake does not into {@code ops.receipt}, each held against the file that
 * was sent.
 */
final class TakenReceipts {
    private static final String TABLE = "ops.receipt";
    private static final String SENT = "ops.publication";
    private static final StructType RECEIVED =
            StructType.fromDDL("publication STRING, file STRING, received_on DATE, received_sha256 STRING,"
                    + " rows_received BIGINT, refused ARRAY<STRUCT<row: BIGINT, code: STRING, message: STRING>>,"
                    + " place INT");

    private TakenReceipts() {}

    /**
     * Writes them; the last receipt of a file is the one that holds.
     *
     * @return what could not be read
     */
    static List<Problem> take(Workspace workspace, Configuration hadoop) {
        Known known = new ReceiptFolder(workspace.settings().folders().landing(), hadoop).known(workspace.runDate());
        if (!known.receipts().isEmpty()) {
            take(workspace, known.receipts());
        }
        return known.mistakes();
    }

    private static void take(Workspace workspace, List<Receipt> receipts) {
        List<Row> rows = new ArrayList<>();
        for (Receipt receipt : receipts) {
            rows.add(RowFactory.create(
                    receipt.publication(),
                    receipt.file(),
                    receipt.on(),
                    receipt.sha256(),
                    receipt.rows(),
                    receipt.refused().stream()
                            .map(r -> RowFactory.create(r.row(), r.code(), r.message()))
                            .toList(),
                    rows.size()));
        }
        String[] file = {"publication", "file"};
        Dataset<Row> received = workspace
                .spark()
                .createDataFrame(rows, RECEIVED)
                .groupBy(col("publication"), col("file"))
                .agg(max_by(struct("received_on", "received_sha256", "rows_received", "refused"), col("place"))
                        .as("last"))
                .select("publication", "file", "last.*");
        Dataset<Row> sent = workspace
                .read(SENT)
                .groupBy(col("publication"), col("file"))
                .agg(
                        max_by(col("rows"), col("run_date")).as("rows_sent"),
                        max_by(col("sha256"), col("run_date")).as("sha256"));
        Dataset<Row> held = received.join(sent, file, "left")
                .withColumn("rows_refused", size(col("refused")).cast("bigint"))
                .withColumn("status", status())
                .select(workspace.contract(TABLE).columnNames().stream()
                        .map(functions::col)
                        .toArray(Column[]::new));
        Dataset<Row> news = held.exceptAll(workspace.read(TABLE)).transform(Kept::of);
        if (!news.isEmpty()) {
            workspace.upsert(TABLE, news, List.of(file));
        }
    }

    private static Column status() {
        return when(col("sha256").isNull(), lit("unknown_file"))
                .when(col("sha256").notEqual(col("received_sha256")), lit("other_content"))
                .when(col("rows_sent").notEqual(col("rows_received")), lit("other_rows"))
                .when(size(col("refused")).gt(0), lit("partly_accepted"))
                .otherwise(lit("accepted"));
    }
}
