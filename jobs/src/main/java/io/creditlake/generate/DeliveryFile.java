package io.creditlake.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files of one layout in a delivery: one, or as many as its rows need. Nothing is made before the first row. */
final class DeliveryFile {
    private final Path folder;
    private final String stem;
    private final String title;
    private final Layout layout;
    private final int rowsPerFile;
    private final List<Written> written = new ArrayList<>();
    private RowFile open;
    private String name;
    private long rows;

    /** A finished file. */
    record Written(String name, long rows) {}

    DeliveryFile(Path folder, String stem, String title, Layout layout, int rowsPerFile) {
        this.folder = folder;
        this.stem = stem;
        this.title = title;
        this.layout = layout;
        this.rowsPerFile = Layout.hasManyFiles(layout.format()) ? rowsPerFile : Integer.MAX_VALUE;
    }

    Layout layout() {
        return layout;
    }

    /** Whether the next row goes to another file than the last. */
    boolean isFull() {
        return open == null || rows >= rowsPerFile;
    }

    /** Writes a row to the file that is open, full or not. */
    Position append(List<Cell> row) throws IOException {
        if (open == null) {
            begin();
        }
        open.write(row);
        rows++;
        return new Position(name, rows);
    }

    /** Ends the file that is open, if any, so that the next row begins another. */
    void end() throws IOException {
        if (open != null) {
            open.close();
            written.add(new Written(name, rows));
            open = null;
        }
    }

    private void begin() throws IOException {
        int part = written.size() + 1;
        name = Layout.fileName(layout.format(), stem + (part == 1 ? "" : "_part" + part));
        rows = 0;
        open = RowFile.open(folder.resolve(name), layout, title);
    }

    /** The finished files. */
    List<Written> written() {
        return written;
    }
}
