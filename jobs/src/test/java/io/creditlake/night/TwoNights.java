package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.cli.Creditlake;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.night.NightProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The two nights of a tiny province when nothing happens to them, and the lake on which something does. */
final class TwoNights {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    static final LocalDate SECOND = FIRST.plusDays(1);

    private final Path folder;
    private final Settings settings;
    private final Start start;
    private final Map<LocalDate, Duration> whole = new HashMap<>();
    private final Map<String, Map<String, String>> tables = new HashMap<>();
    private final Map<String, Map<String, String>> files = new HashMap<>();
    private long bytesOfTheSecondNight;

    private TwoNights(Path folder) {
        this.folder = folder;
        this.settings = TestLake.settings(folder);
        this.start = Start.plain(folder);
    }

    /** Generates the province in a folder and runs its nights, each in a process of its own. */
    static TwoNights undisturbed(Path folder) throws IOException, InterruptedException {
        TwoNights nights = new TwoNights(folder);
        nights.generate();
        nights.run(FIRST);
        TestLake.copy(nights.lake(), folder.resolve("kept"));
        nights.run(SECOND);
        nights.bytesOfTheSecondNight = SmallDisk.taken(nights.lake()) - SmallDisk.taken(folder.resolve("kept"));
        return nights;
    }

    private void generate() {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(settings.folders().schemas(), contracts),
                        settings.folders().conf())
                .withSubjects(40)
                .withDirt(0.15)
                .withNights(FIRST, 2));
    }

    private void run(LocalDate night) throws InterruptedException {
        whole.put(night, finish(start, night));
        String release = "release-" + night;
        tables.put(release, PlainContent.of(settings, release));
        files.put(release, filesMadeWith(release));
        assertThat(files.get(release)).hasSizeGreaterThan(2);
    }

    Settings settings() {
        return settings;
    }

    Start start() {
        return start;
    }

    Path lake() {
        return folder.resolve("lake");
    }

    /** How long a night takes when nothing happens to it. */
    Duration whole(LocalDate night) {
        return whole.get(night);
    }

    /** What the second night adds to the lake, in bytes of a {@link SmallDisk}. */
    long bytesOfTheSecondNight() {
        return bytesOfTheSecondNight;
    }

    /** What the tables of a release hold when nothing happens. */
    Map<String, String> tablesOf(LocalDate night) {
        return tables.get("release-" + night);
    }

    /** The files for departments and readers that are made with a release. */
    Map<String, String> filesMadeWith(String release) {
        return ReleaseFiles.of(lake(), release);
    }

    /** Runs a night to its end, which must be a good one, and gives how long it took. */
    Duration finish(Start from, LocalDate date) throws InterruptedException {
        try (NightProcess night = from.night(settings, date)) {
            assertThat(night.end()).as(night.said()).isZero();
            return night.age();
        }
    }

    /** Iceberg's metadata holds absolute paths: only where it lay does a copy of a lake work. */
    void restoreTheLakeOfTheFirstNight() throws IOException {
        removeTheLake();
        TestLake.copy(folder.resolve("kept"), lake());
    }

    /** The folder itself stays: it may be a disk of its own. */
    void removeTheLake() throws IOException {
        try (Stream<Path> all = Files.walk(lake())) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(lake())) {
                    Files.delete(file);
                }
            }
        }
    }

    int typed(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--quiet");
        all.add("--lake=" + settings.folders().lake());
        all.add("--conf=" + settings.folders().conf());
        all.add("--schemas=" + settings.folders().schemas());
        return Creditlake.run(all.toArray(String[]::new));
    }

    /** What the doctor finds wrong, by subject. */
    Map<String, String> wrong() {
        return new Checkup(settings)
                .run(false).stream()
                        .filter(f -> !f.good())
                        .collect(Collectors.toMap(Finding::subject, f -> f.found() + ". " + f.toDo()));
    }

    NightLock.State look() {
        return NightLock.look(settings).orElseThrow();
    }

    /** The release of a night is current and holds what it holds when nothing happens. */
    void assertReadersSee(LocalDate night) {
        String release = "release-" + night;
        assertThat(new ReleaseLog(settings).current()).map(Release::name).contains(release);
        assertThat(PlainContent.of(settings, release)).isEqualTo(tables.get(release));
        assertThat(filesMadeWith(release)).isEqualTo(files.get(release));
    }

    /** A reader has seen something, and nothing but releases as they are when nothing happens. */
    void assertSawWholeReleases(WatchingReader reader, String story) {
        reader.stop();
        assertThat(reader.releases()).as(story).isNotEmpty().isSubsetOf(tables.keySet());
        reader.releases().forEach(release -> assertThat(reader.of(release))
                .as("what was seen of %s; %s", release, story)
                .containsOnlyKeys(tables.get(release)));
    }

    /** Departments and readers of files find none of a night that is no release. */
    void assertFilesAreThoseOfReleases() {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        List<String> releases = LakeTables.isLake(settings, contracts)
                ? new ReleaseLog(settings).all().stream().map(Release::name).toList()
                : List.of();
        assertThat(ReleaseFiles.shown(lake())).isSubsetOf(releases);
    }
}
