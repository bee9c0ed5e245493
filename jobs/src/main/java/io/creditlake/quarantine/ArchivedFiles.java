package io.creditlake.quarantine;

import static org.apache.spark.sql.functions.col;

import io.creditlake.archive.Archive;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.dump.DumpSource;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Tables;
import io.creditlake.lake.Replay;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The archived files that some refused rows stand in.
 *
 * @param tables their tables, by index
 * @param deliveries {@code run_date}, {@code delivery_id}, {@code file} and {@code folder_date} of each file
 * @param sources their sources
 */
record ArchivedFiles(List<DumpFile> tables, Dataset<Row> deliveries, Set<String> sources) {
    private static final List<String> DELIVERY = List.of("run_date", "delivery_id", "file");

    /**
     * Finds them.
     *
     * @param entries rows of {@link Refusals#entries}
     * @throws ConfigurationException when the archive lacks one, or it is not what it was
     */
    static ArchivedFiles of(SparkSession reader, Settings settings, Dataset<Row> entries) throws IOException {
        Configuration hadoop = reader.sparkContext().hadoopConfiguration();
        Dataset<Row> files = entries.select("run_date", "delivery_id", "file")
                .distinct()
                .join(
                        reader.table("ops.delivery")
                                .select(
                                        "run_date",
                                        "delivery_id",
                                        "file",
                                        "source",
                                        "folder_date",
                                        "archive",
                                        "layout"),
                        scala.jdk.javaapi.CollectionConverters.asScala(DELIVERY).toSeq())
                .select(
                        col("run_date"),
                        col("delivery_id"),
                        col("file"),
                        col("folder_date"),
                        col("source"),
                        col("archive"),
                        col("layout"))
                .orderBy("folder_date", "source", "file", "run_date");
        List<Row> found = files.collectAsList();
        Archive archive = Archive.of(settings.folders().lake(), hadoop);
        List<DumpFile> tables = new ArrayList<>();
        Set<String> sources = new LinkedHashSet<>();
        for (Row file : found) {
            Path path = new Path(settings.folders().lake(), file.getString(5));
            archive.require(path.getName());
            sources.add(file.getString(4));
            int day = (int) ((LocalDate) file.getAs("folder_date")).toEpochDay();
            for (Layout layout : Tables.fromJson(file.getString(6)).layouts()) {
                tables.add(new DumpFile(
                        tables.size(), path.toString(), file.getString(1), file.getString(2), day, layout));
            }
        }
        Dataset<Row> deliveries =
                reader.createDataFrame(found, files.schema()).select("run_date", "delivery_id", "file", "folder_date");
        return new ArchivedFiles(tables, deliveries, sources);
    }

    /** Headers of a table by position of the cell. */
    List<String> header(int index) {
        return tables.get(index).layout().header();
    }

    /** Every header of a department, in the order met. */
    Set<String> headers() {
        Set<String> headers = new LinkedHashSet<>();
        tables.forEach(table -> headers.addAll(table.layout().header()));
        headers.removeAll(List.of("", Replay.ORIGIN));
        return headers;
    }

    /** The rows with {@code folder_date}, in the order sent. */
    Dataset<Row> dated(Dataset<Row> entries) {
        return entries.join(
                deliveries,
                scala.jdk.javaapi.CollectionConverters.asScala(DELIVERY).toSeq());
    }

    /** The rows as sent: with {@code folder_date}, {@code file_index}, {@code problem} and {@code cells}. */
    Dataset<Row> asSent(SparkSession reader, Dataset<Row> entries) {
        Dataset<Row> sent = DumpSource.read(reader, tables)
                .select("delivery_id", "file", "row_number", "file_index", "problem", "cells");
        return dated(entries)
                .join(
                        sent,
                        scala.jdk.javaapi.CollectionConverters.asScala(List.of("delivery_id", "file", "row_number"))
                                .toSeq());
    }

    /** Order of rows in files that are written. */
    static Dataset<Row> inOrder(Dataset<Row> rows) {
        return rows.orderBy("source", "folder_date", "sent_file", "sent_row_number", "delivery_id", "row_number");
    }
}
