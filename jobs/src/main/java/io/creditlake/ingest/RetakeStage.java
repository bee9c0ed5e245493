package io.creditlake.ingest;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNight;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * In the place of {@link IngestStage} takes a night in once more, as the archive says that it was taken in: what was
 * refused, repeated or missing then is so now. The files must be in the archive of the lake; what people had said must
 * lie in the landing folder.
 */
public final class RetakeStage implements Stage {
    private final ArchivedNight night;

    /** A stage that takes in what a night took in. */
    public RetakeStage(ArchivedNight night) {
        this.night = night;
    }

    @Override
    public String name() {
        return "ingest";
    }

    @Override
    public StageReport run(Workspace workspace) {
        SparkSession spark = workspace.spark();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> lines =
                night.deliveries().stream().map(row -> row.toString()).toList();
        if (!lines.isEmpty()) {
            List<Row> rows = spark.read()
                    .schema(DeliveryRow.SCHEMA)
                    .json(spark.createDataset(lines, Encoders.STRING()))
                    .collectAsList();
            workspace.append(
                    IngestStage.DELIVERIES,
                    spark.createDataFrame(rows, DeliveryRow.SCHEMA).coalesce(1));
        }
        TakenJudgements.take(workspace, hadoop);
        TakenAcknowledgements.take(workspace, hadoop);
        TakenReceipts.take(workspace, hadoop);
        new ArchivedNights(Archive.of(workspace.settings().folders().lake(), hadoop)).taken(night);
        return new StageReport(Map.of("files", (long) lines.size()), List.of());
    }
}
