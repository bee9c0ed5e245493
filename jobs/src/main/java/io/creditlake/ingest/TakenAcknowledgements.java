package io.creditlake.ingest;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Workspace;
import io.creditlake.warning.Acknowledgement;
import io.creditlake.warning.AcknowledgementFolder;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/** Takes what is said about warnings and in force on the night into the lake, as {@link TakenJudgements} does. */
final class TakenAcknowledgements {
    private static final String TABLE = "supervision.acknowledgement";

    private TakenAcknowledgements() {}

    /** Writes them when they are not what the base has. */
    static void take(Workspace workspace, Configuration hadoop) {
        List<Acknowledgement> inForce = new AcknowledgementFolder(
                        workspace.settings().folders().landing(), hadoop)
                .load()
                .inForce(workspace.runDate());
        if (inForce.isEmpty() && !workspace.hasRows(TABLE)) {
            return;
        }
        Dataset<Row> rows = workspace
                .spark()
                .createDataFrame(
                        inForce.stream().map(TakenAcknowledgements::row).toList(),
                        LakeTables.structOf(workspace.contract(TABLE)))
                .coalesce(1);
        if (!rows.exceptAll(workspace.read(TABLE)).isEmpty()
                || !workspace.read(TABLE).exceptAll(rows).isEmpty()) {
            workspace.replace(TABLE, rows, functions.lit(true));
        }
    }

    private static Row row(Acknowledgement said) {
        return RowFactory.create(
                said.warningId(),
                said.on(),
                said.quietUntil().orElse(null),
                said.by(),
                said.note().isEmpty() ? null : said.note());
    }
}
