package io.creditlake.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.dump.TableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Refused rows of one source in a file, to be corrected by hand: each with what is wrong with it and the cells as they
 * were sent, under the headers they were sent under. Such a file holds personal data, so that its owner alone may read it;
 * a masked one is for others, and cannot be taken through again.
 */
public final class QuarantineExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SparkSession reader;
    private final Settings settings;

    /** Exports of the release that a session shows. */
    public QuarantineExport(SparkSession reader, Settings settings) {
        this.reader = reader;
        this.settings = settings;
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @param filter which rows
     * @param target file that is not there yet; its name ends with .csv, .xlsx or .jsonl
     * @param masked whether personal data is masked
     * @return how many rows it holds
     * @throws ConfigurationException when no row or rows of several sources are meant, or the file cannot be
     */
    public long write(RefusedFilter filter, Path target, boolean masked) {
        ExportTable kind = ExportTable.of(target)
                .orElseThrow(() -> ConfigurationException.of(
                        "--out " + target,
                        "a name of no known kind",
                        "a name that ends with .csv, .xlsx or .jsonl",
                        ""));
        if (Files.exists(target)) {
            throw ConfigurationException.of(
                    "--out " + target, "a file that is there", "a new one", "It may hold corrections by hand");
        }
        try {
            Refusals refusals = new Refusals(reader);
            Dataset<Row> entries = refusals.entries(filter);
            ArchivedFiles files = ArchivedFiles.of(reader, settings, entries);
            refuseAllBut(files.sources());
            List<String> columns = columns(files, masked);
            Dataset<Row> told = refusals.withProblems(entries);
            Dataset<Row> rows = masked ? files.dated(told) : files.asSent(reader, told);
            return write(ArchivedFiles.inOrder(rows), files, columns, kind, target, masked);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + target + " could not be written", e);
        }
    }

    private static void refuseAllBut(Set<String> sources) {
        if (sources.isEmpty()) {
            throw ConfigurationException.of(
                    "quarantine export", "no such refused row", "at least one", "See quarantine show");
        }
        if (sources.size() > 1) {
            throw ConfigurationException.of(
                    "quarantine export",
                    "rows of " + String.join(", ", sources),
                    "rows of one source, for others shall not see them and have other columns",
                    "Name it with --source");
        }
    }

    private static List<String> columns(ArchivedFiles files, boolean masked) {
        List<String> columns = new ArrayList<>(
                List.of(ExportColumns.DELIVERY, ExportColumns.FILE, ExportColumns.ROW, ExportColumns.PROBLEMS));
        files.headers().stream().filter(h -> !ExportColumns.isOwn(h)).forEach(columns::add);
        columns.add(ExportColumns.BEYOND);
        if (masked) {
            columns.add(ExportColumns.MASKED);
        }
        return columns;
    }

    private static long write(
            Dataset<Row> rows, ArchivedFiles files, List<String> columns, ExportTable kind, Path target, boolean masked)
            throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path unfinished = folder.resolve("." + target.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        long written = 0;
        try {
            try (TableFile table = kind.open(
                    Channels.newOutputStream(Files.newByteChannel(
                            unfinished, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerAlone())),
                    columns)) {
                for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); written++) {
                    Row row = all.next();
                    table.row(cells(row, masked ? masked(row, files) : sent(row, files), columns));
                }
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static FileAttribute<?>[] ownerAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static SentCells sent(Row row, ArchivedFiles files) {
        return SentCells.of(files.header(row.<Integer>getAs("file_index")), row.getList(row.fieldIndex("cells")));
    }

    /** The cells as the quarantine shows them. */
    private static SentCells masked(Row row, ArchivedFiles files) throws JsonProcessingException {
        SentCells cells = new SentCells(new java.util.LinkedHashMap<>(), new ArrayList<>());
        JsonNode raw = JSON.readTree(row.<String>getAs("raw"));
        Set<String> headers = files.headers();
        raw.properties().forEach(cell -> {
            if (headers.contains(cell.getKey())) {
                cells.byHeader().put(cell.getKey(), cell.getValue().asText());
            } else {
                cells.beyond().add(cell.getValue().asText());
            }
        });
        return cells;
    }

    private static List<Object> cells(Row row, SentCells sent, List<String> columns) throws JsonProcessingException {
        RefusedRow refused = RefusedRow.of(row);
        String problems = row.getAs("problems");
        boolean replayed = !refused.file().equals(refused.sentFile());
        List<Object> cells = new ArrayList<>();
        for (String column : columns) {
            cells.add(
                    switch (column) {
                        case ExportColumns.DELIVERY -> refused.deliveryId();
                        case ExportColumns.FILE -> refused.file();
                        case ExportColumns.ROW -> refused.rowNumber();
                        case ExportColumns.PROBLEMS ->
                            replayed
                                    ? "原文件 " + refused.sentFile() + " 第 " + refused.sentRowNumber() + " 行：" + problems
                                    : problems;
                        case ExportColumns.BEYOND ->
                            sent.beyond().isEmpty() ? null : JSON.writeValueAsString(sent.beyond());
                        case ExportColumns.MASKED -> "是";
                        default -> sent.byHeader().get(column);
                    });
        }
        return cells;
    }
}
