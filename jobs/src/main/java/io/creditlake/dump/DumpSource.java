package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Dumps as a Spark data source: one partition a part of a file, rows by number with their cells. */
public final class DumpSource implements TableProvider {
    /** Columns of the source. */
    public static final StructType SCHEMA = StructType.fromDDL("file_index INT NOT NULL,"
            + " delivery_id STRING NOT NULL, file STRING NOT NULL, folder_date DATE NOT NULL,"
            + " row_number BIGINT NOT NULL, row_place STRING, problem STRING, fields ARRAY<STRING> NOT NULL,"
            + " cells ARRAY<STRING> NOT NULL");

    private static final String FILES = "files";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A table of a file to read.
     *
     * @param index its place among the tables of the night, in the order received
     * @param path where it lies
     * @param deliveryId its delivery
     * @param file its name as the lake keeps it
     * @param folderDay date of its landing folder, in days since 1970-01-01
     * @param layout how it is read
     */
    public record DumpFile(int index, String path, String deliveryId, String file, int folderDay, Layout layout)
            implements Serializable {}

    /**
     * The rows of some files. Column {@code fields} has a cell for each field of the contract, {@code cells} all cells
     * by position; {@code problem} says what is wrong with the row as a whole, {@code row_place} where it stands in a
     * file of several tables.
     */
    public static Dataset<Row> read(SparkSession spark, List<DumpFile> files) {
        try {
            return spark.read()
                    .format(DumpSource.class.getName())
                    .option(FILES, JSON.writeValueAsString(files))
                    .load();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("files that are no JSON", e);
        }
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        try {
            List<DumpFile> files =
                    JSON.readValue(new CaseInsensitiveStringMap(properties).get(FILES), new TypeReference<>() {});
            return new Dumps(files);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a list of files", e);
        }
    }

    private record Dumps(List<DumpFile> files) implements Table, SupportsRead {
        @Override
        public String name() {
            return "dumps";
        }

        @Override
        public Column[] columns() {
            return CatalogV2Util.structTypeToV2Columns(SCHEMA);
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new DumpScan.Builder(files);
        }
    }
}
