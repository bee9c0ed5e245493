package io.creditlake.upkeep;

import io.creditlake.archive.Archive;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Release;
import io.creditlake.lake.Release.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What lies beside the tables and may say what was erased: dumps in the archive, pages, feedback and publications of
 * releases that are dropped, and the publications of the night that erased, which send a removed row as it was last sent.
 * To remove them again does nothing.
 *
 * @param lake folder or URI of the lake
 * @param night the last night that erased what nothing may hold any more; empty when there is none
 * @param dumps hashes of the dumps that are to go, with the night that found so
 */
public record Traces(String lake, Configuration hadoop, Optional<LocalDate> night, Map<String, LocalDate> dumps) {
    private static final String PUBLICATIONS = "publications/%s";
    private static final List<String> OF_A_DROPPED_RELEASE =
            List.of(PUBLICATIONS, "feedback/%s", "reports/%s", "reports/%s.html", "reports/%s.en.html");

    /**
     * Removes them.
     *
     * @param all every release, those that are dropped among them
     * @return what was done, a line each, for a person
     */
    List<String> remove(List<Release> all) {
        long releases = 0;
        for (Release release : ended(all)) {
            long files = 0;
            for (Path path : files(release)) {
                files += delete(path) ? 1 : 0;
            }
            releases += files > 0 ? 1 : 0;
        }
        long removed = dumps.isEmpty() ? 0 : Archive.of(lake, hadoop).erase(dumps);
        return lines(removed, "removed", releases);
    }

    /** What would be done, if all of some releases were dropped. */
    List<String> rehearse(List<Release> all) {
        long releases = ended(all).stream()
                .filter(release -> files(release).stream().anyMatch(this::exists))
                .count();
        long present = dumps.isEmpty() ? 0 : Archive.of(lake, hadoop).present(dumps.keySet());
        return lines(present, "to be removed", releases);
    }

    private static List<String> lines(long files, String done, long releases) {
        List<String> lines = new ArrayList<>();
        if (files > 0) {
            lines.add("archive: " + files + " dumps " + done + ", whose time is over or that tell of erased records");
        }
        if (releases > 0) {
            lines.add("pages, feedback and publications of " + releases + " releases " + done
                    + ", which may tell of erased records");
        }
        return lines;
    }

    private List<Release> ended(List<Release> all) {
        return all.stream()
                .filter(release ->
                        night.filter(last -> !release.runDate().isAfter(last)).isPresent())
                .toList();
    }

    private List<Path> files(Release release) {
        List<String> forms = release.status() == Status.DROPPED ? OF_A_DROPPED_RELEASE : List.of(PUBLICATIONS);
        return forms.stream()
                .map(form -> new Path(lake, form.formatted(release.name())))
                .toList();
    }

    private boolean exists(Path path) {
        try {
            return system(path).exists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean delete(Path path) {
        try {
            return system(path).delete(path, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileSystem system(Path path) throws IOException {
        return PlainFiles.system(path, hadoop);
    }
}
