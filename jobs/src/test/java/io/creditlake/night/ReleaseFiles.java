package io.creditlake.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files for departments and for readers that are made with a release. */
final class ReleaseFiles {
    /** The folders of a lake that hold them, in each a folder a release. */
    private static final List<String> KINDS = List.of("feedback", "publications");

    private ReleaseFiles() {}

    /** The folders that who looks for a release finds: of a night that is none yet, files lie in one that is hidden. */
    static Set<String> shown(Path lake) {
        Set<String> shown = new TreeSet<>();
        for (String kind : KINDS) {
            if (!Files.isDirectory(lake.resolve(kind))) {
                continue;
            }
            try (Stream<Path> folders = Files.list(lake.resolve(kind))) {
                folders.map(folder -> folder.getFileName().toString())
                        .filter(name -> !name.startsWith("."))
                        .forEach(shown::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shown;
    }

    /** What the files of a release hold, by their place in the lake; none when it has no folder. */
    static Map<String, String> of(Path lake, String release) {
        Map<String, String> files = new TreeMap<>();
        for (String kind : KINDS) {
            Path folder = lake.resolve(kind).resolve(release);
            if (!Files.exists(folder)) {
                continue;
            }
            try (Stream<Path> made = Files.walk(folder)) {
                for (Path file : made.filter(Files::isRegularFile).toList()) {
                    files.put(lake.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }
}
