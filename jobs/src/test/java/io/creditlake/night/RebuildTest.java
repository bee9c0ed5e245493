package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.creditlake.cli.Creditlake;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.match.Judgement;
import io.creditlake.match.JudgementFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake of two nights, one of them made again, is lost but for its archive, and made anew from that alone. */
class RebuildTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @TempDir
    private static Path folder;

    private static Settings lost;
    private static List<Release> releases;

    /** What the tables of each published release hold. */
    private static Map<String, Map<String, String>> content;

    @BeforeAll
    static void runTheNights() throws IOException {
        lost = settings("lake", "landing", Map.of());
        TableContracts tables = TableContracts.load(lost.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(lost.folders().schemas(), tables),
                        lost.folders().conf())
                .withSubjects(40)
                .withDirt(0.15)
                .withNights(FIRST, 2));
        WholeNight.run(lost, FIRST);
        land("penalty_publicity", FIRST, "late.csv", "没有表头");
        land(
                "market_abnormal_operation",
                SECOND,
                "bad.jsonl",
                "{\"uniscid\":\"91110000600037341X\",\"entname\":\"某某有限公司\",\"abntime\":\"2026-11-01\","
                        + "\"specause_cn\":\"无法联系\"}\n");
        Path sent = folder.resolve("landing/penalty_publicity/" + FIRST);
        for (Path dump : dumps(sent)) {
            land("penalty_publicity", SECOND, "again_" + dump.getFileName(), Files.readAllBytes(dump));
        }
        WholeNight.run(lost, SECOND);
        // What is taken back does not come again; the night is made anew, and under other settings than those of conf.
        new ReleaseLog(lost).rollBack(Optional.empty());
        new JudgementFolder(lost.folders().landing(), new Configuration())
                .append(Judgement.of(
                        SECOND, "name:山东甲贸易有限@370100", "org_code:600037341", Judgement.Verdict.SAME, "复核岗", ""));
        assertThat(Creditlake.run(
                        "quarantine",
                        "replay",
                        "--date=" + SECOND,
                        "--all",
                        "--quiet",
                        "--lake=" + lost.folders().lake(),
                        "--conf=" + lost.folders().conf(),
                        "--schemas=" + lost.folders().schemas()))
                .isZero();
        WholeNight.run(settings("lake", "landing", Map.of("grade.skip", "construction-market")), SECOND);
        releases = new ReleaseLog(lost).all();
        content = releases.stream()
                .filter(Release::published)
                .collect(Collectors.toMap(Release::name, r -> PlainContent.of(lost, r.name())));
    }

    private static Settings settings(String lake, String landing, Map<String, String> options) {
        return TestLake.settings(folder.resolve(lake), folder.resolve(landing), options);
    }

    private static List<Path> dumps(Path sent) throws IOException {
        try (Stream<Path> files = Files.list(sent)) {
            return files.filter(f -> !f.getFileName().toString().startsWith("_"))
                    .toList();
        }
    }

    private static void land(String source, LocalDate date, String name, String text) throws IOException {
        land(source, date, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void land(String source, LocalDate date, String name, byte[] bytes) throws IOException {
        Path target = folder.resolve("landing").resolve(source).resolve(date.toString());
        Files.createDirectories(target);
        Files.write(target.resolve(name), bytes);
        Files.write(target.resolve("_SUCCESS"), new byte[0]);
    }

    @Test
    void theLakeThatIsMadeAnewHoldsWhatTheLostOneHeld() throws IOException {
        assertThat(content.keySet()).containsExactlyInAnyOrder("release-" + FIRST, "release-" + SECOND + ".2");
        Map<String, String> last = content.get("release-" + SECOND + ".2");
        assertThat(List.of("ops.duplicate", "ops.quarantine", "subject.judgement", "supervision.measure"))
                .allSatisfy(table -> assertThat(last.get(table)).doesNotStartWith("0 rows"));
        Settings anew = settings("anew", "no landing folder", Map.of());
        TestLake.copy(folder.resolve("lake/archive"), folder.resolve("backup"));
        assertThat(rebuild(anew, "backup")).isZero();
        assertThat(new ReleaseLog(anew).all())
                .extracting(Release::name, Release::runDate, Release::publishedAt)
                .containsExactlyElementsOf(releases.stream()
                        .filter(Release::published)
                        .map(r -> tuple(r.name(), r.runDate(), r.publishedAt()))
                        .toList());
        content.forEach((release, tables) ->
                assertThat(PlainContent.of(anew, release)).as(release).isEqualTo(tables));
        // Its own archive does as well, and there is nothing left to do.
        assertThat(new Rebuild(anew, folder.resolve("anew/archive").toString()).toDo())
                .isEmpty();
        assertThat(new Checkup(anew).run(true))
                .filteredOn(f -> f.subject().startsWith("archive"))
                .hasSize(2)
                .allMatch(Finding::good);
    }

    private static int rebuild(Settings into, String archive) {
        return Creditlake.run(
                "rebuild",
                "--quiet",
                "--archive=" + folder.resolve(archive),
                "--lake=" + into.folders().lake(),
                "--conf=" + into.folders().conf(),
                "--schemas=" + into.folders().schemas());
    }

    @Test
    void aDamagedFileIsNamedAndNothingIsMadeOfIt() throws IOException {
        TestLake.copy(folder.resolve("lake/archive"), folder.resolve("damaged"));
        Path dump = folder.resolve("damaged").resolve(archived("again_"));
        byte[] bytes = Files.readAllBytes(dump);
        bytes[bytes.length / 2] ^= 1;
        Files.write(dump, bytes);
        Rebuild rebuild = new Rebuild(
                settings("from-damaged", "none", Map.of()),
                folder.resolve("damaged").toString());
        assertThatThrownBy(() -> rebuild.begin(rebuild.toDo().get(0)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(dump + ": found a content that is not of this hash");
    }

    /** Where the archive keeps a file that was sent as part of the second night's deliveries. */
    private static String archived(String name) throws IOException {
        String night = Files.readString(folder.resolve("lake/archive/nights/" + SECOND + ".json"));
        String hash = night.replaceAll("(?s).*/" + name + "[^}]*?\"sha256\":\"([0-9a-f]{64})\".*", "$1");
        return hash.substring(0, 2) + "/" + hash;
    }

    @Test
    void aFolderThatIsNoArchiveIsSaid() {
        assertThatThrownBy(() -> new Rebuild(lost, folder.toString()).toDo())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no archive that knows of a release");
    }
}
