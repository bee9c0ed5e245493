package io.creditlake.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a night was made of beside the lake itself. Files are named by their hash in the archive.
 *
 * @param night its date
 * @param deliveries the rows of {@code ops.delivery} as ingest left them
 * @param said what people had said, by path below the landing folder
 * @param conf files of the configuration folder by path
 * @param schemas files of the contracts' folder by path
 * @param skippedPolicies policies that were not graded
 * @param audits bounds of audits that the run was told to put in the place of those of its configuration
 */
public record ArchivedNight(
        String night,
        List<JsonNode> deliveries,
        Map<String, String> said,
        Map<String, String> conf,
        Map<String, String> schemas,
        List<String> skippedPolicies,
        Map<String, String> audits) {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    /**
     * A night as ingest has taken it in; puts what stands in files into the archive.
     *
     * @param deliveries rows of {@code ops.delivery} as JSON
     * @param said what people have said, by path below the landing folder
     */
    public static ArchivedNight of(
            Archive archive, Settings settings, LocalDate night, List<String> deliveries, Map<String, byte[]> said)
            throws IOException {
        Map<String, String> saidHashes = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : said.entrySet()) {
            saidHashes.put(file.getKey(), archive.keep(file.getValue()));
        }
        return new ArchivedNight(
                night.toString(),
                deliveries.stream().map(ArchivedNight::parsed).toList(),
                saidHashes,
                kept(archive, settings.folders().conf()),
                kept(archive, settings.folders().schemas()),
                settings.skippedPolicies(),
                settings.audits());
    }

    private static Map<String, String> kept(Archive archive, Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        Map<String, String> hashes = new TreeMap<>();
        for (Path file : files) {
            hashes.put(folder.relativize(file).toString(), archive.keep(Files.readAllBytes(file)));
        }
        return hashes;
    }

    /** Hashes of the files that came in with its deliveries. */
    Set<String> received() {
        return deliveries.stream()
                .map(row -> row.path("sha256").asText(""))
                .filter(hash -> !hash.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Hashes of the files that the night needs. */
    public Set<String> hashes() {
        Set<String> hashes = received();
        Stream.of(said, conf, schemas).forEach(files -> hashes.addAll(files.values()));
        return hashes;
    }

    /** As it is written. */
    byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a night that JSON cannot say", e);
        }
    }

    /**
     * Reads one.
     *
     * @param name how a person would name the file
     * @throws ConfigurationException when it is none
     */
    static ArchivedNight of(byte[] json, String name) {
        try {
            return JSON.readValue(json, ArchivedNight.class);
        } catch (IOException e) {
            throw ConfigurationException.of(
                    name,
                    new String(json, 0, Math.min(json.length, 20), StandardCharsets.UTF_8).strip() + " …",
                    "a night as creditlake writes it",
                    "Another version of creditlake may have written it");
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row that is no JSON", e);
        }
    }
}
