package io.creditlake.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.Release;
import io.creditlake.lake.Replay;
import io.creditlake.quarantine.QuarantineReplay.Replayed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that a night refuses, and how they come in: when the contract has been mended, and corrected by hand. */
class ReplayTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    /** Its rows are still on time as of the first night's folder, and late as of the second's. */
    private static final LocalDate LAST_ON_TIME = LocalDate.of(2026, 11, 12);

    private static final LocalDate SECOND = LocalDate.of(2026, 11, 24);
    private static final LocalDate THIRD = LocalDate.of(2026, 11, 25);
    private static final LocalDate FOURTH = LocalDate.of(2026, 11, 26);
    private static final String QUARANTINE = "SELECT * FROM ops.quarantine ORDER BY run_date, file, row_number";

    @TempDir
    private static Path folder;

    private static CountyLake lake;
    /** What the nights left, by night. */
    private static final List<List<Row>> refusals = new ArrayList<>();

    private static final List<Release> releases = new ArrayList<>();
    private static Replayed mended;
    private static Replayed mendedAgain;
    private static String overlapping;
    private static String closed;
    private static String strange;
    private static String masked;
    private static String unknown;
    private static String csv;
    private static String maskedCsv;
    private static Path exported;
    private static List<Row> died;

    @BeforeAll
    static void runNights() throws IOException {
        lake = new CountyLake(folder);
        lake.send(
                FIRST,
                "济南甲商贸有限公司,91370102MA3C0TEST8,,鲁罚〔2026〕1号,罚款,2026-11-20,某局\n",
                "济南乙商贸有限公司,,,鲁罚〔2026〕2号,警告," + LAST_ON_TIME + ",某局\n",
                "济南丙商贸有限公司,,,,罚款,2026-11-20,某局\n",
                "济南丁商贸有限公司,,,鲁罚〔2026〕4号,罚款,2026-11-20,某局,多出的\n",
                "=HYPERLINK(\"http://a\"),," + CountyLake.CITIZEN + ",鲁罚〔2026〕5号,@SUM(1),2026-11-20,某局\n",
                "济南甲商贸有限公司,91370102MA3C0TEST8,,鲁罚〔2026〕1号,警告,2026-11-20,某局\n",
                good(11),
                good(12),
                good(13),
                good(14));
        night(FIRST);

        lake.contract("罚款: 罚款, 警告: 警告");
        interrupted();
        mended = lake.replay(SECOND).asSent(byRule("code_set"));
        mendedAgain = lake.replay(SECOND).asSent(byRule("code_set"));
        overlapping = refusal(() -> lake.replay(THIRD).asSent(byRule("code_set")));
        died = lake.begun(SECOND)
                .read("ops.quarantine")
                .orderBy("run_date", "file", "row_number")
                .collectAsList();
        night(SECOND);

        lake.send(THIRD, "济南戊商贸有限公司,,,鲁罚〔2026〕6号,罚款,2026-11-20,某局\n");
        exported = folder.resolve("all.csv");
        lake.export().write(RefusedFilter.OPEN.closedToo(), exported, false);
        closed = refusal(() -> lake.replay(THIRD).corrected(exported));
        correctByHand();
        copyOfTheFirstReplay();
        night(THIRD);
        night(FOURTH);
    }

    private static String good(int number) {
        return "济南第" + number + "商贸有限公司,,,济罚〔2026〕" + number + "号,罚款,2026-11-20,某局\n";
    }

    /** What a replay that died has left aside is no replay. */
    private static void interrupted() throws IOException {
        Path aside = Files.createDirectories(folder.resolve("landing/_replay/.incoming"));
        Files.writeString(aside.resolve("0c7ae8b2"), "{\"_replay\":{\"run_da");
    }

    private static void correctByHand() throws IOException {
        Path open = folder.resolve("open.csv");
        lake.export().write(RefusedFilter.OPEN, open, false);
        csv = Files.readString(open);
        Path hidden = folder.resolve("masked.csv");
        lake.export().write(RefusedFilter.OPEN, hidden, true);
        maskedCsv = Files.readString(hidden);
        masked = refusal(() -> lake.replay(THIRD).corrected(hidden));

        List<String> lines = csv.lines().toList();
        String third = lines.stream().filter(l -> l.contains("丙商贸")).findFirst().orElseThrow();
        Path corrected = folder.resolve("corrected.csv");
        String header = lines.get(0).substring(1);
        // As a spreadsheet saves it that knows no UTF-8, with the row in question alone.
        Files.write(
                corrected,
                (header + "\r\n" + third.replace("\"\",\"罚款\"", "\"鲁罚〔2026〕3号\",\"罚款\"") + "\r\n")
                        .getBytes(Charset.forName("GB18030")));
        strange = refusal(() -> lake.replay(THIRD)
                .corrected(Files.writeString(
                        folder.resolve("strange.csv"), header + "\n" + third.replace("\"3\"", "\"99\"") + "\n")));
        unknown = refusal(() -> lake.replay(THIRD)
                .corrected(Files.writeString(
                        folder.resolve("unknown.csv"), header.replace("机关", "机头") + "\n" + third + "\n")));
        assertThat(lake.replay(THIRD).corrected(corrected).rows()).isEqualTo(1);

        Path workbook = folder.resolve("open.xlsx");
        lake.export().write(RefusedFilter.OPEN, workbook, false);
        assertThat(lake.replay(THIRD).corrected(correctedWorkbook(workbook)).rows())
                .isEqualTo(2);
    }

    /** The fourth and the fifth row, with what was wrong mended in a spreadsheet. */
    private static Path correctedWorkbook(Path exported) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ReadableWorkbook from = new ReadableWorkbook(exported.toFile());
                Workbook to = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = to.newWorksheet("Sheet1");
            int line = 0;
            for (org.dhatim.fastexcel.reader.Row row : from.getFirstSheet().read()) {
                List<String> cells = Stream.iterate(0, i -> i + 1)
                        .limit(12)
                        .map(i ->
                                row.getOptionalCell(i).map(c -> c.getRawValue()).orElse(""))
                        .toList();
                if (cells.get(4).contains("丙商贸")) {
                    continue;
                }
                for (int i = 0; i < cells.size(); i++) {
                    String cell = cells.get(i).equals("'@SUM(1)") ? "警告" : cells.get(i);
                    sheet.value(line, i, cell.contains("多出的") ? "" : cell);
                }
                line++;
            }
        }
        return Files.write(folder.resolve("corrected.xlsx"), out.toByteArray());
    }

    private static void copyOfTheFirstReplay() throws IOException {
        Path first = Path.of(mended.files().get(0));
        Path copy = folder.resolve("landing/_replay/" + THIRD).resolve(first.getFileName());
        Files.copy(first, copy);
        Files.writeString(copy.resolveSibling("county_penalty.2026-11-22.000000000000.jsonl"), Files.readString(copy));
    }

    private static void night(LocalDate date) {
        lake.night(date);
        refusals.add(lake.ask(QUARANTINE));
        releases.add(lake.release());
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(ConfigurationException.class, call)
                .getMessage();
    }

    private static RefusedFilter byRule(String rule) {
        return new RefusedFilter(
                Optional.of(CountyLake.SOURCE),
                Optional.empty(),
                Optional.of(rule),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static List<String> states(int night) {
        return refusals.get(night).stream()
                .map(r -> r.getAs("run_date") + "#" + r.getAs("row_number") + " " + r.getAs("rule") + " "
                        + r.getAs("resolved_on") + " " + r.getAs("resolution"))
                .toList();
    }

    @Test
    void aReplayTakesTheRowsOfItsFilterAndNoOthers() {
        assertThat(mended.rows()).isEqualTo(3);
        assertThat(mended.misshapen()).isZero();
        assertThat(states(0))
                .containsExactly(
                        "2026-11-22#2 code_set null null",
                        "2026-11-22#3 required null null",
                        "2026-11-22#4 row_shape null null",
                        "2026-11-22#5 code_set null null",
                        "2026-11-22#6 code_set null null");
    }

    @Test
    void theNightClosesThemAndARowRefusedAgainIsOpenOnce() {
        assertThat(states(1))
                .containsExactly(
                        "2026-11-22#2 code_set 2026-11-24 accepted",
                        "2026-11-22#3 required null null",
                        "2026-11-22#4 row_shape null null",
                        "2026-11-22#5 code_set 2026-11-24 refused",
                        "2026-11-22#6 code_set 2026-11-24 duplicate",
                        "2026-11-24#2 code_set null null");
        Row again = refusals.get(1).get(5);
        assertThat(again.<String>getAs("sent_file")).isEqualTo("county_penalty/2026-11-22/penalty.csv");
        assertThat(again.<Long>getAs("sent_row_number")).isEqualTo(5);
        assertThat(again.<String>getAs("raw")).doesNotContain("_replay");
    }

    @Test
    void correctedInCsvAndInAWorkbookTheRestComesIn() {
        assertThat(states(2)).noneMatch(s -> s.endsWith("null null"));
        assertThat(states(2))
                .contains(
                        "2026-11-22#3 required 2026-11-25 accepted",
                        "2026-11-22#4 row_shape 2026-11-25 accepted",
                        "2026-11-24#2 code_set 2026-11-25 accepted");
        assertThat(lake.ask("SELECT document_number, penalty_type, subject_name FROM record.penalty"
                        + " WHERE document_number LIKE '鲁%' ORDER BY 1"))
                .extracting(Row::mkString)
                .containsExactly(
                        "鲁罚〔2026〕1号警告济南甲商贸有限公司",
                        "鲁罚〔2026〕2号警告济南乙商贸有限公司",
                        "鲁罚〔2026〕3号罚款济南丙商贸有限公司",
                        "鲁罚〔2026〕4号罚款济南丁商贸有限公司",
                        "鲁罚〔2026〕5号警告=HYPERLINK(\"http://a\")",
                        "鲁罚〔2026〕6号罚款济南戊商贸有限公司");
    }

    @Test
    void everyNightIsInBalanceAndSaysHowManyAreOpen() {
        assertThat(releases).allMatch(Release::published);
        assertThat(replays(0)).isEqualTo("no row was taken through again");
        assertThat(replays(1))
                .isEqualTo("taken through again: 1 accepted, 1 duplicate, 1 refused again, 0 files out of balance;"
                        + " 3 open + 3 closed of 6 quarantined");
        assertThat(replays(2))
                .isEqualTo("taken through again: 3 accepted, 0 duplicate, 0 refused again, 0 files out of balance;"
                        + " 0 open + 6 closed of 6 quarantined");
        assertThat(replays(3)).isEqualTo("no row was taken through again");
    }

    private static String replays(int night) {
        return releases.get(night).audits().stream()
                .filter(a -> a.name().equals("replays"))
                .findFirst()
                .orElseThrow()
                .found();
    }

    @Test
    void lateCountsFromTheDayTheDepartmentSentIt() {
        List<Row> replays = lake.ask("SELECT folder_date, rows_due, rows_late, rows_read FROM ops.delivery"
                + " WHERE run_date = DATE'2026-11-24'");
        assertThat(replays).extracting(Row::mkString).containsExactly("2026-11-22203");
    }

    @Test
    void theSameReplayAgainMakesTheSameFile() {
        assertThat(mendedAgain).isEqualTo(mended);
        assertThat(mended.files()).hasSize(1);
        assertThat(Path.of(mended.files().get(0))).exists();
        assertThat(Replay.of(Path.of(mended.files().get(0)).getFileName().toString()))
                .hasValueSatisfying(r -> assertThat(r.folderDate()).isEqualTo(FIRST));
    }

    @Test
    void aRowThatIsOnItsWayIsNotTakenTwice() {
        assertThat(overlapping)
                .contains("penalty.csv:2: found a row that is on its way already")
                .contains("Run that night, or delete that file");
    }

    @Test
    void aRowThatIsClosedIsSaidToBe() {
        assertThat(closed).contains("a row that is closed: accepted on 2026-11-24");
    }

    @Test
    void aRowThatWasNeverRefusedIsSaidToBe() {
        assertThat(strange).contains("strange.csv row 1 below the header: found a row that was never refused");
    }

    @Test
    void aColumnThatNobodyKnowsIsNoSilentLoss() {
        assertThat(unknown).contains("the column 机头");
    }

    @Test
    void aMaskedExportCannotBeTakenThrough() {
        assertThat(masked).contains("without --masked");
        assertThat(maskedCsv).contains("丙商贸").doesNotContain(CountyLake.CITIZEN);
    }

    @Test
    void anExportIsAsSentButForWhatASpreadsheetWouldRun() throws IOException {
        assertThat(csv)
                .startsWith(
                        "\uFEFF\"#批次\",\"#文件\",\"#行号\",\"#问题\",\"当事人\",\"代码\",\"证件号码\",\"文号\",\"种类\",\"日期\",\"机关\",\"#多余的格\"\r\n")
                .contains("\"'=HYPERLINK(\"\"http://a\"\")\",\"\",\"" + CountyLake.CITIZEN + "\"")
                .contains("\"'@SUM(1)\"")
                .contains("\"[\"\"多出的\"\"]\"");
        assertThat(Files.getPosixFilePermissions(folder.resolve("open.csv")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(Path.of(mended.files().get(0))))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aReplayThatWasChangedOrIsOfClosedRowsIsRefusedAsAWhole() {
        assertThat(lake.ask(
                        "SELECT status, rows_read, message FROM ops.delivery WHERE status = 'refused' ORDER BY file"))
                .extracting(Row::mkString)
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).startsWith("refused0文件内容与文件名中的摘要不符"),
                        row -> assertThat(row).startsWith("refused0有 3 行所指的退回行不存在或已办结，0 行重复，首见于第 1 行"));
    }

    @Test
    void aRowIsNotTakenThroughByTheNightThatRefusedIt() {
        assertThatThrownBy(() -> lake.replay(FIRST).asSent(RefusedFilter.OPEN.closedToo()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no such refused row that is open");
    }

    @Test
    void noCitizenNumberIsAnywhereButInWhatWasSent() throws IOException {
        assertThat(lake.ask("SELECT to_json(struct(*)) FROM ops.quarantine").toString())
                .doesNotContain(CountyLake.CITIZEN);
        assertThat(Files.readString(Path.of(mended.files().get(0)), StandardCharsets.UTF_8))
                .contains(CountyLake.CITIZEN);
    }

    @Test
    void aNightThatDiedAndIsRunAgainLeavesTheSame() {
        assertThat(died).isEqualTo(refusals.get(1));
    }

    @Test
    void aDepartmentIsToldOfEveryRowInItsWordsAndNoSpreadsheetRunsThem() throws IOException {
        Path told = feedback(FIRST);
        assertThat(told.resolveSibling(told.getFileName().toString().replace(".csv", ".xlsx")))
                .exists();
        assertThat(Files.readString(told))
                .isEqualTo("\uFEFF"
                        + Files.readString(Path.of("src/test/resources/feedback/county.csv"))
                                .replace("\n", "\r\n"))
                .contains("\"'@SUM(1)\"")
                .doesNotContain(CountyLake.CITIZEN);
    }

    @Test
    void theWorkbookOfADepartmentHasThreeSheetsAndNumbersInThem() throws IOException {
        Path csvFile = feedback(SECOND);
        Path file = csvFile.resolveSibling(csvFile.getFileName().toString().replace(".csv", ".xlsx"));
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile())) {
            assertThat(workbook.getSheets().map(s -> s.getName())).containsExactly("汇总", "明细", "趋势");
            List<org.dhatim.fastexcel.reader.Row> files =
                    workbook.getFirstSheet().read();
            assertThat(files).hasSize(3);
            assertThat(files.get(1).getCell(4).getText()).isEqualTo("重新处理：已处理");
            assertThat(files.get(1).getCellAsNumber(5))
                    .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(3));
            assertThat(files.get(1).getCellAsNumber(12))
                    .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(100));
            List<org.dhatim.fastexcel.reader.Row> rows =
                    workbook.findSheet("明细").orElseThrow().read();
            // As the department sent it, not as the replay has it.
            assertThat(rows.get(1).getCell(2).getText()).isEqualTo("county_penalty/2026-11-22/penalty.csv");
            assertThat(rows.get(1).getCellAsNumber(3))
                    .hasValueSatisfying(n -> assertThat(n.intValue()).isEqualTo(5));
            assertThat(rows.get(1).getCell(5).getText()).isEqualTo("'@SUM(1)");
            assertThat(workbook.findSheet("趋势").orElseThrow().read()).hasSize(3);
        }
    }

    @Test
    void aNightWithoutDeliveriesTellsNobody() throws IOException {
        try (Stream<Path> releasesTold = Files.list(folder.resolve("lake/feedback"))) {
            assertThat(releasesTold.map(p -> p.getFileName().toString()).sorted())
                    .containsExactly("release-" + FIRST, "release-" + SECOND, "release-" + THIRD);
        }
    }

    private static Path feedback(LocalDate night) {
        return folder.resolve("lake/feedback/release-" + night + "/" + CountyLake.DEPARTMENT + ".csv");
    }

    @AfterAll
    static void close() {
        lake.close();
    }
}
