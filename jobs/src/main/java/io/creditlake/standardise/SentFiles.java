package io.creditlake.standardise;

import io.creditlake.contract.SourceContract;
import io.creditlake.dump.DumpSource.DumpFile;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Where the files of a record class come from, by their place in the night. */
final class SentFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final StructType FRAME =
            StructType.fromDDL("file_index INT, source STRING, department STRING, delivery_id STRING, file STRING");

    private final Map<Integer, SentFile> byIndex = new HashMap<>();

    /** A file and who sent it. */
    record SentFile(String source, String department, String deliveryId, String file, LocalDate sentOn)
            implements Serializable {}

    /** Adds the files of a source. */
    void add(SourceContract contract, List<DumpFile> files) {
        for (DumpFile file : files) {
            byIndex.put(
                    file.index(),
                    new SentFile(
                            contract.source(),
                            contract.department(),
                            file.deliveryId(),
                            file.file(),
                            LocalDate.ofEpochDay(file.folderDay())));
        }
    }

    /** The file at a place. */
    SentFile get(int index) {
        return byIndex.get(index);
    }

    /** The files as rows: {@code file_index}, {@code source}, {@code department}, {@code delivery_id}, {@code
     * file}. */
    Dataset<Row> frame(SparkSession spark) {
        List<Row> rows = new ArrayList<>();
        byIndex.forEach((index, file) ->
                rows.add(RowFactory.create(index, file.source(), file.department(), file.deliveryId(), file.file())));
        return spark.createDataFrame(rows, FRAME);
    }
}
