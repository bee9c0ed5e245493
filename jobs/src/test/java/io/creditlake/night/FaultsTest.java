package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.cli.Creditlake;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.Pull;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.ingest.DatabaseServer;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.night.NightProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What befalls real processes of a night, on the second night of a tiny province. {@code bench/faults/run} is the long
 * form.
 */
class FaultsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final int KILLS = Integer.getInteger("creditlake.faults.kills", 2);

    /** A night that is killed again and again comes to no end, and its end is killed never. */
    private static final int KILLS_OF_A_NIGHT = 2;

    private static final boolean LONG = Boolean.getBoolean("creditlake.faults.long");
    private static final long SEED = Long.getLong("creditlake.faults.seed", new Random().nextLong());

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static Start start;

    /** How long the second night takes when nothing happens to it. */
    private static Duration whole;
    /** What the tables of each release hold when nothing happens. */
    private static Map<String, Map<String, String>> undisturbed;

    /** The files for departments and readers that are made with each release when nothing happens. */
    private static Map<String, Map<String, String>> undisturbedFiles;

    @BeforeAll
    static void runTwoNightsUndisturbed() throws Exception {
        settings = TestLake.settings(folder);
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(settings.folders().schemas(), tables),
                        settings.folders().conf())
                .withSubjects(40)
                .withDirt(0.15)
                .withNights(FIRST, 2));
        start = Start.plain(folder);
        try (Night night = Night.begin(settings, FIRST, Clock.systemUTC())) {
            night.names().forEach(night::run);
        }
        TestLake.copy(folder.resolve("lake"), folder.resolve("kept"));
        whole = finish(start, SECOND);
        undisturbed = Stream.of(FIRST, SECOND)
                .map(night -> "release-" + night)
                .collect(Collectors.toMap(name -> name, name -> PlainContent.of(settings, name)));
        undisturbedFiles =
                undisturbed.keySet().stream().collect(Collectors.toMap(name -> name, FaultsTest::filesMadeWith));
        assertThat(undisturbedFiles.values())
                .allSatisfy(files -> assertThat(files).hasSizeGreaterThan(2));
    }

    private static Map<String, String> filesMadeWith(String release) {
        return ReleaseFiles.of(folder.resolve("lake"), release);
    }

    private static Duration finish(Start from, LocalDate date) throws InterruptedException {
        try (NightProcess night = from.night(settings, date)) {
            assertThat(night.end()).as(night.said()).isZero();
            return night.age();
        }
    }

    /** Iceberg's metadata holds absolute paths: only where it lay does a copy of a lake work. */
    @BeforeEach
    void restoreTheLakeOfTheFirstNight() throws IOException {
        removeTheLake();
        TestLake.copy(folder.resolve("kept"), folder.resolve("lake"));
    }

    private static void removeTheLake() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("lake"))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static int typed(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--quiet");
        all.add("--lake=" + settings.folders().lake());
        all.add("--conf=" + settings.folders().conf());
        all.add("--schemas=" + settings.folders().schemas());
        return Creditlake.run(all.toArray(String[]::new));
    }

    /** What the doctor finds wrong, by subject. */
    private static Map<String, String> wrong() {
        return new Checkup(settings)
                .run(false).stream()
                        .filter(f -> !f.good())
                        .collect(Collectors.toMap(Finding::subject, f -> f.found() + ". " + f.toDo()));
    }

    /** The release of a night is current and holds what it holds when nothing happens. */
    private static void assertReadersSee(LocalDate night) {
        String release = "release-" + night;
        assertThat(new ReleaseLog(settings).current()).map(Release::name).contains(release);
        assertThat(PlainContent.of(settings, release)).isEqualTo(undisturbed.get(release));
        assertThat(filesMadeWith(release)).isEqualTo(undisturbedFiles.get(release));
    }

    @Test
    void ofANightKilledAmidItsPublicationsReadersOfFilesFindNothing() throws Exception {
        Path draft = folder.resolve("lake").resolve("publications").resolve(".release-" + SECOND);
        try (NightProcess night = start.night(settings, SECOND)) {
            night.until("supervise");
            while (!Files.isDirectory(draft)) {
                assertThat(night.age()).as(night.said()).isLessThan(Duration.ofMinutes(2));
            }
            assertThat(night.killAt(Duration.ZERO)).isTrue();
        }
        assertThat(filesMadeWith("release-" + SECOND)).isEmpty();
        assertReadersSee(FIRST);
        finish(start, SECOND);
        assertReadersSee(SECOND);
        assertThat(draft).doesNotExist();
    }

    /** Every other time it is the first night, which makes the tables and has no readers yet. */
    @Test
    void aNightKilledAtRandomMomentsEndsAsIfNothingHadHappened() throws Exception {
        System.out.printf("%d kills, seed %d%n", KILLS, SEED);
        Random random = new Random(SEED);
        List<String> kills = new ArrayList<>();
        int reads = 0;
        for (int round = 1; kills.size() < KILLS; round++) {
            restoreTheLakeOfTheFirstNight();
            if (round % 2 == 0) {
                removeTheLake();
                killAndFinish(FIRST, random, round, kills);
            } else {
                reads += killWhileReading(random, round, kills);
                assertRollbackWorks();
            }
        }
        System.out.printf("a whole night takes %d ms; killed in %s; read %d times%n", whole.toMillis(), kills, reads);
    }

    private static int killWhileReading(Random random, int round, List<String> kills) throws Exception {
        try (WatchingReader reader = new WatchingReader(settings)) {
            killAndFinish(SECOND, random, round, kills);
            reader.stop();
            assertThat(reader.releases()).isNotEmpty().isSubsetOf(undisturbed.keySet());
            reader.releases().forEach(release -> assertThat(reader.of(release))
                    .as("what was seen of %s; %s", release, story(kills))
                    .containsOnlyKeys(undisturbed.get(release)));
            return reader.reads();
        }
    }

    private static void assertRollbackWorks() {
        assertThat(typed("release", "rollback")).isZero();
        assertReadersSee(FIRST);
        assertThat(wrong()).isEmpty();
    }

    private static String story(List<String> kills) {
        return "seed " + SEED + ", killed in " + kills;
    }

    /** Kills a night once or twice, unless it has come to its end before, and lets it come to its end. */
    private static void killAndFinish(LocalDate date, Random random, int round, List<String> kills) throws Exception {
        boolean killed = true;
        for (int kill = 0; killed && kill < KILLS_OF_A_NIGHT && kills.size() < KILLS; kill++) {
            Duration moment = whole.multipliedBy(random.nextInt(1000)).dividedBy(1000);
            try (NightProcess night = start.night(settings, date)) {
                killed = night.killAt(moment);
                if (killed) {
                    kills.add("round " + round + " after " + moment.toMillis() + " ms");
                } else {
                    assertThat(night.end()).as(night.said()).isZero();
                }
            }
            assertFilesAreThoseOfReleases();
        }
        finish(start, date);
        assertReadersSee(date);
        assertFilesAreThoseOfReleases();
        assertThat(look()).isEqualTo(NightLock.State.FREE);
    }

    /** Departments and readers of files find none of a night that is no release. */
    private static void assertFilesAreThoseOfReleases() throws IOException {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        List<String> releases = LakeTables.isLake(settings, contracts)
                ? new ReleaseLog(settings).all().stream().map(Release::name).toList()
                : List.of();
        assertThat(ReleaseFiles.shown(folder.resolve("lake"))).isSubsetOf(releases);
    }

    private static NightLock.State look() {
        return NightLock.look(settings).orElseThrow();
    }

    @Test
    void aSecondProcessIsTurnedAwayAndADeadOneLetsGo() throws Exception {
        try (NightProcess night = start.night(settings, SECOND)) {
            night.until("Night of");
            while (!look().held()) {
                assertThat(night.age()).as(night.said()).isLessThan(Duration.ofMinutes(1));
            }
            assertThat(look().holder()).contains("process " + night.pid(), "night of " + SECOND);
            assertThat(typed("nightly", "--date=" + SECOND)).isEqualTo(4);
            assertThat(typed("release", "rollback")).isEqualTo(4);
            assertThat(night.killAt(Duration.ZERO)).isTrue();
        }
        // The file still names the dead process; whether it, or another of its number, lives is never asked.
        assertThat(look().holder()).contains("night of " + SECOND);
        assertThat(look().held()).isFalse();
        assertThat(wrong().get("lock")).contains("died with it", "Run the night again");
        try (NightLock lock = NightLock.take(settings, "a look")) {
            assertThat(lock).isNotNull();
            assertThat(look().held()).isTrue();
        }
        assertThat(look().holder()).isEmpty();
        assertReadersSee(FIRST);
    }

    @Test
    void aSecondNightOfAProcessDoesNotCostTheFirstItsLock() throws Exception {
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            assertThat(night.names()).contains("publish");
            assertThat(typed("nightly", "--date=" + SECOND)).isEqualTo(4);
            try (NightProcess other = start.night(settings, SECOND)) {
                assertThat(other.end()).as(other.said()).isEqualTo(4);
            }
        }
    }

    @Test
    void aNightGoesOnAfterItsDumpsWereDamagedInTheArchiveAndAfterUpkeep() throws Exception {
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            night.run("ingest");
        }
        Set<Path> damaged = damageDumpsOf(SECOND);
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            assertThatThrownBy(() -> night.run("standardise"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(damaged.iterator().next().toString())
                    .hasMessageContaining("creditlake ingest --date " + SECOND);
            assertThat(night.stagesToDo()).isEqualTo(night.names());
            List.of("ingest", "standardise", "resolve", "grade").forEach(night::run);
        }
        new Maintenance(settings, line -> {}).run(Optional.empty(), Optional.of(1), false);
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            assertThat(night.stagesToDo()).containsExactly("supervise", "publish");
            night.stagesToDo().forEach(night::run);
        }
        assertReadersSee(SECOND);
        assertThat(new Checkup(settings).run(true)).allMatch(Finding::good);
    }

    /** Turns a bit in each dump that a night has taken in. */
    private static Set<Path> damageDumpsOf(LocalDate date) throws IOException {
        Path archive = folder.resolve("lake/archive");
        Set<Path> dumps = new TreeSet<>();
        JsonNode night = new ObjectMapper()
                .readTree(archive.resolve("nights/" + date + ".json").toFile());
        for (JsonNode delivery : night.path("deliveries")) {
            if (delivery.path("bytes").asLong() > 0) {
                String hash = delivery.path("sha256").asText();
                dumps.add(archive.resolve(hash.substring(0, 2)).resolve(hash));
            }
        }
        for (Path dump : dumps) {
            byte[] bytes = Files.readAllBytes(dump);
            bytes[bytes.length / 2] ^= 1;
            Files.write(dump, bytes);
        }
        return dumps;
    }

    /** A limit to the size of each file stands for a disk that fills up while a night runs; it needs no rights. */
    @Test
    void aNightOnAFullDiskFailsAndLeavesTheReleaseToReaders() throws Exception {
        for (int kilobytes : LONG ? List.of(8, 64, 256) : List.of(64)) {
            Start full = start.under("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "bash");
            try (NightProcess night = full.night(settings, SECOND)) {
                assertThat(night.end()).as(night.said()).isEqualTo(1);
                assertThat(night.said()).contains("creditlake: ").doesNotContain("\tat ");
            }
            assertReadersSee(FIRST);
            assertThat(wrong().keySet()).isSubsetOf("nights", "lock");
        }
        if (LONG) {
            finish(start, SECOND);
            assertReadersSee(SECOND);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "creditlake.faults.long", matches = "true")
    void aNightUnderAClockThatJumpsEndsAsIfNothingHadHappenedOrIsFinishedAfterwards() throws Exception {
        Path offset = folder.resolve("offset");
        Start faked = start.under(
                "env",
                "LD_PRELOAD=" + libfaketime(),
                "FAKETIME_TIMESTAMP_FILE=" + offset,
                "FAKETIME_CACHE_DURATION=1",
                "DONT_FAKE_MONOTONIC=1",
                // Or else Java never rests.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1");
        for (String jump : List.of("-7200", "+7200")) {
            restoreTheLakeOfTheFirstNight();
            Files.writeString(offset, "+0");
            try (NightProcess night = faked.night(settings, SECOND)) {
                night.until("standardise ");
                Files.writeString(offset, jump);
                int code = night.end();
                assertThat(code).as(night.said()).isEqualTo(jump.startsWith("-") ? 1 : 0);
                assertThat(night.said()).doesNotContain("\tat ");
            }
            if (jump.startsWith("-")) {
                assertReadersSee(FIRST);
                finish(start, SECOND);
            } else {
                // The clock is right again, and two hours behind the lake: that is said, and readers are not concerned.
                assertThat(wrong().keySet()).containsExactly("clock");
                assertThat(typed("nightly", "--date=" + SECOND.plusDays(1))).isEqualTo(2);
            }
            assertReadersSee(SECOND);
        }
    }

    private static Path libfaketime() throws IOException {
        try (Stream<Path> found =
                Files.find(Path.of("/usr/lib"), 4, (path, is) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            return found.findFirst().orElseThrow(() -> new IllegalStateException("install the package faketime"));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "creditlake.faults.long", matches = "true")
    void aNightWhoseCatalogDiesIsFinishedOnceItIsBack() throws Exception {
        removeTheLake();
        try (DatabaseServer server = DatabaseServer.start(Pull.Make.POSTGRES)) {
            Path address = Files.writeString(folder.resolve("catalog.uri"), server.adminUrl("exchange"));
            String uri = "${file:" + address + "}";
            Start onServer = start.withArguments(List.of("--set", "catalog.properties.uri=" + uri));
            try (NightProcess night = onServer.night(settings, FIRST)) {
                night.until("standardise ");
                server.kill();
                assertThat(night.end()).as(night.said()).isEqualTo(1);
                assertThat(night.said()).doesNotContain("administrator", "\tat ");
            }
            server.serve();
            finish(onServer, FIRST);
            Settings there = SettingsLoader.load(settings.folders(), Map.of("catalog.properties.uri", uri));
            assertThat(PlainContent.of(there, "release-" + FIRST)).isEqualTo(undisturbed.get("release-" + FIRST));
        }
    }
}
