package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.archive.Archive;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TableName;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor finds. What is left by nights that died is with {@link FaultsTest}. */
class CheckupTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);

    @TempDir
    private static Path folder;

    private static Settings settings;

    /** A release without a night, whose publication was cut off in one table. */
    @BeforeAll
    static void makeALake() throws IOException {
        settings = TestLake.settings(folder);
        Files.createDirectories(folder.resolve("landing"));
        try (TestLake lake = new TestLake(settings)) {
            lake.night(NIGHT);
            lake.publish(NIGHT);
            lake.tables().get(TableName.of("grade.grade")).newAppend().commit();
        }
    }

    private static Finding find(Settings of, boolean wholeArchive, String subject) {
        return new Checkup(of)
                .run(wholeArchive).stream()
                        .filter(f -> f.subject().equals(subject))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void whatIsAsItShouldBeIsGood() {
        assertThat(new Checkup(settings).run(false))
                .filteredOn(Finding::good)
                .extracting(Finding::subject)
                .contains(
                        "java",
                        "java flags",
                        "heap",
                        "disk",
                        "temporary disk",
                        "contracts",
                        "policies",
                        "landing",
                        "catalog",
                        "clock",
                        "lock",
                        "release",
                        "nights",
                        "person keys");
    }

    @Test
    void aPublicationThatWasCutOffIsFoundAndMended() {
        Finding main = find(settings, false, "main");
        assertThat(main.good()).isFalse();
        assertThat(main.found()).isEqualTo("not at the release: [grade.grade]");
        String release = "release-" + NIGHT;
        assertThat(main.toDo()).contains("run the night again", "release rollback --to " + release);
        assertThat(new ReleaseLog(settings).rollBack(Optional.of(release))).isEmpty();
        assertThat(find(settings, false, "main").good()).isTrue();
        assertThat(new ReleaseLog(settings).current()).map(Release::name).contains(release);
    }

    @Test
    void aClockBehindTheLakeIsFoundAndStopsANight() {
        try (LakeTables tables = LakeTables.openExisting(
                settings, TableContracts.load(settings.folders().schemas()))) {
            Instant last = tables.lastChange().orElseThrow();
            assertThat(ClockCheck.find(tables, last.minusSeconds(59)).good()).isTrue();
            Finding behind = ClockCheck.find(tables, last.minusSeconds(61));
            assertThat(behind.good()).isFalse();
            assertThat(behind.found()).contains("is before the last change of the lake, " + last);
            assertThatThrownBy(() -> ClockCheck.refuse(tables, last.minusSeconds(61)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("the clock of this machine: found ");
        }
    }

    @Test
    void aReleaseThatTheArchiveDoesNotKnowIsFound() {
        Finding archive = find(settings, false, "archive");
        assertThat(archive.good()).isFalse();
        assertThat(archive.found()).contains("release-" + NIGHT);
        assertThat(archive.toDo()).contains("backup");
    }

    @Test
    void aFileOfTheArchiveThatIsNotWhatItWasIsFoundAndMendedByItsContent() throws IOException {
        Settings other = TestLake.settings(folder.resolve("other"));
        Archive archive = Archive.of(other.folders().lake(), new Configuration());
        byte[] content = "as received".getBytes(StandardCharsets.UTF_8);
        String hash = archive.keep(content);
        assertThat(find(other, true, "archive files").good()).isTrue();
        Path file = folder.resolve("other/lake/archive")
                .resolve(hash.substring(0, 2))
                .resolve(hash);
        Files.writeString(file, "as rece1ved");
        Finding files = find(other, true, "archive files");
        assertThat(files.good()).isFalse();
        assertThat(files.found()).contains("1 files are not what they were: " + hash);
        archive.<RuntimeException, RuntimeException>store(out -> out.write(content));
        assertThat(Files.readString(file)).isEqualTo("as received");
        assertThat(find(other, true, "archive files").good()).isTrue();
    }

    @Test
    void aCatalogThatDoesNotAnswerIsFound() {
        Settings elsewhere = SettingsLoader.load(
                settings.folders(), Map.of("catalog.properties.uri", "jdbc:sqlite:" + folder.resolve("no/catalog.db")));
        Finding catalog = find(elsewhere, false, "catalog");
        assertThat(catalog.good()).isFalse();
        assertThat(catalog.found()).startsWith("does not answer: ");
        assertThat(catalog.toDo()).contains("creditlake rebuild");
    }

    @Test
    void keysThatAreRequiredAndNotThereAreFoundWithoutALakeToo() {
        Settings required = SettingsLoader.load(settings.folders(), Map.of("person_key.required", "true"));
        assertThat(find(required, false, "person keys").good()).isFalse();
        Settings none = SettingsLoader.load(
                TestLake.settings(folder.resolve("none")).folders(), Map.of("person_key.required", "true"));
        Finding keys = find(none, false, "person keys");
        assertThat(keys.good()).isFalse();
        assertThat(keys.found()).isEqualTo("CREDITLAKE_PERSON_KEY: no key for the tokens of natural persons");
        assertThat(keys.toDo()).contains("in CREDITLAKE_PERSON_KEY, or a file with it");
        assertThat(find(settings, false, "person keys").found())
                .isEqualTo(
                        "the published key, which is for synthetic persons alone; no token of a person in the lake yet");
    }

    @Test
    void aDiskWithoutRoomForTemporaryFilesIsFound() {
        Settings full =
                SettingsLoader.load(settings.folders(), Map.of("spark.conf.spark.local.dir", "/proc/creditlake"));
        Finding disk = find(full, false, "temporary disk");
        assertThat(disk.good()).isFalse();
        assertThat(disk.found()).isEqualTo("0 MiB free at /proc");
    }

    @Test
    void javaWithoutItsFlagsAndALocaleWithoutChineseAreFound() throws Exception {
        Path said = folder.resolve("said");
        ProcessBuilder doctor = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.creditlake.cli.Creditlake",
                        "doctor",
                        "--lake=" + settings.folders().lake(),
                        "--conf=" + settings.folders().conf(),
                        "--schemas=" + settings.folders().schemas()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        doctor.environment().put("LC_ALL", "C");
        Process process = doctor.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(said))
                .containsPattern("WRONG java flags +not opened: java.nio, .*spark.java.options")
                .containsPattern("WRONG file names +read as .*LC_ALL=C.UTF-8")
                .containsPattern("WRONG heap +\\d+ MiB. Give more");
    }
}
