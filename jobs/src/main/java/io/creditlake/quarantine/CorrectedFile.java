package io.creditlake.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.contract.Headers;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpSource;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.dump.HadoopBytes;
import io.creditlake.dump.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * An export that somebody has corrected.
 *
 * @param file the file
 * @param tables its tables, by index
 */
record CorrectedFile(Path file, List<DumpFile> tables) {
    private static final int MOST_SHOWN = 20;
    private static final List<String> NAMED = List.of("delivery_id", "file", "row_number");

    /**
     * Opens it.
     *
     * @throws ConfigurationException when it is no export, or one whose values are masked
     */
    static CorrectedFile open(Path file, Configuration hadoop) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw ConfigurationException.of(file.toString(), "no such file", "a file of quarantine export", "");
        }
        String path = file.toAbsolutePath().toUri().toString();
        List<Layout> layouts;
        try {
            layouts = new DumpScanner(ExportColumns.shape(), Long.MAX_VALUE)
                    .scan(file.getFileName().toString(), new HadoopBytes(new org.apache.hadoop.fs.Path(path), hadoop))
                    .layouts();
        } catch (DumpException e) {
            throw ConfigurationException.of(
                    file.toString(),
                    e.getMessage(),
                    "a corrected file of quarantine export, with its columns " + ExportColumns.DELIVERY + ", "
                            + ExportColumns.FILE + " and " + ExportColumns.ROW,
                    "");
        }
        if (layouts.stream().anyMatch(l -> l.fields().get(ExportColumns.MASKED_FIELD) >= 0)) {
            throw ConfigurationException.of(
                    file.toString(),
                    "a masked export, whose values are not those sent",
                    "one that is not masked",
                    "Export again without --masked");
        }
        List<DumpFile> tables = new ArrayList<>();
        layouts.forEach(layout -> tables.add(new DumpFile(tables.size(), path, "", "", 0, layout)));
        return new CorrectedFile(file, tables);
    }

    /**
     * The refused rows that its rows are, with {@code file_index}, {@code problem} and {@code cells}.
     *
     * @param entries every refused row, see {@link Refusals#entries}
     * @param night the night that shall take them in
     * @throws ConfigurationException with the rows that are none, or closed, or there twice
     */
    Dataset<Row> rows(SparkSession reader, Dataset<Row> entries, LocalDate night) {
        Dataset<Row> corrected = DumpSource.read(reader, tables)
                .select(
                        col("file_index"),
                        col("row_number").as("line"),
                        col("problem"),
                        cell(ExportColumns.DELIVERY_FIELD).as("delivery_id"),
                        cell(ExportColumns.FILE_FIELD).as("file"),
                        cell(ExportColumns.ROW_FIELD).try_cast("bigint").as("row_number"),
                        cell(ExportColumns.BEYOND_FIELD).as("beyond"),
                        col("cells"));
        Dataset<Row> joined = corrected
                .join(
                        entries,
                        scala.jdk.javaapi.CollectionConverters.asScala(NAMED).toSeq(),
                        "left")
                .withColumn(
                        "nth",
                        row_number()
                                .over(Window.partitionBy("delivery_id", "file", "row_number")
                                        .orderBy("line")))
                .withColumn("wrong", wrong(night));
        refuse(joined.filter(col("wrong").isNotNull())
                .select("line", "wrong")
                .orderBy("line")
                .takeAsList(MOST_SHOWN + 1));
        return joined.drop("wrong", "nth", "line", "beyond");
    }

    private static Column cell(int field) {
        return trim(col(DumpSource.field(field)));
    }

    private static Column wrong(LocalDate night) {
        return when(col("problem").isNotNull(), col("problem"))
                .when(
                        col("delivery_id")
                                .isNull()
                                .or(col("file").isNull())
                                .or(col("row_number").isNull()),
                        "a row that does not say which refused row it is")
                .when(col("run_date").isNull(), "a row that was never refused, as far as the release knows")
                .when(
                        col("resolved_on").isNotNull(),
                        concat(lit("a row that is closed: "), col("resolution"), lit(" on "), col("resolved_on")))
                .when(
                        col("run_date").geq(lit(night)),
                        concat(
                                lit("a row that was refused in the night of "),
                                col("run_date"),
                                lit(", which is not before --date")))
                .when(col("nth").gt(1), "a refused row that stands above already")
                .when(
                        col("beyond").isNotNull().and(col("beyond").notEqual("")),
                        "cells under " + ExportColumns.BEYOND + ", which have no header");
    }

    private void refuse(List<Row> wrong) {
        Problems problems = new Problems();
        for (Row row : wrong.subList(0, Math.min(wrong.size(), MOST_SHOWN))) {
            problems.add(new Problem(
                    file + " row " + row.getLong(0) + " below the header",
                    0,
                    row.getString(1),
                    "an open refused row, once, with its cells under the headers it was sent under",
                    wrong.size() > MOST_SHOWN ? "There are more of these" : ""));
        }
        problems.throwIfAny();
    }

    /**
     * Refuses columns that neither the contract nor the rows as sent know, for a header with a slip would lose its
     * column.
     */
    void refuseUnknownColumns(SourceContract contract, Set<String> sent) {
        Set<String> names = new LinkedHashSet<>(sent);
        contract.fields().forEach(field -> names.addAll(field.headers()));
        Set<String> known = new LinkedHashSet<>();
        names.forEach(name -> known.add(Headers.reduced(name)));
        Problems problems = new Problems();
        for (DumpFile table : tables) {
            for (String header : table.layout().header()) {
                if (!header.isEmpty() && !ExportColumns.isOwn(header) && !known.contains(Headers.reduced(header))) {
                    problems.add(new Problem(
                            file.toString(),
                            0,
                            "the column " + header,
                            "columns as sent, or as " + contract.source() + " names them",
                            Spelling.nearest(header, names)
                                    .map(near -> "Did you mean " + near + "?")
                                    .orElse("")));
                }
            }
        }
        problems.throwIfAny();
    }

    /** The cells of a row without the columns of the export. */
    SentCells cells(Row row) {
        Layout layout = tables.get(row.<Integer>getAs("file_index")).layout();
        SentCells all = SentCells.of(layout.header(), row.getList(row.fieldIndex("cells")));
        all.byHeader().keySet().removeIf(ExportColumns::isOwn);
        return layout.kind() == Kind.JSONL ? all : all.restored();
    }
}
