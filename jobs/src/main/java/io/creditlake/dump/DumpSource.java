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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Dumps as a Spark data source: one partition a part of a file, rows by number with their cells. */
public final class DumpSource implements TableProvider {
    private static final StructType COLUMNS = StructType.fromDDL("file_index INT NOT NULL,"
            + " delivery_id STRING NOT NULL, file STRING NOT NULL, folder_date DATE NOT NULL,"
            + " row_number BIGINT NOT NULL, row_place STRING, problem STRING, cells ARRAY<STRING> NOT NULL");
    private static final String FIELD = "field_";

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
     * The rows of some files of one source. There is a column for each {@link #field} of the contract, and where one of the
     * files is a {@linkplain DumpShape#ofReplay replay} one more; {@code cells} are all cells by position; {@code problem}
     * says what is wrong with the row as a whole, {@code row_place} where it stands in a file of several tables.
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

    /** The column with the cell of a field of the contract, by its place there. */
    public static String field(int index) {
        return FIELD + index;
    }

    /** The place of the field that a column holds. */
    static int indexOf(String column) {
        return Integer.parseInt(column.substring(FIELD.length()));
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return schema(files(options));
    }

    private static StructType schema(List<DumpFile> files) {
        StructType schema = COLUMNS;
        int fields =
                files.stream().mapToInt(f -> f.layout().fields().size()).max().orElse(0);
        for (int i = 0; i < fields; i++) {
            schema = schema.add(field(i), DataTypes.StringType);
        }
        return schema;
    }

    private static List<DumpFile> files(CaseInsensitiveStringMap options) {
        try {
            return JSON.readValue(options.get(FILES), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a list of files", e);
        }
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new Dumps(files(new CaseInsensitiveStringMap(properties)), schema);
    }

    private record Dumps(List<DumpFile> files, StructType rows) implements Table, SupportsRead {
        @Override
        public String name() {
            return "dumps";
        }

        @Override
        public Column[] columns() {
            return CatalogV2Util.structTypeToV2Columns(rows);
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return new DumpScan.Builder(files, rows);
        }
    }
}
