package io.creditlake.infer;

import io.creditlake.config.ConfigurationException;
import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.DumpException;
import io.creditlake.dump.DumpReader;
import io.creditlake.dump.DumpScanner;
import io.creditlake.dump.DumpShape;
import io.creditlake.dump.Layout;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Rows;
import io.creditlake.dump.Tables;
import io.creditlake.infer.FormatFinder.Found;
import io.creditlake.infer.HeaderGuess.Header;
import io.creditlake.infer.Written.FileColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads a file of an unknown source the way a night would, once its format and header are found out. */
final class FileReading {
    private static final long PART_BYTES = 1L << 40;
    private static final String NO_HEADER = "\u0000";

    private final String name;
    private final FileBytes bytes;

    FileReading(Path file) {
        this.name = file.getFileName().toString();
        this.bytes = new FileBytes(file);
    }

    /**
     * Finds out how the file is written.
     *
     * @param isKnown whether a text is a header that the contracts know
     * @throws ConfigurationException when it cannot be read, with the reason that a department would be told
     */
    Written find(Predicate<String> isKnown) throws IOException {
        Found found = new FormatFinder(name, bytes).find();
        Header header = new HeaderGuess(found.rows(), isKnown).find();
        List<FileColumn> columns = header.names().stream()
                .filter(names -> !names.isEmpty())
                .map(FileColumn::new)
                .toList();
        boolean named = found.rows().isEmpty();
        if (!named && columns.isEmpty()) {
            throw ConfigurationException.of(
                    name,
                    "no header among the first rows",
                    "a row with the names of the columns",
                    "A source without a header has to be given one");
        }
        Tables tables = scan(found, columns);
        if (named) {
            columns = tables.layouts().stream()
                    .flatMap(t -> t.header().stream())
                    .distinct()
                    .map(key -> new FileColumn(List.of(key)))
                    .toList();
            tables = scan(found, columns);
        }
        return new Written(name, found.format(), columns, Math.max(0, header.row()), tables);
    }

    /** Rows that name their cells are read once with a column nobody has, to learn the names. */
    private Tables scan(Found found, List<FileColumn> columns) throws IOException {
        List<List<String>> names = columns.isEmpty()
                ? List.of(List.of(NO_HEADER))
                : columns.stream().map(FileColumn::names).toList();
        Stream<DumpShape.Column> shapes = names.stream().map(n -> new DumpShape.Column(n, n.get(0), false));
        try {
            return new DumpScanner(new DumpShape(List.of(found.format()), shapes.toList()), PART_BYTES)
                    .scan(name, bytes);
        } catch (DumpException e) {
            throw ConfigurationException.of(
                    name, e.getMessage(), "a whole file", "A night would refuse it with this message");
        }
    }

    /** Calls for every row whose shape is right with its cells, one for each column, null where there is none. */
    void rows(Written written, Consumer<String[]> action) throws IOException {
        for (Layout layout : written.tables().layouts()) {
            int[] positions = layout.fields().stream()
                    .limit(written.columns().size())
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (Part part : layout.parts()) {
                try (Rows rows = DumpReader.open(layout, part, bytes)) {
                    while (rows.next()) {
                        UTF8String[] cells = rows.cells();
                        boolean shifted = layout.kind() == Kind.CSV
                                && cells.length != layout.header().size();
                        if (rows.problem().isEmpty() && !shifted) {
                            action.accept(texts(cells, positions));
                        }
                    }
                }
            }
        }
    }

    private static String[] texts(UTF8String[] cells, int[] positions) {
        String[] texts = new String[positions.length];
        for (int i = 0; i < texts.length; i++) {
            UTF8String cell = positions[i] >= 0 && positions[i] < cells.length ? cells[positions[i]] : null;
            texts[i] = cell == null ? null : cell.toString();
        }
        return texts;
    }
}
