package io.creditlake.dump;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of JSON lines in UTF-8. Nested values are cells of JSON text. A line that is no object has a problem. */
final class JsonRows implements Rows {
    private final LineReader lines;
    private final List<String> header;
    private UTF8String[] cells = new UTF8String[0];
    private String problem = "";

    JsonRows(InputStream utf8, List<String> header) {
        this.lines = new LineReader(utf8);
        this.header = header;
    }

    @Override
    public boolean next() throws IOException {
        String line = lines.next();
        if (line == null) {
            return false;
        }
        problem = "";
        try {
            JsonNode object = JsonLine.object(line);
            cells = new UTF8String[header.size()];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = UTF8String.fromString(JsonLine.text(object.get(header.get(i))));
            }
        } catch (DumpException e) {
            // The line is kept as a cell beyond the header, so that it can be shown.
            problem = e.getMessage();
            cells = new UTF8String[header.size() + 1];
            cells[header.size()] = UTF8String.fromString(line);
        }
        return true;
    }

    @Override
    public UTF8String[] cells() {
        return cells;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
