package io.creditlake.dump;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rows of JSON lines in UTF-8. Nested values are cells of JSON text. A line that is no object has a problem. */
final class JsonRows implements NamedRows {
    private final LineReader lines;
    private final Map<String, String> row = new LinkedHashMap<>();
    private String line = "";
    private String problem = "";

    JsonRows(InputStream utf8) {
        this.lines = new LineReader(utf8);
    }

    @Override
    public boolean next() throws IOException {
        line = lines.next();
        if (line == null) {
            return false;
        }
        problem = "";
        row.clear();
        try {
            putAll(JsonLine.object(line), row);
        } catch (DumpException e) {
            problem = e.getMessage();
        }
        return true;
    }

    /** Adds every key of an object. */
    static void putAll(JsonNode object, Map<String, String> row) {
        object.properties().forEach(field -> row.put(field.getKey(), JsonLine.text(field.getValue())));
    }

    @Override
    public Map<String, String> row() {
        return row;
    }

    @Override
    public String problem() {
        return problem;
    }

    @Override
    public String sent() {
        return line;
    }

    @Override
    public void finish() {}

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
