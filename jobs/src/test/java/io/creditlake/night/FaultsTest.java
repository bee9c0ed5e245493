package io.creditlake.night;

import static io.creditlake.night.TwoNights.FIRST;
import static io.creditlake.night.TwoNights.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.contract.Pull;
import io.creditlake.ingest.DatabaseServer;
import io.creditlake.lake.PlainContent;
import io.creditlake.night.NightProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private static final int KILLS = Integer.getInteger("creditlake.faults.kills", 2);

    /** A night that is killed again and again comes to no end, and its end is killed never. Of two kills each night has one. */
    private static final int KILLS_OF_A_NIGHT = Math.min(2, (KILLS + 1) / 2);

    private static final long PLENTY_BYTES = 4L << 30;
    private static final long SEED = Long.getLong("creditlake.faults.seed", new Random().nextLong());

    @TempDir
    private static Path folder;

    private static TwoNights nights;
    private static Settings settings;
    private static Start start;

    @BeforeAll
    static void runTwoNightsUndisturbed() throws Exception {
        nights = TwoNights.undisturbed(folder);
        settings = nights.settings();
        start = nights.start();
    }

    @BeforeEach
    void restoreTheLakeOfTheFirstNight() throws IOException {
        nights.restoreTheLakeOfTheFirstNight();
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
        assertThat(nights.filesMadeWith("release-" + SECOND)).isEmpty();
        nights.assertReadersSee(FIRST);
        nights.finish(start, SECOND);
        nights.assertReadersSee(SECOND);
        assertThat(draft).doesNotExist();
    }

    /** The first night makes the tables and has no readers yet. */
    @Test
    void aNightKilledAtRandomMomentsEndsAsIfNothingHadHappened() throws Exception {
        System.out.printf("%d kills, seed %d%n", KILLS, SEED);
        Random random = new Random(SEED);
        Kills kills = new Kills();
        int reads = 0;
        while (kills.count() < KILLS) {
            nights.restoreTheLakeOfTheFirstNight();
            if (kills.of(FIRST) < kills.of(SECOND)) {
                nights.removeTheLake();
                killAndFinish(FIRST, random, kills);
            } else {
                reads += killWhileReading(random, kills);
                assertRollbackWorks();
            }
        }
        System.out.printf(
                "whole nights take %d and %d ms; %s; read %d times%n",
                nights.whole(FIRST).toMillis(), nights.whole(SECOND).toMillis(), kills, reads);
    }

    /** What was killed when, to tell of it, and to kill each night as often. */
    private static final class Kills {
        private final Map<LocalDate, List<Duration>> moments = new TreeMap<>();

        void add(LocalDate night, Duration moment) {
            moments.computeIfAbsent(night, n -> new ArrayList<>()).add(moment);
        }

        int of(LocalDate night) {
            return moments.getOrDefault(night, List.of()).size();
        }

        int count() {
            return of(FIRST) + of(SECOND);
        }

        @Override
        public String toString() {
            return "seed " + SEED + ", killed after " + moments;
        }
    }

    private static int killWhileReading(Random random, Kills kills) throws Exception {
        try (WatchingReader reader = new WatchingReader(settings)) {
            killAndFinish(SECOND, random, kills);
            nights.assertSawWholeReleases(reader, kills.toString());
            return reader.reads();
        }
    }

    private static void assertRollbackWorks() {
        assertThat(nights.typed("release", "rollback")).isZero();
        nights.assertReadersSee(FIRST);
        assertThat(nights.wrong()).isEmpty();
    }

    /** Kills a night once or twice, unless it has come to its end before, and lets it come to its end. */
    private static void killAndFinish(LocalDate date, Random random, Kills kills) throws Exception {
        boolean killed = true;
        for (int kill = 0; killed && kill < KILLS_OF_A_NIGHT && kills.count() < KILLS; kill++) {
            Duration moment =
                    nights.whole(date).multipliedBy(random.nextInt(1000)).dividedBy(1000);
            try (NightProcess night = start.night(settings, date)) {
                killed = night.killAt(moment);
                if (killed) {
                    kills.add(date, moment);
                } else {
                    assertThat(night.end()).as(night.said()).isZero();
                }
            }
            nights.assertFilesAreThoseOfReleases();
        }
        nights.finish(start, date);
        nights.assertReadersSee(date);
        nights.assertFilesAreThoseOfReleases();
        assertThat(nights.look()).isEqualTo(NightLock.State.FREE);
    }

    @Test
    void aSecondProcessIsTurnedAwayAndADeadOneLetsGo() throws Exception {
        try (NightProcess night = start.night(settings, SECOND)) {
            night.until("Night of");
            while (!nights.look().held()) {
                assertThat(night.age()).as(night.said()).isLessThan(Duration.ofMinutes(1));
            }
            assertThat(nights.look().holder()).contains("process " + night.pid(), "night of " + SECOND);
            assertThat(nights.typed("nightly", "--date=" + SECOND)).isEqualTo(4);
            assertThat(nights.typed("release", "rollback")).isEqualTo(4);
            assertThat(night.killAt(Duration.ZERO)).isTrue();
        }
        // The file still names the dead process; whether it, or another of its number, lives is never asked.
        assertThat(nights.look().holder()).contains("night of " + SECOND);
        assertThat(nights.look().held()).isFalse();
        assertThat(nights.wrong().get("lock")).contains("died with it", "Run the night again");
        try (NightLock lock = NightLock.take(settings, "a look")) {
            assertThat(lock).isNotNull();
            assertThat(nights.look().held()).isTrue();
        }
        assertThat(nights.look().holder()).isEmpty();
        nights.assertReadersSee(FIRST);
    }

    @Test
    void aSecondNightOfAProcessDoesNotCostTheFirstItsLock() throws Exception {
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            assertThat(night.names()).contains("publish");
            assertThat(nights.typed("nightly", "--date=" + SECOND)).isEqualTo(4);
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
        nights.assertReadersSee(SECOND);
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

    /** Fails as on a full disk, wherever the first file of that size is written, and needs no rights. */
    @Test
    void aNightThatMayWriteNoLargeFileFailsAndLeavesTheReleaseToReaders() throws Exception {
        Start limited = start.under("bash", "-c", "ulimit -f 64; exec \"$@\"", "bash");
        try (WatchingReader reader = new WatchingReader(settings);
                NightProcess night = limited.night(settings, SECOND)) {
            assertThat(night.end()).as(night.said()).isEqualTo(1);
            assertThat(night.said()).contains("creditlake: ").doesNotContain("\tat ");
            nights.assertSawWholeReleases(reader, "64 KiB a file");
            assertThat(reader.releases()).containsExactly("release-" + FIRST);
        }
        nights.assertReadersSee(FIRST);
        assertThat(nights.wrong().keySet()).isSubsetOf("nights", "lock");
        nights.finish(start, SECOND);
        nights.assertReadersSee(SECOND);
    }

    /** The lake lies on a disk that has room for a part of what the night adds to it. */
    @Test
    @EnabledIfSystemProperty(named = "creditlake.faults.long", matches = "true")
    void aNightOnADiskThatFillsUpIsFinishedOnceThereIsRoom() throws Exception {
        assumeTrue(SmallDisk.isAllowed(), "mounting needs the rights of root");
        for (int percent : List.of(2, 50, 90)) {
            nights.removeTheLake();
            try (SmallDisk disk = new SmallDisk(nights.lake(), PLENTY_BYTES)) {
                nights.restoreTheLakeOfTheFirstNight();
                assertThat(nights.wrong()).isEmpty();
                disk.resize(SmallDisk.taken(nights.lake()) + nights.bytesOfTheSecondNight() * percent / 100);
                try (WatchingReader reader = new WatchingReader(settings);
                        NightProcess night = start.night(settings, SECOND)) {
                    assertThat(night.end()).as(night.said()).isEqualTo(1);
                    assertThat(night.said())
                            .contains("creditlake: a disk is full")
                            .doesNotContain("\tat ");
                    nights.assertSawWholeReleases(reader, percent + " % of the room needed");
                    if (percent <= 50) {
                        // Later the release may be out, and its files and pages find no room.
                        assertThat(reader.releases()).containsExactly("release-" + FIRST);
                        nights.assertReadersSee(FIRST);
                    }
                }
                assertThat(nights.wrong().get("disk")).contains("Make room");
                disk.resize(PLENTY_BYTES);
                assertThat(nights.wrong()).doesNotContainKey("disk");
                nights.finish(start, SECOND);
                nights.assertReadersSee(SECOND);
            }
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
            nights.restoreTheLakeOfTheFirstNight();
            Files.writeString(offset, "+0");
            try (WatchingReader reader = new WatchingReader(settings);
                    NightProcess night = faked.night(settings, SECOND)) {
                night.until("standardise ");
                Files.writeString(offset, jump);
                int code = night.end();
                assertThat(code).as(night.said()).isEqualTo(jump.startsWith("-") ? 1 : 0);
                assertThat(night.said()).doesNotContain("\tat ");
                nights.assertSawWholeReleases(reader, "the clock jumped by " + jump + " s");
            }
            if (jump.startsWith("-")) {
                nights.assertReadersSee(FIRST);
                nights.finish(start, SECOND);
            } else {
                // The clock is right again, and two hours behind the lake: that is said, and readers are not concerned.
                assertThat(nights.wrong().keySet()).containsExactly("clock");
                assertThat(nights.typed("nightly", "--date=" + SECOND.plusDays(1)))
                        .isEqualTo(2);
            }
            nights.assertReadersSee(SECOND);
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
        nights.removeTheLake();
        try (DatabaseServer server = DatabaseServer.start(Pull.Make.POSTGRES)) {
            Path address = Files.writeString(folder.resolve("catalog.uri"), server.adminUrl("exchange"));
            String uri = "${file:" + address + "}";
            Start onServer = start.withArguments(List.of("--set", "catalog.properties.uri=" + uri));
            Settings there = SettingsLoader.load(settings.folders(), Map.of("catalog.properties.uri", uri));
            nights.finish(onServer, FIRST);
            try (WatchingReader reader = WatchingReader.whoMayBeRefused(there)) {
                try (NightProcess night = onServer.night(settings, SECOND)) {
                    night.until("standardise ");
                    server.kill();
                    assertThat(night.end()).as(night.said()).isEqualTo(1);
                    assertThat(night.said()).doesNotContain("administrator", "\tat ");
                }
                reader.untilRefused();
                server.serve();
                nights.finish(onServer, SECOND);
                reader.untilSeen("release-" + SECOND);
                nights.assertSawWholeReleases(reader, "the catalog was killed");
                assertThat(reader.releases()).hasSize(2);
            }
            assertThat(PlainContent.of(there, "release-" + SECOND)).isEqualTo(nights.tablesOf(SECOND));
        }
    }
}
