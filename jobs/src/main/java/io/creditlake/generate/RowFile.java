package io.creditlake.generate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file that rows are written to. */
interface RowFile extends Closeable {

    /** Writes a row; one with more cells than headers has its separators in the wrong place. */
    void write(List<Cell> row) throws IOException;

    /** Opens a file and writes what stands above the rows. */
    static RowFile open(Path file, Layout layout, String title) throws IOException {
        return switch (layout.format().kind()) {
            case CSV -> new CsvFile(file, layout);
            case XLSX -> new WorkbookFile(file, layout, title);
            case JSONL -> new JsonLinesFile(file, layout);
            case XLS, XML, JSON, PARQUET -> throw new IllegalStateException("no layout of " + layout.format());
        };
    }
}
