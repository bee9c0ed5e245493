package io.creditlake.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout;
import io.creditlake.dump.ReplayOrigins;
import io.creditlake.dump.Tables;
import io.creditlake.ingest.TakeIn.TakenIn;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Holds replays against the refusals that are open as the night begins: each row must be one of them, and no other row of
 * the night may be the same. So a refusal is closed once, and no row comes in by a replay that was never refused.
 */
final class OpenRows {
    private static final List<String> KEY = List.of("run_date", "delivery_id", "file", "row_number");

    private final Workspace workspace;

    OpenRows(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The rows of {@code ops.delivery} with those of files refused that hold anything else. */
    List<DeliveryRow> held(List<DeliveryRow> replays) {
        List<DumpFile> files = new ArrayList<>();
        for (int i = 0; i < replays.size(); i++) {
            DeliveryRow row = replays.get(i);
            if (row.status().equals(DeliveryRow.RECEIVED)) {
                TakenIn taken = row.taken().orElseThrow();
                for (Layout layout : Tables.fromJson(taken.layout()).layouts()) {
                    String path = workspace.settings().folders().lake() + "/" + taken.archive();
                    files.add(new DumpFile(i, path, "", row.file(), 0, layout));
                }
            }
        }
        if (files.isEmpty()) {
            return replays;
        }
        Map<Integer, String> refusals = refusals(files);
        List<DeliveryRow> held = new ArrayList<>();
        for (int i = 0; i < replays.size(); i++) {
            DeliveryRow row = replays.get(i);
            held.add(refusals.containsKey(i) ? row.with(DeliveryRow.REFUSED, refusals.get(i)) : row);
        }
        return held;
    }

    /** For each file that holds something else why it is refused. */
    private Map<Integer, String> refusals(List<DumpFile> files) {
        Dataset<Row> replayed = ReplayOrigins.of(workspace.spark(), files);
        Column[] key = KEY.stream().map(name -> col(name)).toArray(Column[]::new);
        Dataset<Row> open = workspace
                .read("ops.quarantine")
                .filter(col("resolved_on").isNull())
                .select(key)
                .distinct()
                .withColumn("open", lit(true));
        Column nth = row_number().over(Window.partitionBy(key).orderBy("file_index", "line"));
        Column wrong = not(coalesce(col("open"), lit(false))).or(col("nth").gt(1));
        Map<Integer, String> refusals = new HashMap<>();
        for (Row file : replayed.join(
                        open,
                        scala.jdk.javaapi.CollectionConverters.asScala(KEY).toSeq(),
                        "left")
                .withColumn("nth", nth)
                .filter(wrong)
                .groupBy("file_index")
                .agg(
                        count(when(col("nth").equalTo(1), 1)),
                        count(when(col("nth").gt(1), 1)),
                        min("line"))
                .collectAsList()) {
            refusals.put(
                    file.getInt(0),
                    "有 " + file.getLong(1) + " 行所指的退回行不存在或已办结，" + file.getLong(2) + " 行重复，首见于第 " + file.getLong(3)
                            + " 行；整个文件不处理，请删除后用 quarantine replay 重新生成");
        }
        return refusals;
    }
}
