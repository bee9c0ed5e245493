package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.cli.Creditlake;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.lake.PlainContent;
import io.creditlake.lake.Release;
import io.creditlake.lake.TestLake;
import io.creditlake.night.NightProcess.Start;
import io.creditlake.standards.CitizenNumber;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two lakes of the same three nights. In one, a second person key is added before the second night, which is killed twice
 * on its way.
 */
class PersonKeyRotationTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(2);

    private static final String ONE = "the first person key of a test";
    private static final String TWO = "the second person key of a test";
    private static final String ZHANG = ThreePersons.ZHANG;
    private static final String LI = ThreePersons.LI;
    private static final String WANG = ThreePersons.WANG;

    @TempDir
    private static Path folder;

    private static Settings plain;
    private static Settings before;
    private static Settings rotated;

    private static Map<String, Map<String, String>> undisturbed;
    private static Map<String, Map<String, String>> content;
    private static List<String> tokensBefore;
    private static List<String> tokensAfter;
    private static List<String> firstReleaseAfterwards;
    private static String said;
    private static List<Path> saidBefore;
    private static List<Path> saidAfter;
    private static List<String> subjects;
    private static Finding keysBeforeTheSecondNight;

    @BeforeAll
    static void rotateBeforeTheSecondNight() throws Exception {
        Files.writeString(folder.resolve("one.key"), ONE + "\n");
        Files.writeString(folder.resolve("two.key"), TWO + "\n");
        ThreePersons.deliver(folder.resolve("landing"), List.of(FIRST, SECOND, THIRD));
        plain = settings("plain", "one");
        before = settings("lake", "one");
        rotated = settings("lake", "one", "two");
        for (LocalDate night : List.of(FIRST, SECOND, THIRD)) {
            WholeNight.run(plain, night);
        }
        WholeNight.run(before, FIRST);
        tokensBefore = tokens(before, Optional.empty());
        saidBefore = LakeFiles.that(before, CitizenNumber.token(ZHANG, bytes(ONE)));
        keysBeforeTheSecondNight = keys(rotated);
        secondNightKilledTwice();
        tokensAfter = tokens(rotated, Optional.of(release(SECOND)));
        firstReleaseAfterwards = tokens(rotated, Optional.of(release(FIRST)));
        WholeNight.run(rotated, THIRD);
        subjects = subjects(rotated);
        try (Night again = Night.begin(rotated, THIRD, Clock.systemUTC())) {
            again.names().forEach(again::run);
        }
        undisturbed = contents(plain);
        content = contents(rotated);
        new Maintenance(rotated, line -> {}).run(Optional.empty(), Optional.of(1), false);
        saidAfter = LakeFiles.that(rotated, CitizenNumber.token(ZHANG, bytes(ONE)));
    }

    /** Settings of a lake whose person keys stand in some files. */
    private static Settings settings(String lake, String... keys) throws IOException {
        Path schemas = folder.resolve("schemas");
        if (!Files.exists(schemas)) {
            TestLake.copy(TestLake.home().resolve("schemas/lake"), schemas.resolve("lake"));
            Files.createDirectories(schemas.resolve("sources"));
            for (String source : List.of("penalty_publicity", "licence_publicity")) {
                Files.copy(
                        TestLake.home().resolve("schemas/sources/" + source + ".yaml"),
                        schemas.resolve("sources/" + source + ".yaml"));
            }
        }
        Path conf = folder.resolve("conf-" + String.join("-", keys));
        if (!Files.exists(conf)) {
            TestLake.copy(TestLake.home().resolve("conf"), conf);
            Path profile = conf.resolve("profiles/embedded.yaml");
            String places = Stream.of(keys)
                    .map(key -> "\"${file:" + folder.resolve(key + ".key") + "}\"")
                    .collect(Collectors.joining(", "));
            Files.writeString(profile, Files.readString(profile).replace("keys: []", "keys: [" + places + "]"));
        }
        return SettingsLoader.load(
                new Settings.Folders(
                        folder.resolve(lake).toString(),
                        folder.resolve("landing").toString(),
                        conf,
                        schemas),
                Map.of());
    }

    /** Once as soon as the table of tokens is written, in the middle of a stage, and once when the stage is done. */
    private static void secondNightKilledTwice() throws Exception {
        Path data = folder.resolve("lake/warehouse/subject/person/data");
        long files = count(data);
        try (NightProcess night = Start.plain(folder).night(rotated, SECOND)) {
            while (count(data) == files) {
                assertThat(ProcessHandle.of(night.pid())).as(night.said()).isPresent();
            }
        }
        try (NightProcess night = Start.plain(folder).night(rotated, SECOND)) {
            night.until("tokens of persons");
            said = night.said();
        }
        try (NightProcess night = Start.plain(folder).night(rotated, SECOND)) {
            assertThat(night.end()).as(night.said()).isZero();
        }
    }

    private static long count(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.count();
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static String release(LocalDate night) {
        return "release-" + night;
    }

    private static List<String> tokens(Settings settings, Optional<String> release) {
        return ask(
                settings, release, "SELECT concat_ws(' ', token, substring_index(step, ':', 1)) FROM subject.person");
    }

    /** The numbers of the decisions about each subject, in one text. */
    private static List<String> subjects(Settings settings) {
        return ask(
                settings,
                Optional.empty(),
                "SELECT array_join(sort_array(collect_list(regexp_extract(document_number, '〕(.)号', 1))), '')"
                        + " FROM record.penalty GROUP BY subject_id");
    }

    private static List<String> ask(Settings settings, Optional<String> release, String sql) {
        try (ReleaseReader reader = ReleaseReader.open(settings, release)) {
            return reader.spark().sql(sql).collectAsList().stream()
                    .map(Row::mkString)
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Map<String, String>> contents(Settings settings) {
        return new ReleaseLog(settings)
                .all().stream()
                        .filter(Release::published)
                        .collect(Collectors.toMap(Release::name, r -> PlainContent.of(settings, r.name())));
    }

    @Test
    void everyTokenBecomesThatOfTheLongerChain() {
        assertThat(tokensBefore)
                .containsExactlyInAnyOrder(
                        CitizenNumber.token(ZHANG, bytes(ONE)) + " 1", CitizenNumber.token(LI, bytes(ONE)) + " 1");
        assertThat(tokensAfter).containsExactlyInAnyOrder(ofBoth(ZHANG), ofBoth(LI), ofBoth(WANG));
        assertThat(said).contains("2 tokens of persons were made those of the last person key");
    }

    private static String ofBoth(String number) {
        return CitizenNumber.tokenOfToken(CitizenNumber.token(number, bytes(ONE)), bytes(TWO)) + " 2";
    }

    @Test
    void recordsOfAPersonFromBeforeAndAfterAreOfOneSubject() {
        assertThat(subjects).containsExactly("146", "2", "3", "57");
        assertThat(ask(
                        rotated,
                        Optional.empty(),
                        "SELECT concat_ws(' ', rows_accepted, rows_duplicate, rows_corrected) FROM ops.delivery WHERE"
                                + " run_date = DATE'" + SECOND + "' AND status = 'standardised'"))
                .containsExactly("2 2 1");
    }

    @Test
    void nothingButTheTokensIsOtherThanInALakeWhoseKeyStayed() {
        for (LocalDate night : List.of(FIRST, SECOND, THIRD)) {
            assertThat(content.get(release(night))).isEqualTo(undisturbed.get(release(night)));
        }
        assertThat(content.get(release(SECOND)).get("subject.person")).startsWith("3 rows");
    }

    @Test
    void theNightRunAgainGivesTheSame() {
        assertThat(content.get(release(THIRD) + ".2")).isEqualTo(content.get(release(THIRD)));
    }

    @Test
    void whatStandsForAPersonFollowsFromNoKeyAndNoNumber() {
        List<String> persons = ask(rotated, Optional.empty(), "SELECT person FROM subject.person");
        assertThat(ask(plain, Optional.empty(), "SELECT person FROM subject.person"))
                .isEqualTo(persons);
        assertThat(ask(
                        rotated,
                        Optional.empty(),
                        "SELECT DISTINCT person_token FROM record.penalty WHERE person_token IS NOT NULL"))
                .isEqualTo(persons);
        assertThat(ask(rotated, Optional.empty(), "SELECT value FROM subject.identifier WHERE kind = 'person_token'"))
                .isEqualTo(persons);
    }

    @Test
    void theReleaseFromBeforeKeepsItsTokensUntilUpkeepDropsIt() {
        assertThat(firstReleaseAfterwards).isEqualTo(tokensBefore);
        assertThat(saidBefore).isNotEmpty().allMatch(file -> file.toString().contains("subject/person"));
        assertThat(saidAfter).isEmpty();
    }

    /** What the doctor finds of the keys. */
    private static Finding keys(Settings settings) {
        return new Checkup(settings)
                .run(false).stream()
                        .filter(f -> f.subject().equals("person keys"))
                        .reduce((one, other) -> {
                            throw new AssertionError("found twice");
                        })
                        .orElseThrow();
    }

    @Test
    void theDoctorSaysWhatTheKeysAreToTheTokens() {
        assertThat(keysBeforeTheSecondNight)
                .isEqualTo(new Finding(
                        "person keys",
                        true,
                        "2 keys; the next night makes the tokens of the lake those of the last",
                        ""));
        assertThat(keys(rotated))
                .isEqualTo(new Finding("person keys", true, "2 keys, which made the tokens of the lake", ""));
    }

    @Test
    void aLakeOfKeysThatAreNoLongerNamedIsNotGoneOnWithUnderThePublishedOne() throws IOException {
        Settings unnamed = SettingsLoader.load(
                new Settings.Folders(
                        rotated.folders().lake(),
                        rotated.folders().landing(),
                        TestLake.home().resolve("conf"),
                        rotated.folders().schemas()),
                Map.of());
        assertRefused("no key, so that the published one would be taken", unnamed);
    }

    @Test
    void otherKeysAreRefusedBeforeAnythingIsTakenIn() throws IOException {
        Files.writeString(folder.resolve("three.key"), "the third person key of a test");
        Files.writeString(folder.resolve("short.key"), "short");
        assertRefused("only the first of the keys that the lake has had: 1 of 2", "one");
        assertRefused("other keys than those that the lake has had, or in another order", "two", "one");
        assertRefused("other keys than those that the lake has had, or in another order", "one", "three");
        assertRefused("other keys than those that the lake has had, or in another order", "one", "three", "two");
        assertRefused("no key in the file " + folder.resolve("lost.key"), "one", "lost");
        assertRefused("a key that is named twice, again in the file " + folder.resolve("two.key"), "one", "two", "two");
        assertRefused("a key of 5 characters", "one", "two", "short");
        assertThat(new ReleaseLog(rotated).current()).map(Release::name).contains(release(THIRD) + ".2");
    }

    private static void assertRefused(String found, String... keys) throws IOException {
        assertRefused(found, settings("lake", keys));
    }

    private static void assertRefused(String found, Settings wrong) {
        LocalDate next = THIRD.plusDays(1);
        assertThatThrownBy(() -> WholeNight.run(wrong, next))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(found)
                .hasMessageNotContainingAny(ONE, TWO);
        assertThat(command("nightly", wrong, "--date=" + next)).isEqualTo(2);
        assertThat(ask(rotated, Optional.empty(), "SELECT stage FROM ops.run WHERE run_date = DATE'" + next + "'"))
                .isEmpty();
        Finding doctor = keys(wrong);
        assertThat(doctor.good()).isFalse();
        assertThat(doctor.found()).contains(found).doesNotContain(ONE, TWO);
        assertThat(doctor.toDo()).startsWith("Expected ").doesNotContain(ONE, TWO);
    }

    @Test
    void aKeyInClearIsRefusedWithoutBeingRepeated() {
        assertThatThrownBy(() -> TestLake.settings(
                        folder.resolve("none"), folder.resolve("landing"), Map.of("person_key.keys", TWO)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("person_key.keys: a value in clear")
                .hasMessageNotContaining(TWO);
    }

    @Test
    void theLakeThatIsMadeAnewFromItsArchiveHoldsTheSame() throws IOException {
        TestLake.copy(folder.resolve("lake/archive"), folder.resolve("backup"));
        Settings anew = settings("anew", "one", "two");
        assertThat(command("rebuild", anew, "--archive=" + folder.resolve("backup")))
                .isZero();
        Map<String, Map<String, String>> made = contents(anew);
        assertThat(made).hasSize(3);
        made.forEach((release, tables) -> assertThat(tables).as(release).isEqualTo(content.get(release)));
        assertThat(tokens(anew, Optional.of(release(SECOND)))).isEqualTo(tokensAfter);
    }

    private static int command(String name, Settings settings, String option) {
        return Creditlake.run(
                name,
                option,
                "--quiet",
                "--lake=" + settings.folders().lake(),
                "--conf=" + settings.folders().conf(),
                "--schemas=" + settings.folders().schemas());
    }
}
