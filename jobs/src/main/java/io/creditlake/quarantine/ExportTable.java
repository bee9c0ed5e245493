package io.creditlake.quarantine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.creditlake.config.ConfigurationException;
import io.creditlake.dump.CsvTable;
import io.creditlake.dump.TableFile;
import io.creditlake.dump.WorkbookTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of file that an export can be. */
enum ExportTable {
    CSV {
        @Override
        TableFile open(OutputStream out, List<String> columns) throws IOException {
            CsvTable table = new CsvTable(out);
            table.row(columns);
            return table;
        }
    },
    XLSX {
        @Override
        TableFile open(OutputStream out, List<String> columns) throws IOException {
            WorkbookTable table = new WorkbookTable(out);
            table.sheet("退回数据", columns);
            return new WholeCells(table, columns);
        }
    },
    JSONL {
        @Override
        TableFile open(OutputStream out, List<String> columns) throws IOException {
            return new Lines(out, columns);
        }
    };

    /** The kind that the name of a file asks for. */
    static Optional<ExportTable> of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (ExportTable kind : values()) {
            if (name.endsWith("." + kind.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** A table under a header, that closes the stream. */
    abstract TableFile open(OutputStream out, List<String> columns) throws IOException;

    /** Refuses what a cell of a workbook cannot hold: cut, it would not be what was sent. */
    private record WholeCells(WorkbookTable table, List<String> columns) implements TableFile {
        @Override
        public void row(List<?> cells) throws IOException {
            for (int i = 0; i < cells.size(); i++) {
                // One less, for the apostrophe that may come in front.
                if (cells.get(i) instanceof String text && text.length() >= WorkbookTable.LONGEST_CELL) {
                    throw ConfigurationException.of(
                            cells.get(1) + ":" + cells.get(2),
                            text.length() + " characters under " + columns.get(i),
                            "at most " + (WorkbookTable.LONGEST_CELL - 1)
                                    + ", which is what a cell of a workbook holds",
                            "Export to a file .csv or .jsonl");
                }
            }
            table.row(cells);
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }

    /** JSON lines, an object a row. */
    private static final class Lines implements TableFile {
        private final List<String> columns;
        private final JsonGenerator json;

        Lines(OutputStream out, List<String> columns) throws IOException {
            this.columns = columns;
            this.json = new JsonFactory().createGenerator(out);
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        }

        @Override
        public void row(List<?> cells) throws IOException {
            json.writeStartObject();
            for (int i = 0; i < cells.size(); i++) {
                if (cells.get(i) instanceof Long number) {
                    json.writeNumberField(columns.get(i), number);
                } else {
                    json.writeStringField(columns.get(i), (String) cells.get(i));
                }
            }
            json.writeEndObject();
        }

        @Override
        public void close() throws IOException {
            json.writeRaw('\n');
            json.close();
        }
    }
}
