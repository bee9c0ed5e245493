package io.creditlake.night;

import io.creditlake.archive.Archive;
import io.creditlake.archive.ArchivedNight;
import io.creditlake.archive.ArchivedNights;
import io.creditlake.archive.ArchivedNights.Line;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.Settings.Folders;
import io.creditlake.lake.FileSystems;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * Makes a lake anew from an archive alone: runs every published night again, in order, from what the archive keeps of it.
 * Releases that were withheld or taken back do not come again. One that was cut off goes on when it is begun again.
 */
public final class Rebuild {
    private final Settings settings;
    private final Archive from;
    private final Archive into;
    private final ArchivedNights nights;

    /**
     * A rebuild.
     *
     * @param settings the lake to make, its catalog and engine; what decides on results comes from the archive
     * @param archive folder or URI of the archive; it may be the one that lies in the lake folder
     */
    public Rebuild(Settings settings, String archive) {
        Configuration hadoop = FileSystems.of(settings, archive);
        this.settings = settings;
        this.from = new Archive(new org.apache.hadoop.fs.Path(archive), hadoop);
        this.into = Archive.of(settings.folders().lake(), FileSystems.of(settings));
        this.nights = new ArchivedNights(from);
    }

    /**
     * The releases that are still to be made, in order.
     *
     * @throws ConfigurationException when the archive knows none, does not know what one was made of, or the lake holds
     *     another
     */
    public List<Line> toDo() {
        List<Line> published = nights.published();
        if (published.isEmpty()) {
            throw ConfigurationException.of(
                    "--archive " + from.shown(),
                    "no archive that knows of a release",
                    "the folder archive of a lake, with its releases.jsonl",
                    "");
        }
        published.forEach(nights::read);
        refuseWhatWasErased(published);
        List<String> made = made();
        List<String> names = published.stream().map(Line::name).toList();
        if (made.size() > names.size() || !made.equals(names.subList(0, made.size()))) {
            throw ConfigurationException.of(
                    "--lake " + settings.folders().lake(),
                    "a lake with other releases: " + String.join(", ", made),
                    "an empty folder, or one that a rebuild from this archive has begun to fill",
                    "");
        }
        return published.subList(made.size(), published.size());
    }

    private void refuseWhatWasErased(List<Line> published) {
        List<LocalDate> erased = nights.erased(published);
        if (!erased.isEmpty()) {
            throw ConfigurationException.of(
                    "--archive " + from.shown(),
                    "an archive without dumps that were erased when their time was over: they are needed to make again the"
                            + " nights of "
                            + erased.stream().map(LocalDate::toString).collect(Collectors.joining(", ")),
                    "an archive with every dump of every night",
                    "Restore the whole lake folder from a backup: a lake that has erased is not made again from its archive");
        }
    }

    private List<String> made() {
        if (!LakeTables.isLake(settings, TableContracts.load(settings.folders().schemas()))) {
            return List.of();
        }
        return new ReleaseLog(settings)
                .all().stream().filter(Release::published).map(Release::name).toList();
    }

    /**
     * A night that is run again, with the files that it needs.
     *
     * @param night the night
     * @param folder files that are gone when it is closed
     */
    public record Rerun(Night night, Path folder) implements AutoCloseable {
        @Override
        public void close() {
            night.close();
            delete(folder);
        }
    }

    /**
     * Begins the night of a release once more.
     *
     * @throws ConfigurationException when the archive lacks a file of it, or one is not what it was
     */
    public Rerun begin(Line release) {
        ArchivedNight night = nights.read(release);
        Path folder = null;
        try {
            for (String hash : night.hashes()) {
                into.takeOver(from, hash);
            }
            folder = Files.createTempDirectory("creditlake-rebuild");
            Path landing = restored(night.said(), folder.resolve("landing"));
            Path conf = restored(night.conf(), folder.resolve("conf"));
            Path schemas = restored(night.schemas(), folder.resolve("schemas"));
            Settings then = new Settings(
                    new Folders(settings.folders().lake(), landing.toString(), conf, schemas),
                    settings.catalog(),
                    settings.encryption(),
                    settings.buckets(),
                    settings.lockRequired(),
                    settings.spark(),
                    settings.personKeyRequired(),
                    settings.personKeys(),
                    settings.ingestLookbackDays(),
                    settings.databases(),
                    night.skippedPolicies(),
                    night.audits(),
                    settings.maintenance());
            Optional<Retaken> retaken = Optional.of(new Retaken(release, night));
            return new Rerun(Night.begin(then, release.runDate(), Clock.systemUTC(), retaken), folder);
        } catch (IOException e) {
            delete(folder);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private Path restored(Map<String, String> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey()).normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("a path that leads out of its folder: " + file.getKey());
            }
            Files.createDirectories(target.getParent());
            Files.write(target, from.read(file.getValue()));
        }
        return folder;
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
