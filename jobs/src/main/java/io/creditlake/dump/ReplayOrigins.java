package io.creditlake.dump;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.lake.Replay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The refused rows that replays take through again. */
public final class ReplayOrigins {
    private ReplayOrigins() {}

    /**
     * For each row of some replays, of one source or several: {@code file_index}, its file and number as {@code
     * replay_file} and {@code line}, and the columns of {@link Replay#ORIGIN_TYPE}, null where it has no origin.
     */
    public static Dataset<Row> of(SparkSession spark, List<DumpFile> files) {
        Map<Integer, List<DumpFile>> byFields = files.stream()
                .collect(Collectors.groupingBy(f -> f.layout().fields().size(), TreeMap::new, Collectors.toList()));
        return byFields.entrySet().stream()
                .map(same -> DumpSource.read(spark, same.getValue())
                        .select(
                                col("file_index"),
                                col("file").as("replay_file"),
                                col("row_number").as("line"),
                                from_json(col(DumpSource.field(same.getKey() - 1)), Replay.ORIGIN_TYPE, new HashMap<>())
                                        .as("origin"))
                        .select("file_index", "replay_file", "line", "origin.*"))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }
}
