package io.creditlake.night;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.generate.GenerateOptions;
import io.creditlake.generate.Generator;
import io.creditlake.lake.ContentHash;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.match.Judgement;
import io.creditlake.match.JudgementFolder;
import io.creditlake.match.JudgementRows;
import io.creditlake.publish.WithheldException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nights of a small province, and what must hold of any night. */
class NightTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final int SUBJECTS = 300;

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static ContentHash content;

    @BeforeAll
    static void runTwoNights() {
        settings = settings("lake", Map.of());
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        Generator.generate(GenerateOptions.of(
                        folder.resolve("landing"),
                        SourceContracts.load(settings.folders().schemas(), tables),
                        settings.folders().conf())
                .withSubjects(SUBJECTS)
                .withDirt(0.15)
                .withNights(FIRST, 2));
        WholeNight.run(settings, FIRST);
        WholeNight.run(settings, SECOND);
        content = ReleasedContent.of(settings, Optional.empty());
    }

    private static Settings settings(String lake, Map<String, String> options) {
        return TestLake.settings(folder.resolve(lake), folder.resolve("landing"), options);
    }

    private static List<Row> ask(String sql) {
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            return reader.spark().sql(sql).collectAsList();
        }
    }

    @Test
    void everyTableHoldsSomethingAfterTwoNights() {
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        Set<String> empty =
                tables.released().stream().map(table -> table.name().toString()).collect(toSet());
        content.tables().forEach(table -> empty.remove(table.table()));
        // Few subjects merge, and few records are corrected, in a province of this size; nobody has judged,
        // taken note of a warning or confirmed a file, and the campaign draws on the night after these.
        Set<String> mayBeEmpty = new TreeSet<>(Set.of(
                "subject.merge",
                "subject.ended",
                "subject.review",
                "subject.block",
                "subject.judgement",
                "ops.receipt",
                "ops.erasure",
                "supervision.acknowledgement",
                "supervision.draw",
                "record.revision"));
        Set<String> generated = SourceContracts.load(settings.folders().schemas(), tables).all().stream()
                .filter(SourceContract::generated)
                .map(source -> "record." + source.recordClass())
                .collect(toSet());
        tables.recordClasses().stream()
                .map(table -> table.name().toString())
                .filter(Predicate.not(generated::contains))
                .forEach(mayBeEmpty::add);
        assertThat(generated).hasSize(5);
        assertThat(empty).isSubsetOf(mayBeEmpty);
        // The rules that are shipped are due on nothing of a province that is generated.
        assertThat(empty).contains("ops.erasure");
    }

    @Test
    void theSameNightRunAgainUnderAClockThatWasSetBackLeavesTheSameContent() {
        Clock setBack = Clock.fixed(Instant.parse("2001-01-01T00:00:00Z"), ZoneOffset.UTC);
        try (Night night = Night.begin(settings, SECOND, setBack)) {
            assertThat(night.alreadyPublished()).map(Release::runDate).contains(SECOND);
            night.names().forEach(night::run);
        }
        assertThat(ReleasedContent.of(settings, Optional.empty())).isEqualTo(content);
        assertThat(new ReleaseLog(settings).current()).hasValueSatisfying(release -> {
            assertThat(release.runDate()).isEqualTo(SECOND);
            assertThat(release.publishedAt()).isEqualTo(setBack.instant());
        });
    }

    @Test
    void aJudgementDatedUpToTheNightMakesItOneOfOtherInputs() throws IOException {
        JudgementFolder judgements = new JudgementFolder(settings.folders().landing(), new Configuration());
        String left = "name:山东甲贸易有限@370100";
        Judgement judgement = Judgement.of(SECOND, left, "org_code:600037341", Judgement.Verdict.SAME, "复核岗", "");
        Path file = Path.of(judgements
                .append(Judgement.of(SECOND.plusDays(1), left, "name:乙@370100", Judgement.Verdict.DIFFERENT, "复核岗", ""))
                .file());
        try {
            try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
                assertThat(night.stagesToDo()).isEmpty();
            }
            judgements.append(judgement);
            try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
                assertThat(night.stagesToDo()).isEqualTo(night.names());
                assertThat(night.run("ingest").counters()).containsEntry("pairs_judged", 1L);
            }
            try (TestLake lake = new TestLake(settings)) {
                Dataset<Row> taken = lake.spark().table("lake.subject.judgement.branch_night");
                assertThat(JudgementRows.read(taken)).containsExactly(judgement);
            }
            Files.writeString(file, "{}");
            assertThatThrownBy(() -> Night.begin(settings, SECOND, Clock.systemUTC()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(file + ":1: found no 'by'");
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(SECOND + ".jsonl"));
        }
        WholeNight.run(settings, SECOND);
        assertThat(ReleasedContent.of(settings, Optional.empty())).isEqualTo(content);
    }

    @Test
    void aNightBeforeThePublishedOneIsRefused() {
        assertThatThrownBy(() -> Night.begin(settings, FIRST, Clock.systemUTC()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("release-" + SECOND);
    }

    @Test
    void aSecondNightOnTheSameLakeIsTurnedAway() {
        try (Night night = Night.begin(settings, SECOND, Clock.systemUTC())) {
            assertThat(night.names()).contains("publish");
            assertThatThrownBy(() -> Night.begin(settings, SECOND, Clock.systemUTC()))
                    .isInstanceOf(LakeHeldException.class)
                    .hasMessageContaining("another run holds the lake");
        }
    }

    @Test
    void aStageWithoutTheOneBeforeItIsRefused() {
        try (Night night = Night.begin(settings, SECOND.plusDays(1), Clock.systemUTC())) {
            assertThatThrownBy(() -> night.run("grade"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("resolve");
        }
    }

    @Test
    void aDumpThatLandsWhileTheNightRunsIsForAnotherRun() throws IOException {
        LocalDate third = SECOND.plusDays(1);
        try (Night night = Night.begin(settings, third, Clock.systemUTC())) {
            night.run("ingest");
        }
        Path late = bad(third);
        try (Night night = Night.begin(settings, third, Clock.systemUTC())) {
            assertThat(night.run("standardise").counters()).containsEntry("rows_read", 0L);
            assertThat(night.stagesToDo()).isEqualTo(night.names());
        } finally {
            Files.delete(late);
        }
    }

    @Test
    void aFailedAuditWithholdsTheReleaseAndReadersKeepTheLastOne() throws IOException {
        Settings strict = settings("lake", Map.of("audits.quarantined_share.at_most", "0.001"));
        Path dump = bad(SECOND.plusDays(2));
        try (Night night = Night.begin(strict, SECOND.plusDays(2), Clock.systemUTC())) {
            assertThatThrownBy(() -> night.names().forEach(night::run))
                    .isInstanceOf(WithheldException.class)
                    .hasMessageContaining("quarantined_share");
            assertThat(new Checkup(strict).run(false))
                    .filteredOn(f -> f.subject().equals("nights"))
                    .singleElement()
                    .satisfies(f -> assertThat(f.found()).contains("publish is withheld"));
        } finally {
            Files.delete(dump);
        }
        assertThat(new ReleaseLog(settings).current()).map(Release::runDate).contains(SECOND);
        assertThat(ReleasedContent.of(settings, Optional.empty())).isEqualTo(content);
        assertThat(new ReleaseLog(settings).all())
                .anyMatch(r -> r.runDate().equals(SECOND.plusDays(2)) && r.status() == Release.Status.WITHHELD);
    }

    /** A complete delivery with one row that is refused. */
    private static Path bad(LocalDate date) throws IOException {
        Path delivery = folder.resolve("landing/market_abnormal_operation").resolve(date.toString());
        Files.createDirectories(delivery);
        Files.writeString(delivery.resolve("_SUCCESS"), "");
        return Files.writeString(
                delivery.resolve("bad.jsonl"),
                "{\"uniscid\":\"91110000600037341X\",\"entname\":\"某某有限公司\",\"abntime\":\"2026-11-01\","
                        + "\"specause_cn\":\"无法联系\"}\n");
    }

    @Test
    void everyRecordIsTiedToItsTrueSubject() throws IOException {
        Map<String, String> truth = new HashMap<>();
        for (LocalDate date : List.of(FIRST, SECOND)) {
            for (NamedCsvRecord row : csv("_truth/" + date + ".rows.csv")) {
                truth.put(row.getField("file") + "#" + row.getField("row_number"), row.getField("subject"));
            }
        }
        Map<Long, TreeSet<String>> trueBySubject = new TreeMap<>();
        Map<String, TreeSet<Long>> subjectByTrue = new TreeMap<>();
        for (Row row : ask(records())) {
            String file = row.getString(0);
            String known = truth.get(file.substring(file.lastIndexOf('/') + 1) + "#" + row.getLong(1));
            trueBySubject.computeIfAbsent(row.getLong(2), s -> new TreeSet<>()).add(known);
            subjectByTrue.computeIfAbsent(known, s -> new TreeSet<>()).add(row.getLong(2));
        }
        assertThat(trueBySubject.values()).allMatch(subjects -> subjects.size() == 1);
        long split = subjectByTrue.values().stream().filter(s -> s.size() > 1).count();
        assertThat(split).as("subjects whose records do not all meet").isLessThanOrEqualTo(SUBJECTS / 20);
    }

    private static String records() {
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        return tables.recordClasses().stream()
                .map(t -> "SELECT file, row_number, subject_id FROM " + t.name())
                .reduce((a, b) -> a + " UNION ALL " + b)
                .orElseThrow();
    }

    private static List<NamedCsvRecord> csv(String path) throws IOException {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(folder.resolve("landing").resolve(path))) {
            return reader.stream().toList();
        }
    }

    @Test
    void noCitizenNumberOfTheProvinceIsInTheLakeInClear() throws IOException {
        List<String> numbers = csv("_truth/subjects.csv").stream()
                .map(s -> s.getField("person_number"))
                .filter(n -> !n.isEmpty())
                .toList();
        assertThat(numbers).isNotEmpty();
        TableContracts tables = TableContracts.load(settings.folders().schemas());
        for (var table : tables.released()) {
            String text = ask("SELECT to_json(struct(*)) FROM " + table.name()).stream()
                    .map(row -> row.getString(0))
                    .reduce("", String::concat);
            assertThat(numbers.stream().filter(text::contains))
                    .as("in " + table.name())
                    .isEmpty();
        }
    }

    @Test
    void naturalPersonsAreNotGraded() {
        assertThat(ask("SELECT * FROM subject.subject WHERE kind = 'person'")).isNotEmpty();
        assertThat(ask("SELECT g.* FROM grade.grade g JOIN subject.subject s ON g.subject_id = s.subject_id"
                        + " WHERE s.kind = 'person'"))
                .isEmpty();
    }
}
