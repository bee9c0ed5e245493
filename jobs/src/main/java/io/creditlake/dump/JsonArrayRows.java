package io.creditlake.dump;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of an array of objects somewhere in a JSON document in UTF-8, one object in memory at a time. An element that is
 * no object, or has a key twice, has a problem; where the document itself is broken, reading ends.
 */
final class JsonArrayRows implements NamedRows {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser json;
    private final String path;
    private final Map<String, String> row = new LinkedHashMap<>();
    private JsonStreamContext array;
    private String sent = "";
    private String problem = "";

    /**
     * Rows of a document.
     *
     * @param path keys that lead to the array, with dots between them; empty when the document is the array
     */
    JsonArrayRows(InputStream utf8, String path) throws IOException {
        this.path = path;
        this.json = FACTORY.createParser(utf8);
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (array == null) {
                enter();
            }
            return json.nextToken() != JsonToken.END_ARRAY && read();
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private void enter() throws IOException {
        json.nextToken();
        for (String key : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
            if (!json.isExpectedStartObjectToken() || !enter(key)) {
                throw noArray();
            }
        }
        if (!json.isExpectedStartArrayToken()) {
            throw noArray();
        }
        array = json.getParsingContext();
    }

    private boolean enter(String key) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(key);
            json.nextToken();
            if (found) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private FaultyFileException noArray() {
        return new FaultyFileException(path.isEmpty() ? "JSON 文件不是一个数组" : "JSON 文件中没有数组 " + path);
    }

    private boolean read() throws IOException {
        row.clear();
        problem = "";
        sent = "";
        try {
            JsonNode element = JsonLine.element(json);
            if (element.isObject()) {
                JsonRows.putAll(element, row);
            } else {
                problem = "该行不是 JSON 对象";
                sent = element.toString();
            }
        } catch (MismatchedInputException e) {
            problem = "该行的同一键出现两次";
            while (json.getParsingContext() != array) {
                json.nextToken();
            }
        }
        return true;
    }

    private static FaultyFileException broken(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : "（第 " + at.getLineNr() + " 行第 " + at.getColumnNr() + " 个字符附近）";
        return new FaultyFileException("JSON 文件不完整或不合法" + where + "，请重新导出后报送", e);
    }

    @Override
    public void finish() throws IOException {
        try {
            JsonToken token = json.currentToken();
            while (token != null) {
                token = json.nextToken();
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
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
        return sent;
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
