package io.creditlake.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.PlainFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The list {@code erased.jsonl} of an archive: hashes of the files that it holds no more because their time was over, each
 * with the night that found so. What is on it is not lost.
 *
 * @param root folder of the archive
 */
record ErasedFiles(Path root, Configuration hadoop) {
    private static final String NAME = "erased.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Hash to night. */
    Map<String, LocalDate> all() {
        Map<String, LocalDate> erased = new TreeMap<>();
        int number = 0;
        for (String line : text().lines().toList()) {
            number++;
            try {
                JsonNode node = JSON.readTree(line);
                erased.put(
                        node.path("sha256").asText(),
                        LocalDate.parse(node.path("erased_on").asText()));
            } catch (JsonProcessingException | DateTimeException e) {
                throw ConfigurationException.of(
                        file().toUri().getPath() + ":" + number,
                        "a line that is no erased file",
                        "the list as creditlake writes it",
                        "Put it back from another copy of the archive");
            }
        }
        return erased;
    }

    /** Adds some; what is on the list stays as it is. */
    void add(Map<String, LocalDate> erased) {
        Map<String, LocalDate> known = all();
        Map<String, LocalDate> both = new TreeMap<>(erased);
        both.putAll(known);
        if (both.size() == known.size()) {
            return;
        }
        String text = both.entrySet().stream()
                .map(e -> JSON.createObjectNode()
                                .put("sha256", e.getKey())
                                .put("erased_on", e.getValue().toString())
                        + "\n")
                .collect(Collectors.joining());
        try {
            PlainFiles.replace(file(), text.getBytes(StandardCharsets.UTF_8), hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text() {
        try (InputStream in = PlainFiles.system(file(), hadoop).open(file())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return new Path(root, NAME);
    }
}
