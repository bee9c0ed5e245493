package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.creditlake.lake.TestLake;
import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them, on the lake of one small night. */
class CommandLineTest {
    private static final String NIGHT = "2026-11-22";
    private static final String ESCAPE = "\u001b";

    @TempDir
    private static Path folder;

    private static Typed night;

    @BeforeAll
    static void runANight() throws IOException {
        assertThat(run("generate", "--subjects=40", "--nights=1", "--start=" + NIGHT)
                        .code())
                .isZero();
        writeHostileDump();
        night = run("nightly", "--date=" + NIGHT);
    }

    /** A dump whose names and values would have a spreadsheet, a browser or a terminal do something. */
    private static void writeHostileDump() throws IOException {
        Path delivery = Files.createDirectories(folder.resolve("landing/tax_arrears/" + NIGHT));
        Files.writeString(
                delivery.resolve("<img src=x onerror=alert(1)>" + ESCAPE + "[2J.csv"),
                "nsrsbh,nsrmc,fddbrxm,qssz,qsye,bqxqje,ggrq,fbjg\n"
                        + "91370811MA9000046D,=1+1<script>alert(1)</script>,,@SUM(A1),+1 " + ESCAPE
                        + "[31m,,2026-11-20,税务局\n"
                        + "91370811MA9000046D,<script>alert(2)</script>有限公司,,增值税,12,2,2026-11-20,-税务局\n");
        Files.writeString(delivery.resolve("_SUCCESS"), "");
    }

    private static Typed run(String... arguments) {
        boolean takesFolders = !List.of("--help", "--version", "nonsense").contains(arguments[0]);
        return Typed.run(
                List.of(arguments),
                takesFolders
                        ? Map.of(
                                "--lake", folder.resolve("lake").toString(),
                                "--conf", TestLake.home().resolve("conf").toString(),
                                "--schemas", TestLake.home().resolve("schemas").toString())
                        : Map.of());
    }

    @Test
    void aNightEndsWithASummaryAndTheReport() {
        assertThat(night.code()).as(night.err()).isZero();
        assertThat(night.out()).contains("release-" + NIGHT + " is published", "accepted", "Report: ");
        Path report = Path.of(night.out()
                .lines()
                .filter(l -> l.startsWith("Report: "))
                .findFirst()
                .orElseThrow()
                .substring("Report: ".length()));
        assertThat(report).exists();
        assertThat(night.err()).contains("ingest", "standardise", "resolve", "grade", "supervise", "publish");
    }

    @Test
    void theSameNightTypedAgainHasNothingToDo() {
        Typed again = run("nightly", "--date=" + NIGHT);
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("nothing to do");
        assertThat(run("release", "list").out().lines()).hasSize(1);
    }

    @Test
    void sqlPrintsAHeaderAndRowsAndNothingElse() {
        Typed csv = run("sql", "SELECT release, status FROM ops.release", "--format", "csv");
        assertThat(csv.code()).isZero();
        assertThat(csv.out()).isEqualTo("release,status\nrelease-" + NIGHT + ",published\n");
        assertThat(run("sql", "SELECT 1 AS n, array('a') AS list", "--format", "json")
                        .out())
                .isEqualTo("{\"n\":1,\"list\":[\"a\"]}\n");
        assertThat(run("sql", "SELECT '名称' AS label").out()).contains("label", "名称", "(1 rows)");
    }

    @Test
    void quarantineShowsCountsAndRowsOrRowsAlone() {
        Typed table = run("quarantine", "show", "--limit=3");
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("source", "rule", "open", "refused_on");
        Typed csv = run("quarantine", "show", "--all", "--format=csv");
        assertThat(csv.out()).startsWith("refused_on,source,delivery_id,file,row_number,field,value,rule,message,");
        Typed wrong = run("quarantine", "show", "--source=penalty_publicty");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Did you mean 'penalty_publicity'?");
    }

