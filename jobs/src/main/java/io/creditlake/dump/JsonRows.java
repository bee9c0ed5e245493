package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of JSON lines in UTF-8. Nested values are cells of JSON text. A line that is no object has a problem. */
final class JsonRows implements Rows {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedReader lines;
    private final List<String> header;
    private UTF8String[] cells = new UTF8String[0];
    private String problem = "";

    JsonRows(InputStream utf8, List<String> header) {
        this.lines = new BufferedReader(new InputStreamReader(utf8, StandardCharsets.UTF_8), 1 << 16);
        this.header = header;
    }

    @Override
    public boolean next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                parse(line);
                return true;
            }
        }
        return false;
    }

    private void parse(String line) {
        cells = new UTF8String[header.size()];
        problem = "";
        try {
            JsonNode node = JSON.readTree(line);
            if (!node.isObject()) {
                refuse(line, "该行不是 JSON 对象");
                return;
            }
            for (int i = 0; i < cells.length; i++) {
                cells[i] = text(node.get(header.get(i)));
            }
        } catch (JsonProcessingException e) {
            refuse(line, "该行不是合法的 JSON（第 " + e.getLocation().getColumnNr() + " 个字符处）");
        }
    }

    /** Keeps the line as a cell beyond the header, so that it can be shown. */
    private void refuse(String line, String reason) {
        problem = reason;
        cells = new UTF8String[header.size() + 1];
        cells[header.size()] = UTF8String.fromString(line);
    }

    static UTF8String text(JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return UTF8String.fromString(value.isContainerNode() ? value.toString() : value.asText());
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
