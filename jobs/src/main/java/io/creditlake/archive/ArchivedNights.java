package io.creditlake.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * What the archive knows of nights, so that it alone can make the lake again: {@code nights/<date>.json} says what the
 * night of a date took in last, {@code releases.jsonl} which releases there are and what each was made of.
 */
public final class ArchivedNights {
    private static final String RELEASES = "releases.jsonl";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Archive archive;

    /** The nights of an archive. */
    public ArchivedNights(Archive archive) {
        this.archive = archive;
    }

    /**
     * A release that the archive knows.
     *
     * @param name its name
     * @param runDate its night
     * @param publishedAt when it was published
     * @param status published, withheld or rolled back
     * @param night hash of the file that says what it was made of; empty for one that was withheld, or is from before the
     *     archive kept that
     */
    public record Line(String name, LocalDate runDate, Instant publishedAt, Status status, String night) {
        private String json() {
            ObjectNode node = JSON.createObjectNode();
            node.put("release", name);
            node.put("run_date", runDate.toString());
            node.put("published_at", publishedAt.toString());
            node.put("status", status.name().toLowerCase(Locale.ROOT));
            node.put("night", night);
            return node.toString();
        }

        /** Whether it tells of a release what there is to tell; a dropped one stays what it was. */
        private boolean isOf(Release release) {
            return publishedAt.equals(release.publishedAt())
                    && (status == release.status() || release.status() == Status.DROPPED);
        }
    }

    /** Keeps what a night has taken in, until it is published or taken in again. */
    public void taken(ArchivedNight night) {
        replace("nights/" + night.night() + ".json", night.toJson());
    }