    @Test
    void aReplayHasToSayWhichRowsAndForANightThatIsNotPast() {
        assertThat(run("quarantine", "replay", "--date=2026-11-23").code()).isEqualTo(2);
        Typed past = run("quarantine", "replay", "--date=2026-11-21", "--all");
        assertThat(past.code()).isEqualTo(2);
        assertThat(past.err()).contains("a night before release-" + NIGHT);
        Typed none = run("quarantine", "replay", "--date=2026-11-23", "--rule=nothing");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("no such refused row that is open");
    }

    @Test
    void sqlRefusesToChangeTheLake() {
        Typed drop = run("sql", "DROP TABLE grade.grade");
        assertThat(drop.code()).isEqualTo(1);
        assertThat(drop.err()).contains("read-only").doesNotContain("\tat ");
    }

    @Test
    void whatIsHostileInADumpReachesNoTerminalAndNoPage() throws IOException {
        assertThat(run(
                                "sql",
                                "SELECT rows_read, rows_quarantined FROM ops.delivery WHERE source = 'tax_arrears'",
                                "--format=csv")
                        .out())
                .isEqualTo("rows_read,rows_quarantined\n2,1\n");
        Typed shown = run("quarantine", "show", "--source=tax_arrears");
        assertThat(shown.out()).contains("(1)>\\u001b[2").doesNotContain(ESCAPE);
        assertThat(night.err() + night.out()).doesNotContain(ESCAPE);
        List<Path> pages = files("reports", ".html");
        assertThat(pages).hasSizeGreaterThan(10);
        for (Path page : pages) {
            assertThat(Files.readString(page)).as(page.toString()).doesNotContain("<script>alert", "<img src=x");
        }
    }

    @Test
    void whatIsHostileInADumpIsNoFormulaInAnySheet() throws IOException {
        assertThat(run("quarantine", "export", "--source=tax_arrears", "--out=" + folder.resolve("refused.csv"))
                        .code())
                .isZero();
        assertThat(run("quarantine", "export", "--source=tax_arrears", "--out=" + folder.resolve("refused.xlsx"))
                        .code())
                .isZero();
        List<Path> sheets = new ArrayList<>(files("feedback", ".csv"));
        sheets.addAll(files("feedback", ".xlsx"));
        sheets.addAll(files("publications", ".csv"));
        sheets.add(folder.resolve("refused.csv"));
        sheets.add(folder.resolve("refused.xlsx"));
        assertThat(sheets).hasSizeGreaterThan(4);
        for (Path sheet : sheets) {
            assertThat(cells(sheet))
                    .as(sheet.toString())
                    .isNotEmpty()
                    .allMatch(cell -> cell.startsWith("'") || cell.equals(SafeText.of(cell)));
        }
        assertThat(cells(folder.resolve("refused.csv"))).anyMatch(cell -> cell.startsWith("'=1+1"));
        assertThat(cells(folder.resolve("refused.xlsx"))).anyMatch(cell -> cell.startsWith("'=1+1"));
    }

