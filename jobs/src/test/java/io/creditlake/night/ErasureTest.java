package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.cli.Creditlake;
import io.creditlake.config.Settings;
import io.creditlake.config.SettingsLoader;
import io.creditlake.lake.ContentHash;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.night.NightProcess.Start;
import io.creditlake.upkeep.TableUpkeep;
import io.creditlake.upkeep.UpkeepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Penalties that say a marker, in a lake of three nights. From the third on penalties are kept for 24 months. One of a
 * subject with another, younger one goes, with its correction, the decision about it and the dumps that told it; so does
 * the only record of another subject.
 */
class ErasureTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 23);
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate THIRD = FIRST.plusDays(3);
    private static final LocalDate FOURTH = FIRST.plusDays(4);

    private static final String MARKER = "琉璃";
    private static final String PENALTIES =
            "CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_WSH,CF_SY,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_CFJG,CF_FRDB,BZ\n";
    private static final String OLD = "山东样例甲商贸有限公司,法人及非法人组织,91370102MA9000011M,济市监罚〔2024〕7号,"
            + "%s,吊销许可证件,%1$s吊销许可证件,,2024-10-01,济南市市场监督管理局,琉璃某,备注琉璃\n";
    private static final String YOUNG =
            "山东样例甲商贸有限公司,法人及非法人组织,91370102MA9000011M,济市监罚〔2026〕9号," + "逾期未年报,罚款,罚款,0.2,2026-10-01,济南市市场监督管理局,张某,\n";
    private static final String ALONE =
            "山东琉璃独有商贸有限公司,法人及非法人组织,,济市监罚〔2024〕8号," + "琉璃事实,罚款,罚款,80,2024-10-02,济南市市场监督管理局,琉璃某,\n";

    @TempDir
    private static Path folder;

    private static Settings settings;
    private static ContentHash content;
    private static ContentHash contentAgain;
    private static List<String> tables;
    private static List<Path> before;
    private static UpkeepReport rehearsed;
    private static UpkeepReport report;
    private static UpkeepReport again;
    private static List<Path> after;
    private static List<String> kept;

    @BeforeAll
    static void eraseInTheThirdNight() throws IOException, InterruptedException {
        settings = settings();
        deliver("penalty_publicity", FIRST, "old.csv", PENALTIES + OLD.formatted("琉璃旧事实") + ALONE);
        deliver("penalty_publicity", FIRST, "young.csv", PENALTIES + YOUNG);
        WholeNight.run(settings, FIRST);
        deliver("penalty_publicity", SECOND, "corrected.csv", PENALTIES + OLD.formatted("琉璃更正后的事实"));
        deliver(
                "repair_decision",
                SECOND,
                "repair.csv",
                """
                修复决定书编号,申请主体名称,申请主体统一社会信用代码,信息类别,失信信息文书号,失信信息日期,修复结果,决定日期,生效日期,决定机关,修复依据
                鲁信修〔2026〕1号,山东样例甲商贸有限公司,91370102MA9000011M,行政处罚,济市监罚〔2024〕7号,,不予修复,2026-11-21,2026-11-22,山东省发展和改革委员会,琉璃依据
                """);
        WholeNight.run(settings, SECOND);
        before = LakeFiles.that(settings, MARKER);
        WholeNight.run(settings, THIRD);
        content = ReleasedContent.of(settings, Optional.empty());
        try (Night night = Night.begin(settings, THIRD, Clock.systemUTC())) {
            night.names().forEach(night::run);
        }
        contentAgain = ReleasedContent.of(settings, Optional.empty());
        tables = tablesThatSay(MARKER);
        rehearsed = maintain(true);
        try (NightProcess run = Start.plain(folder).run(settings, "maintain")) {
            run.until(release(FIRST) + " is dropped");
        }
        report = maintain(false);
        again = maintain(true);
        after = LakeFiles.that(settings, MARKER);
        kept = new ReleaseLog(settings)
                .all().stream().filter(Release::published).map(Release::name).toList();
    }

    private static Settings settings() throws IOException {
        Path schemas = folder.resolve("schemas");
        TestLake.copy(TestLake.home().resolve("schemas/lake"), schemas.resolve("lake"));
        Files.createDirectories(schemas.resolve("sources"));
        for (String source : List.of("penalty_publicity", "repair_decision")) {
            Files.copy(
                    TestLake.home().resolve("schemas/sources/" + source + ".yaml"),
                    schemas.resolve("sources/" + source + ".yaml"));
        }
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("conf"));
        Path exchange = conf.resolve("publications/penalty-exchange.yaml");
        // Sends a removed row in the night that erases it.
        Files.writeString(exchange, Files.readString(exchange).replace("receipts: required\n", ""));
        Files.writeString(
                conf.resolve("retention.yaml"),
                """
                erase: nightly
                records:
                  - {record: penalty, effective_from: %s, after: decision_date, keep: 24 months, basis: 《示例办法》}
                releases: {keep: at_once}
                """
                        .formatted(THIRD));
        return SettingsLoader.load(
                new Settings.Folders(
                        folder.resolve("lake").toString(),
                        folder.resolve("landing").toString(),
                        conf,
                        schemas),
                Map.of());
    }

    private static void deliver(String source, LocalDate night, String name, String text) throws IOException {
        Path delivery = Files.createDirectories(
                folder.resolve("landing").resolve(source).resolve(night.toString()));
        Files.writeString(delivery.resolve(name), text);
        Files.write(delivery.resolve("_SUCCESS"), new byte[0]);
    }

    private static UpkeepReport maintain(boolean rehearsal) {
        return new Maintenance(settings, line -> {}).run(Optional.empty(), Optional.empty(), rehearsal);
    }

    private static String release(LocalDate night) {
        return "release-" + night;
    }

    private static List<String> tablesThatSay(String text) {
        List<String> found = new ArrayList<>();
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            for (TableContract table : contracts.released()) {
                if (!reader.spark()
                        .sql("SELECT 1 FROM " + table.name() + " AS t WHERE to_json(struct(t.*)) LIKE '%" + text + "%'")
                        .isEmpty()) {
                    found.add(table.name().toString());
                }
            }
        }
        return found;
    }

    private static List<String> ask(String sql) {
        try (ReleaseReader reader = ReleaseReader.open(settings, Optional.empty())) {
            return reader.spark().sql(sql).collectAsList().stream()
                    .map(Row::mkString)
                    .toList();
        }
    }

    @Test
    void theMarkerWasInManyPlaces() throws IOException {
        assertThat(before).hasSizeGreaterThan(10);
        assertThat(before).anyMatch(file -> file.startsWith(lake("archive")));
        assertThat(before).anyMatch(file -> file.toString().contains("record/revision"));
        assertThat(before).anyMatch(file -> file.toString().contains("subject/name"));
        // Bounds of a text that tables do keep are found in their manifests.
        assertThat(LakeFiles.that(settings, "penalty_publicit"))
                .anyMatch(file -> file.toString().endsWith(".avro"));
    }

    private static Path lake(String below) {
        return folder.resolve("lake").resolve(below);
    }

    @Test
    void noTableOfTheReleaseSaysIt() {
        assertThat(tables).isEmpty();
        assertThat(ask("SELECT document_number FROM record.penalty")).containsExactly("济市监罚〔2026〕9号");
        assertThat(ask("SELECT kind FROM record.revision")).isEmpty();
        assertThat(ask("SELECT name FROM subject.subject")).containsExactly("山东样例甲商贸有限公司");
    }

    @Test
    void afterUpkeepNoFileOfTheLakeSaysIt() {
        assertThat(after).isEmpty();
    }

    @Test
    void theLogOfErasuresSaysWhatWentAndWhy() {
        assertThat(ask("SELECT concat_ws(' ', kind, record_class, due_on, rule, basis, count(*)) FROM ops.erasure"
                        + " WHERE run_date = DATE'" + THIRD + "' AND kind = 'record'"
                        + " GROUP BY kind, record_class, due_on, rule, basis"))
                .containsExactlyInAnyOrder(
                        "record penalty 2026-10-01 penalty kept 24 months after decision_date 《示例办法》 1",
                        "record penalty 2026-10-02 penalty kept 24 months after decision_date 《示例办法》 1",
                        "record revision of_record 《示例办法》 2");
        assertThat(ask("SELECT file FROM ops.erasure WHERE kind = 'dump' AND run_date = DATE'" + THIRD + "'"))
                .hasSize(3)
                .allMatch(file -> !file.endsWith("young.csv"));
    }

    @Test
    void rowsOfEarlierNightsStillAddUp() {
        assertThat(ask("SELECT sum(rows_read), sum(rows_accepted), sum(rows_duplicate), sum(rows_quarantined)"
                        + " FROM ops.delivery WHERE run_date < DATE'" + THIRD + "'"))
                .containsExactly("5410");
    }

    @Test
    void theGradeIsWhatTheOtherRecordsGive() {
        String stored = " FROM grade.grade WHERE policy = 'shandong-comprehensive'";
        List<String> grade = ask("SELECT grade" + stored);
        Path file = folder.resolve("grades.csv");
        assertThat(command(
                        "grade",
                        "--as-of=" + THIRD,
                        "--policy=shandong-comprehensive",
                        "--format=csv",
                        "--output=" + file))
                .isZero();
        assertThat(grade).hasSize(1).doesNotContain("D");
        assertThat(file)
                .content()
                .contains("," + grade.get(0) + ",", ask("SELECT score" + stored).get(0));
        assertThat(ask("SELECT previous_grade" + stored)).containsExactly("D");
    }

    @Test
    void theNightRunAgainGivesTheSame() {
        assertThat(contentAgain).isEqualTo(content);
    }

    @Test
    void upkeepDropsWhatHeldTheRowsAndHasNothingLeftToDo() {
        assertThat(rehearsed.dropped()).containsExactly(release(FIRST), release(SECOND), release(THIRD));
        assertThat(rehearsed.notes()).anyMatch(line -> line.startsWith("archive: 3 dumps to be removed"));
        assertThat(report.dropped()).isSubsetOf(rehearsed.dropped());
        assertThat(again.dropped()).isEmpty();
        assertThat(again.notes()).isEmpty();
        assertThat(again.tables()).noneMatch(TableUpkeep::anything);
        assertThat(kept).containsExactly(release(THIRD) + ".2");
        assertThat(new Checkup(settings).run(true))
                .filteredOn(f -> f.subject().startsWith("archive"))
                .allMatch(Finding::good);
    }

    @Test
    void theArchiveCannotMakeTheLakeAgainAndSaysWhichNightsItLacks() throws IOException {
        assertThat(lake("archive/erased.jsonl")).content().contains("\"erased_on\":\"" + THIRD + "\"");
        assertThat(command("rebuild", "--archive=" + lake("archive"))).isEqualTo(2);
    }

    private static int command(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("--quiet");
        all.add("--lake=" + (words[0].equals("rebuild") ? folder.resolve("anew") : folder.resolve("lake")));
        all.add("--conf=" + settings.folders().conf());
        all.add("--schemas=" + settings.folders().schemas());
        return Creditlake.run(all.toArray(String[]::new));
    }

    @Test
    void aRowThatIsToldAgainDoesNotComeToLife() throws IOException {
        deliver("penalty_publicity", FOURTH, "again.csv", PENALTIES + OLD.formatted("琉璃再报") + YOUNG);
        WholeNight.run(settings, FOURTH);
        assertThat(tablesThatSay(MARKER)).isEmpty();
        assertThat(ask("SELECT concat_ws(' ', rows_accepted, rows_duplicate) FROM ops.delivery WHERE run_date = DATE'"
                        + FOURTH + "' AND status = 'standardised'"))
                .containsExactly("1 1");
        assertThat(ask("SELECT concat_ws(' ', kind, file) FROM ops.erasure WHERE run_date = DATE'" + FOURTH + "'"))
                .hasSize(2)
                .allMatch(row -> row.endsWith("again.csv"));
        maintain(false);
        assertThat(LakeFiles.that(settings, MARKER)).isEmpty();
        assertThat(ask("SELECT document_number FROM record.penalty")).containsExactly("济市监罚〔2026〕9号");
    }
}
