package io.creditlake.publish.view;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.publish.view.Publication.Format;
import io.creditlake.publish.view.Publication.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes the rows of a publication to its files. Which row stands where follows from the rows alone, so that the same
 * rows give the same files, byte for byte.
 */
final class PublicationFiles {
    /** Headers of the two columns that changes begin with. */
    private static final List<String> CHANGE_NAMES = List.of("operation", "reason");

    private static final List<String> CHANGE_LABELS = List.of("操作标识", "变更原因");
    /** Rows that one task writes one after the other. */
    private static final long ROWS_OF_A_TASK = 500_000;

    private static final int MOST_TASKS = 200;
    private static final StructType WRITTEN = new StructType()
            .add("part", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("sha256", DataTypes.StringType);

    private final Publication publication;
    private final Path folder;
    private final Configuration hadoop;

    /**
     * The files of a publication.
     *
     * @param folder the folder of the publication, which is not there
     */
    PublicationFiles(Publication publication, Path folder, Configuration hadoop) {
        this.publication = publication;
        this.folder = folder;
        this.hadoop = hadoop;
    }

    /**
     * A file.
     *
     * @param part the part it belongs to, see {@link PublicationRows#PART}
     * @param name its name in the folder of the part
     * @param rows its rows, without the header
     * @param sha256 hexadecimal
     */
    record Written(String part, String name, long rows, String sha256) {}

    /** The names of the columns that files have. */
    List<String> names(boolean changes) {
        return headers(
                changes,
                CHANGE_NAMES,
                publication.columns().stream().map(Output::name).toList());
    }

    private static List<String> headers(boolean changes, List<String> first, List<String> own) {
        return changes ? Stream.concat(first.stream(), own.stream()).toList() : own;
    }

    /**
     * Writes them.
     *
     * @param rows rows as {@link PublicationRows} gives them, kept
     * @param prefix what the names of the files begin with
     * @return the files by part and name
     */
    List<Written> write(Dataset<Row> rows, boolean changes, String prefix) {
        // As many rows as there are cities or departments.
        Map<String, Long> parts = new java.util.TreeMap<>();
        rows.groupBy(PublicationRows.PART)
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> parts.put(row.getString(0), row.getLong(1)));
        long most = parts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most == 0) {
            return List.of();
        }
        int groups = Math.toIntExact((most + ROWS_OF_A_TASK - 1) / ROWS_OF_A_TASK);
        StructType out = (StructType) rows.schema().apply(PublicationRows.OUT).dataType();
        Column[] key = new PublicationRows(publication)
                .key().stream().map(functions::col).toArray(Column[]::new);
        Column[] order = Stream.concat(Stream.of(col(PublicationRows.PART), col("_group")), Stream.of(key))
                .toArray(Column[]::new);
        Dataset<Row> placed = rows.withColumn(
                        "_group", pmod(xxhash64(key), lit(groups)).cast("int"))
                .repartition(Math.min(MOST_TASKS, parts.size() * groups), col(PublicationRows.PART), col("_group"))
                .sortWithinPartitions(order)
                .select(
                        col(PublicationRows.PART),
                        col("_group"),
                        cells(out, changes).as("cells"));
        ChunkWriter writer = new ChunkWriter(
                folder.toString(),
                prefix,
                publication.layout(),
                names(changes),
                headers(
                        changes,
                        CHANGE_LABELS,
                        publication.columns().stream().map(Output::label).toList()),
                isText(out, changes),
                new SerializableConfiguration(hadoop));
        return placed.mapPartitions(writer, Encoders.row(WRITTEN)).orderBy("part", "file").collectAsList().stream()
                .map(row -> new Written(row.getString(0), row.getString(1), row.getLong(2), row.getString(3)))
                .toList();
    }

    private Column cells(StructType out, boolean changes) {
        List<Column> columns = new ArrayList<>();
        if (changes) {
            columns.add(col(PublicationRows.OPERATION).as(CHANGE_NAMES.get(0)));
            columns.add(col(PublicationRows.REASON).as(CHANGE_NAMES.get(1)));
        }
        for (StructField field : out.fields()) {
            columns.add(col(PublicationRows.OUT).getField(field.name()).as(field.name()));
        }
        if (publication.layout().format() == Format.JSONL) {
            return array(to_json(struct(columns.toArray(Column[]::new)), Map.of("ignoreNullFields", "false")));
        }
        int own = changes ? CHANGE_NAMES.size() : 0;
        for (int i = own; i < columns.size(); i++) {
            columns.set(i, text(columns.get(i), out.fields()[i - own]));
        }
        return array(columns.toArray(Column[]::new));
    }

    private static Column text(Column value, StructField field) {
        boolean nested = field.dataType() instanceof StructType
                || field.dataType() instanceof ArrayType
                || field.dataType() instanceof MapType;
        return when(value.isNotNull(), nested ? to_json(value) : value.cast("string"));
    }

    private static boolean[] isText(StructType out, boolean changes) {
        int own = changes ? CHANGE_NAMES.size() : 0;
        boolean[] isText = new boolean[own + out.size()];
        for (int i = 0; i < out.size(); i++) {
            isText[own + i] = out.fields()[i].dataType() instanceof StringType;
        }
        return isText;
    }
}
