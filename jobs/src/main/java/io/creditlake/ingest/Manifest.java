package io.creditlake.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.creditlake.dump.DumpException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a {@code _MANIFEST.json} says of the files beside it.
 *
 * @param files by name
 */
record Manifest(Map<String, Entry> files) {
    /** Name of the file. */
    static final String NAME = "_MANIFEST.json";

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern FILE_NAME = Pattern.compile("(?!\\.{1,2}$)[^/\\\\\\p{Cntrl}]+");

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
     * @throws DumpException when it is no manifest, or says something that cannot be
     */
    static Manifest read(InputStream in) throws IOException, DumpException {
        JsonNode list = parsed(in).path("files");
        if (!list.isArray()) {
            throw unreadable("没有 files 列表");
        }
        Map<String, Entry> files = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode file = list.get(i);
            String which = "files 中第 " + (i + 1) + " 个文件的 ";
            String name = file.path("name").asText("");
            if (!file.path("name").isTextual() || !FILE_NAME.matcher(name).matches()) {
                throw unreadable(which + "name 不是单纯的文件名");
            }
            if (files.put(name, new Entry(rows(file, which), sha256(file, which))) != null) {
                throw unreadable(which + "name 重复");
            }
        }
        return new Manifest(files);
    }

    private static JsonNode parsed(InputStream in) throws IOException, DumpException {
        try {
            return JSON.readTree(in);
        } catch (JsonProcessingException | CharConversionException e) {
            throw new DumpException("清单 " + NAME + " 无法解析：不是合法的 JSON", e);
        }
    }

    private static Optional<Long> rows(JsonNode file, String which) throws DumpException {
        JsonNode rows = file.path("rows");
        if (rows.isMissingNode() || rows.isNull()) {
            return Optional.empty();
        }
        if (!rows.isIntegralNumber() || !rows.canConvertToLong() || rows.asLong() < 0) {
            throw unreadable(which + "rows 不是行数");
        }
        return Optional.of(rows.asLong());
    }

    private static Optional<String> sha256(JsonNode file, String which) throws DumpException {
        JsonNode sha256 = file.path("sha256");
        if (sha256.isMissingNode() || sha256.isNull()) {
            return Optional.empty();
        }
        String text = sha256.asText("").toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(text).matches()) {
            throw unreadable(which + "sha256 不是 64 位十六进制数");
        }
        return Optional.of(text);
    }

    private static DumpException unreadable(String reason) {
        return new DumpException("清单 " + NAME + " 无法解析：" + reason);
    }

    /** What is wrong with a file by this manifest, in the language of the department; empty when nothing is. */
    Optional<String> contradiction(String name, String sha256, long rows) {
        Entry entry = files.get(name);
        if (entry == null) {
            return Optional.of("清单 " + NAME + " 未列此文件");
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