    private static List<Path> files(String under, String suffix) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("lake").resolve(under))) {
            return all.filter(f -> f.toString().endsWith(suffix)).toList();
        }
    }

    /** Every text of a sheet. */
    private static List<String> cells(Path sheet) throws IOException {
        List<String> cells = new ArrayList<>();
        if (sheet.toString().endsWith(".csv")) {
            try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(sheet)) {
                records.forEach(record -> cells.addAll(record.getFields()));
            }
            return cells;
        }
        try (ReadableWorkbook workbook = new ReadableWorkbook(sheet.toFile())) {
            for (Sheet page : workbook.getSheets().toList()) {
                for (Row row : page.read()) {
                    row.stream()
                            .filter(cell -> cell != null && cell.getType() == CellType.STRING)
                            .forEach(cell -> cells.add(cell.asString()));
                    assertThat(row.stream()).noneMatch(cell -> cell != null && cell.getType() == CellType.FORMULA);
                }
            }
        }
        return cells;
    }

    @Test
    void sqlReadsTheLakeAndNoOtherFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "a secret of this machine");
        for (String format : List.of("text", "csv", "json", "parquet", "binaryFile")) {
            Typed read = run("sql", "SELECT * FROM " + format + ".`" + secret + "`");
            assertThat(read.code()).as(format).isEqualTo(1);
            assertThat(read.out()).doesNotContain("a secret");
        }
    }

    @Test
    void whatIsTypedIsNeverReadAsSql() {
        String typed = "x' OR '1'='1' UNION SELECT 1 -- ";
        Typed explained = run("explain", typed);
        assertThat(explained.code()).as(explained.err()).isEqualTo(2);
        assertThat(explained.out()).isEmpty();
        for (String option : List.of("--rule=", "--field=", "--delivery=", "--department=")) {
            Typed shown = run("quarantine", "show", "--all", "--format=csv", option + typed);
            assertThat(shown.out().lines().count()).as(option + shown.err()).isLessThanOrEqualTo(1);
        }
        for (List<String> wrong : List.of(
                List.of("nightly", "--date=2026-11-23' OR 1=1"),
                List.of("nightly", "--date=2026-11-23", "--set", "lake.buckets=4; DROP TABLE grade.grade"),
                List.of("nightly", "--date=2026-11-23", "--set", "audits.quarantined_share.at_most=1 OR 1=1"),
                List.of("sql", "SELECT 1", "--release=" + typed))) {
            assertThat(run(wrong.toArray(String[]::new)).code())
                    .as(wrong.toString())
                    .isEqualTo(2);
        }
        assertThat(run("sql", "SELECT count(*) > 0 AS kept FROM grade.grade", "--format=csv")
                        .out())
                .isEqualTo("kept\ntrue\n");
    }

    @Test
    void progressAndFailuresAreJsonLinesOnDemand() throws IOException {
        Typed wrong = run("nightly", "--date=2026-11-01", "--log-format=json");
        assertThat(wrong.code()).isEqualTo(2);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : wrong.err().lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines).extracting(l -> l.path("event").asText()).containsExactly("message", "failure");
        assertThat(lines.get(1).path("code").asInt()).isEqualTo(2);
        assertThat(lines.get(1).path("reasons").get(0).asText()).contains("release-" + NIGHT);
        assertThat(lines.get(1).path("at").asText()).startsWith("20").endsWith("Z");
    }

    @Test
    void aMonitorCanReadWhatTheNightDid() throws IOException {
        Map<String, Double> measures =
                PrometheusText.parse(Files.readString(folder.resolve("lake/reports/metrics.prom")));
        assertThat(measures)
                .containsEntry("creditlake_night_published{}", 1.0)
                .containsEntry(
                        "creditlake_night_date_seconds{}",
                        (double) LocalDate.parse(NIGHT).toEpochDay() * 86_400)
                .containsEntry("creditlake_release_date_seconds{}", measures.get("creditlake_night_date_seconds{}"))
                .containsEntry("creditlake_audits_failed{severity=withhold}", 0.0)
                .containsKeys("creditlake_stage_seconds{stage=ingest}", "creditlake_stage_seconds{stage=publish}");
        String rows = "creditlake_rows{source=penalty_publicity,outcome=%s}";
        assertThat(measures.get(rows.formatted("read")))
                .isPositive()
                .isEqualTo(measures.get(rows.formatted("accepted"))
                        + measures.get(rows.formatted("duplicate"))
                        + measures.get(rows.formatted("quarantined")));
    }

    @Test
    void aMistakeInSqlIsSaidInALine() {
        Typed wrong = run("sql", "SELECT nothing FROM grade.grade");
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.err()).contains("nothing").doesNotContain("\tat ");
    }

    @Test
    void explainFindsASubjectByCodeAndByNameAndSaysWhy() {
        String[] row = run(
                        "sql",
                        "SELECT s.uscc, s.name FROM subject.subject s JOIN grade.contribution c"
                                + " ON s.subject_id = c.subject_id WHERE s.uscc IS NOT NULL ORDER BY s.uscc LIMIT 1",
                        "--format",
                        "csv")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",", 2);
        Typed byCode = run("explain", row[0].toLowerCase(java.util.Locale.ROOT));
        assertThat(byCode.code()).as(byCode.err()).isZero();
        assertThat(byCode.out()).contains(row[0], row[1]);
        assertThat(run("explain", row[1]).out()).isEqualTo(byCode.out());
        assertThat(run("explain", row[0], "--format", "json").out()).startsWith("{");
    }

    @Test
    void explainOfNobodySaysWhatItCouldHaveBeen() {
        Typed nobody = run("explain", "没有这家公司");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("nobody", "USCC").doesNotContain("没有这家公司");
    }

    @Test
    void aWrongCommandAndAWrongOptionSayWhatWasMeant() {
        Typed command = run("nonsense");
        assertThat(command.code()).isEqualTo(2);
        Typed option = run("nightly", "--dat=" + NIGHT);
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).contains("--dat");
        assertThat(run("nightly").code()).isEqualTo(2);
        Typed day = run("nightly", "--date=22.11.2026");
        assertThat(day.code()).isEqualTo(2);
        assertThat(day.err())
                .contains("--date", "'22.11.2026' is no day such as 2026-11-24")
                .doesNotContain("java.");
    }

    @Test
    void aCommandThatGroupsOthersShowsThemWhenNoneIsNamed() {
        for (String group : List.of("contract", "draw", "policy", "publication", "quarantine", "release", "warnings")) {
            Typed typed = Typed.run(List.of(group), Map.of());
            assertThat(typed.code()).as(group).isEqualTo(2);
            assertThat(typed.out()).isEmpty();
            assertThat(typed.err()).contains("Missing required subcommand", "Usage: creditlake " + group, "Commands:");
        }
        assertThat(Typed.run(List.of("polici"), Map.of()).err())
                .contains("policy")
                .doesNotContain("Usage:");
        Typed nothing = Typed.run(List.of(), Map.of());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("Usage: creditlake", "Exit codes:");
    }

    @Test
    void anOptionThatWouldBePassedOverIsRefused() {
        for (String option : List.of("--policy=market-risk", "--format=csv", "--output=x", "--known-on=" + NIGHT)) {
            Typed typed = run("grade", "--date=" + NIGHT, option);
            assertThat(typed.code()).as(option).isEqualTo(2);
            assertThat(typed.err()).contains(option.replaceAll("=.*", "") + " goes with --as-of alone");
        }
        assertThat(run("grade", "--as-of=" + NIGHT, "--again").code()).isEqualTo(2);
        assertThat(run("report", "--date=" + NIGHT, "--release=release-" + NIGHT)
                        .code())
                .isEqualTo(2);
    }

    @Test
    void whoGradesUnderAWrongConditionIsToldWhereItStands() throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("conf"));
        Path policy = conf.resolve("policies/shandong-comprehensive/2026-04-01.yaml");
        Files.writeString(
                policy,
                Files.readString(policy).replace("where: removed_on IS NOT NULL", "where: removed_om IS NOT NULL"));
        Typed wrong = run("grade", "--as-of=" + NIGHT, "--conf=" + conf);
        assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.err()).contains("2026-04-01.yaml:", "Did you mean 'removed_on'?");
    }

    @Test
    void aCampaignThatCannotBeOneGetsNoSeed() {
        Path seed = folder.resolve("a.seed");
        Typed wrong = Typed.run(List.of("draw", "commit", "2026 Q4", "--output=" + seed), Map.of());
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("lower-case letters, digits and hyphens");
        assertThat(seed).doesNotExist();
    }

    @Test
    void gradesOfAnInternalPolicyComeWithANotice() {
        Typed internal = run("grade", "--as-of=" + NIGHT, "--policy=market-risk", "--format=csv");
        assertThat(internal.code()).as(internal.err()).isZero();
        assertThat(internal.err()).contains("market-risk is internal");
        assertThat(internal.out()).startsWith("subject_id,").doesNotContain("internal:");
    }

    @Test
    void aKeyThatIsNoneIsShownWithTheNearest() {
        Typed wrong = run("nightly", "--date=" + NIGHT, "--set", "lake.bucket=3");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("lake.bucket", "Did you mean 'lake.buckets'?");
    }

    @Test
    void withoutALakeTheReaderSaysWhereOneComesFrom() {
        Typed missing = run("sql", "SELECT 1", "--lake=" + folder.resolve("nowhere"));
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("no lake", "creditlake demo");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void theProjectsContractsAndPoliciesHaveNoMistake() {
        assertThat(run("contract", "lint")).returns(0, Typed::code);
        Typed policy = run("policy", "lint");
        assertThat(policy.code()).as(policy.err()).isZero();
        assertThat(policy.out()).contains("illustrative");
    }

    @Test
    void everyMistakeOfAContractIsShownAtOnceWithFileAndLine() throws IOException {
        Path schemas = TestLake.copy(TestLake.home().resolve("schemas"), folder.resolve("schemas"));
        Path contract = schemas.resolve("sources/penalty_publicity.yaml");
        Files.writeString(
                contract,
                Files.readString(contract)
                        .replace("value: amount_wan}", "value: amount_wam}")
                        .replace("- name: decision_date", "- name: decision_dat")
                        .replace("publicity_end >= decision_date", "publicity_end >= decision_day"));
        Typed lint = run("contract", "lint", "--schemas=" + schemas);
        assertThat(lint.code()).isEqualTo(2);
        assertThat(lint.err())
                .contains("penalty_publicity.yaml:", "Did you mean 'amount_wan'?", "Did you mean 'decision_date'?");
        assertThat(lint.err().lines().count()).isGreaterThanOrEqualTo(3);

        Files.writeString(
                contract,
                Files.readString(TestLake.home().resolve("schemas/sources/penalty_publicity.yaml"))
                        .replace("publicity_end >= decision_date", "publicity_end >= decision_day"));
        Typed rules = run("contract", "lint", "--schemas=" + schemas);
        assertThat(rules.code()).isEqualTo(2);
        assertThat(rules.err()).contains("penalty_publicity.yaml:", "decision_day");
    }

    @Test
    void maintainEndsWithATableOfWhatItDid() {
        Typed rehearsal = run("maintain", "--dry-run");
        assertThat(rehearsal.code()).as(rehearsal.err()).isZero();
        assertThat(rehearsal.out())
                .contains("files_before", "snapshots_expired", "orphans_removed")
                .containsPattern("all \\d+ tables");
        assertThat(rehearsal.err()).contains("nothing was changed");
        Typed done = run("maintain", "--format=csv", "--quiet");
        assertThat(done.code()).as(done.err()).isZero();
        assertThat(done.out())
                .startsWith("table,rewritten,files_before,files_after,bytes_before,bytes_after,")
                .contains("\ngrade.grade,");
        Typed none = run("maintain", "--keep-releases=0");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("1 or more");
    }

    @Test
    void doctorFindsAHealthyLakeHealthy() {
        Typed doctor = run("doctor");
        assertThat(doctor.code()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("release-" + NIGHT + " is what readers see", "no half-done night");
    }

    /** Last, as the others look at the first release. */
    @AfterAll
    static void aReleaseCanBeTakenBackAndPublishedAgainWithTheSameContent() {
        Typed before = run("release", "hash", "--tables");
        assertThat(before.code()).as(before.err()).isZero();
        assertThat(before.out().lines().toList())
                .anySatisfy(line -> assertThat(line).matches("grade\\.grade +\\d+ -?\\d+"))
                .last()
                .satisfies(line -> assertThat(line).matches("release-" + NIGHT + "  [0-9a-f]{64}"));
        Typed back = run("release", "rollback");
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(back.out()).contains("release-" + NIGHT + " is taken back", "no release");
        assertThat(run("release", "hash").code()).isEqualTo(2);
        assertThat(run("sql", "SELECT count(*) AS n FROM grade.grade", "--format", "csv")
                        .out())
                .isEqualTo("n\n0\n");
        assertThat(run("nightly", "--date=" + NIGHT, "--quiet").code()).isZero();
        assertThat(run("release", "list").out()).contains("rolled_back", "release-" + NIGHT + ".2");
        assertThat(run("release", "hash", "release-" + NIGHT + ".2", "--tables").out())
                .isEqualTo(before.out().replace("release-" + NIGHT, "release-" + NIGHT + ".2"));
    }
}
