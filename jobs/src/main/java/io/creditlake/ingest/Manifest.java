package io.creditlake.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code _MANIFEST.json} says of the files beside it.
 *
 * @param files by name
 */
record Manifest(Map<String, Entry> files) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A file of a manifest.
     *
     * @param rows data rows it declares, empty when it declares none
     * @param sha256 hash it declares in lower case, empty when it declares none
     */
    record Entry(Optional<Long> rows, Optional<String> sha256) {}

    /**
     * Reads a manifest.
     *
     * @return empty when it is no manifest
     */
    static Optional<Manifest> read(InputStream in) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(in);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return Optional.empty();
        }
        JsonNode list = root == null ? null : root.get("files");
        if (list == null || !list.isArray()) {
            return Optional.empty();
        }
        Map<String, Entry> files = new LinkedHashMap<>();
        for (JsonNode file : list) {
            if (!file.path("name").isTextual()) {
                return Optional.empty();
            }
            files.put(
                    file.get("name").asText(),
                    new Entry(
                            Optional.of(file.path("rows"))
                                    .filter(JsonNode::isIntegralNumber)
                                    .map(JsonNode::asLong),
                            Optional.of(file.path("sha256"))
                                    .filter(JsonNode::isTextual)
                                    .map(node -> node.asText().toLowerCase(java.util.Locale.ROOT))));
        }
        return Optional.of(new Manifest(files));
    }

    /** What is wrong with a file by this manifest, in the language of the department; empty when nothing is. */
    Optional<String> contradiction(String name, String sha256, long rows) {
        Entry entry = files.get(name);
        if (entry == null) {
            return Optional.of("清单 _MANIFEST.json 未列此文件");
        }
        if (entry.sha256().isPresent() && !entry.sha256().get().equals(sha256)) {
            return Optional.of("文件摘要与清单不符：清单为 " + entry.sha256().get() + "，实为 " + sha256);
        }
        if (rows >= 0 && entry.rows().isPresent() && entry.rows().get() != rows) {
            return Optional.of("行数与清单不符：清单为 " + entry.rows().get() + " 行，实为 " + rows + " 行");
        }
        return Optional.empty();
    }
}