    /**
     * Brings the list of releases up to what the lake says; without effect when it says that already. A release that the
     * lake has dropped stays in the list as it was, as later ones were built on it.
     */
    public void follow(List<Release> releases) {
        Map<String, Line> lines = new LinkedHashMap<>();
        releases().forEach(line -> lines.put(line.name(), line));
        boolean changed = false;
        for (Release release : releases) {
            Line known = lines.get(release.name());
            if (known == null || !known.isOf(release)) {
                lines.put(release.name(), line(release, Optional.ofNullable(known)));
                changed = true;
            }
        }
        if (changed) {
            String text = lines.values().stream()
                    .sorted(Comparator.comparing(Line::runDate)
                            .thenComparing(line -> line.name().length())
                            .thenComparing(Line::name))
                    .map(line -> line.json() + "\n")
                    .collect(Collectors.joining());
            replace(RELEASES, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Line line(Release release, Optional<Line> known) {
        String night = known.filter(line -> line.publishedAt().equals(release.publishedAt()))
                .map(Line::night)
                .orElseGet(() -> release.status() == Status.WITHHELD ? "" : kept(release.runDate()));
        // What was dropped before the archive kept a list may have been published.
        Status status = release.status() == Status.DROPPED ? Status.PUBLISHED : release.status();
        return new Line(release.name(), release.runDate(), release.publishedAt(), status, night);
    }

    /** The hash under which the archive keeps what a night took in last; empty when it does not know. */
    private String kept(LocalDate night) {
        Optional<byte[]> json = content("nights/" + night + ".json");
        try {
            return json.isPresent() ? archive.keep(json.get()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All releases that the archive knows, in the order they were made.
     *
     * @throws ConfigurationException when the list cannot be read
     */
    public List<Line> releases() {
        String text = content(RELEASES)
                .map(b -> new String(b, StandardCharsets.UTF_8))
                .orElse("");
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            lines.add(parsed(line, number));
        }
        return lines;
    }

    private Line parsed(String line, int number) {
        try {
            JsonNode node = JSON.readTree(line);
            return new Line(
                    node.path("release").asText(),
                    LocalDate.parse(node.path("run_date").asText()),
                    Instant.parse(node.path("published_at").asText()),
                    Status.valueOf(node.path("status").asText().toUpperCase(Locale.ROOT)),
                    node.path("night").asText());
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw ConfigurationException.of(
                    shown(RELEASES) + ":" + number,
                    "a line that is no release",
                    "the list as creditlake writes it",
                    "Put it back from another copy of the archive");
        }
    }

    /** The releases that were published and not taken back, one a night, in order. */
    public List<Line> published() {
        Map<LocalDate, Line> last = new TreeMap<>();
        releases().stream()
                .filter(line -> line.status() == Status.PUBLISHED)
                .forEach(line -> last.put(line.runDate(), line));
        return List.copyOf(last.values());
    }

    /**
     * What a release was made of.
     *
     * @throws ConfigurationException when the archive does not know, or has lost it
     */
    public ArchivedNight read(Line release) {
        if (release.night().isEmpty()) {
            throw ConfigurationException.of(
                    shown(RELEASES),
                    release.name() + ", of which the archive does not know what it was made of",
                    "releases that were published since the archive keeps it",
                    "Restore the whole lake folder from a backup instead");
        }
        try {
            return ArchivedNight.of(archive.read(release.night()), release.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The files that a night took in last and the archive no longer has as they were, as a person would name them; none
     * when the archive knows nothing of the night.
     */
    public List<String> lost(LocalDate night) {
        String name = "nights/" + night + ".json";
        Optional<byte[]> json = content(name);
        if (json.isEmpty()) {
            return List.of();
        }
        return ArchivedNight.of(json.get(), shown(name)).received().parallelStream()
                .filter(hash -> !archive.has(hash))
                .map(archive::shown)
                .toList();
    }

    /**
     * The nights that cannot be made again because a file that they took in was erased, in order.
     *
     * @param published releases that the archive knows the making of
     */
    public List<LocalDate> erased(List<Line> published) {
        Set<String> erased = archive.erased().all().keySet();
        if (erased.isEmpty()) {
            return List.of();
        }
        return published.stream()
                .filter(line ->
                        read(line).received().stream().anyMatch(hash -> erased.contains(hash) && !archive.has(hash)))
                .map(Line::runDate)
                .toList();
    }

    /** Looks at every file: whether its content is still that of its hash, and whether what releases need is there. */
    public Damage check() {
        TreeSet<String> damaged = new TreeSet<>();
        TreeSet<String> present = new TreeSet<>();
        long bytes = 0;
        try {
            for (FileStatus folder : list(archive.root())) {
                boolean ofHashes =
                        folder.isDirectory() && folder.getPath().getName().matches("[0-9a-f]{2}");
                for (FileStatus file : ofHashes ? list(folder.getPath()) : new FileStatus[0]) {
                    String hash = file.getPath().getName();
                    present.add(hash);
                    bytes += file.getLen();
                    if (archive.state(hash) != Archive.State.WHOLE) {
                        damaged.add(hash);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TreeSet<String> absent = new TreeSet<>();
        Set<String> erased = archive.erased().all().keySet();
        List<String> unknown = new ArrayList<>();
        for (Line release : published()) {
            if (release.night().isEmpty()) {
                unknown.add(release.name());
            } else if (!present.contains(release.night())) {
                absent.add(release.night());
            } else if (!damaged.contains(release.night())) {
                read(release).hashes().stream()
                        .filter(hash -> !present.contains(hash) && !erased.contains(hash))
                        .forEach(absent::add);
            }
        }
        return new Damage(present.size(), bytes, List.copyOf(damaged), List.copyOf(absent), List.copyOf(unknown));
    }

    /**
     * What is wrong with an archive.
     *
     * @param files files looked at
     * @param bytes their size
     * @param damaged hashes of files whose content is another
     * @param absent hashes of files that published releases need and that are not there, without those that were erased
     * @param unknown published releases of which the archive does not know what they were made of
     */
    public record Damage(int files, long bytes, List<String> damaged, List<String> absent, List<String> unknown) {}

    private FileStatus[] list(Path folder) throws IOException {
        try {
            return archive.files().listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private String shown(String name) {
        return new Path(archive.root(), name).toUri().getPath();
    }

    private Optional<byte[]> content(String name) {
        Path file = new Path(archive.root(), name);
        try (InputStream in = PlainFiles.system(file, archive.hadoop()).open(file)) {
            return Optional.of(in.readAllBytes());
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void replace(String name, byte[] content) {
        try {
            PlainFiles.replace(new Path(archive.root(), name), content, archive.hadoop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
