package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.creditlake.infer.UnseenPenalties;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An unseen layout comes on board: infer, lint, check, and a night takes it. */
class ContractCommandsTest {
    private static final LocalDate NIGHT = LocalDate.of(2026, 11, 22);
    private static final String SOURCE = "sample_city_penalty";

    @TempDir
    private static Path folder;

    private static Path dump;
    private static Path contract;
    private static Typed infer;

    @BeforeAll
    static void inferTheContract() throws IOException {
        TestLake.copy(TestLake.home().resolve("schemas"), folder.resolve("schemas"));
        dump = UnseenPenalties.write(folder, NIGHT, "landing/" + SOURCE + "/" + NIGHT + "/penalties.txt");
        contract = folder.resolve("schemas/sources/" + SOURCE + ".yaml");
        infer = run("infer", dump.toString(), "--out=" + contract, "--department=样例市部门");
    }

    private static Typed run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (List.of("infer", "check", "lint").contains(all.get(0))) {
            all.add(0, "contract");
        }
        return Typed.run(
                all,
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", TestLake.home().resolve("conf").toString(),
                        "--schemas", folder.resolve("schemas").toString()));
    }

    @Test
    void theDraftIsWrittenAndTheSummarySaysWhatToLookAt() {
        assertThat(infer.code()).as(infer.err()).isZero();
        assertThat(infer.out()).isEmpty();
        assertThat(infer.err()).contains("record class penalty", "内部流水", "contract check");
        assertThat(contract).exists();
    }

    @Test
    void aDraftGoesToStandardOutputAndNothingElseDoes() throws IOException {
        Typed printed = run(
                "infer",
                dump.toString(),
                "--department=样例市部门",
                "--source=" + SOURCE,
                "--quiet",
                "--schemas=" + TestLake.home().resolve("schemas"));
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).isEqualTo(Files.readString(contract));
    }

    @Test
    void aFileThatIsThereIsNotReplacedUnasked() throws IOException {
        String before = Files.readString(contract);
        Typed again = run("infer", dump.toString(), "--out=" + contract, "--department=另一部门");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("--overwrite");
        assertThat(contract).hasContent(before);
    }

    @Test
    void theDraftHasNoMistake() {
        Typed lint = run("lint");
        assertThat(lint.code()).as(lint.err()).isZero();
    }

    @Test
    void mostRowsOfTheDumpAreAcceptedAndEachRefusalIsExplained() throws IOException {
        Typed check = run("check", dump.toString(), "--contract=" + SOURCE, "--date=" + NIGHT, "--format=json");
        assertThat(check.code()).as(check.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(check.out());
        JsonNode file = report.get("files").get(0);
        long read = file.get("read").asLong();
        assertThat(read).isGreaterThan(100);
        assertThat(file.get("accepted").asLong()
                        + file.get("duplicate").asLong()
                        + file.get("quarantined").asLong())
                .isEqualTo(read);
        assertThat(file.get("accepted").asLong()).isGreaterThan(read * 9 / 10);
        assertThat(file.get("charset").asText()).isEqualTo("GB18030");
        assertThat(report.get("reasons")).isNotEmpty().allSatisfy(reason -> {
            assertThat(reason.get("rows").asLong()).isPositive();
            assertThat(reason.get("examples")).isNotEmpty();
            assertThat(reason.get("examples").get(0).get("row").asLong()).isPositive();
            assertThat(reason.get("message").asText()).isNotEmpty();
        });
    }

    @Test
    void aCheckTouchesNoLakeAndLeavesNothing() {
        Path nowhere = folder.resolve("untouched");
        Typed check = run("check", dump.toString(), "--contract=" + contract, "--date=" + NIGHT, "--examples=1");
        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out()).contains("rows read", "Refused:");
        assertThat(nowhere).doesNotExist();
        assertThat(Path.of("spark-warehouse")).doesNotExist();
        assertThat(Path.of("metastore_db")).doesNotExist();
    }

    @Test
    void aFileThatWouldBeRefusedAsAWholeEndsWithOne() throws IOException {
        Path other = Files.writeString(folder.resolve("other.txt"), "甲|乙\n1|2\n");
        Typed check = run("check", other.toString(), dump.toString(), "--contract=" + SOURCE, "--format=csv");
        assertThat(check.code()).as(check.err()).isEqualTo(1);
        assertThat(check.out()).startsWith("what,file,field,rule,rows,row_number,value,message\n");
        assertThat(check.out()).contains("refused_file,other.txt", "accepted,penalties.txt");
    }

    @Test
    void aFileWhoseRowsRefuseItIsShownAsRefusedAsInANight() throws IOException {
        Path strict = Files.createDirectories(folder.resolve("strict")).resolve(SOURCE + ".yaml");
        Files.writeString(
                strict,
                Files.readString(contract)
                        .replace("publicity_end >= decision_date", "decision_date >= DATE '2030-01-01'")
                        .replace("severity: flag", "severity: refuse"));
        Typed check = run("check", dump.toString(), "--contract=" + strict, "--date=" + NIGHT, "--format=json");
        assertThat(check.code()).as(check.err()).isEqualTo(1);
        JsonNode file = new ObjectMapper().readTree(check.out()).get("files").get(0);
        assertThat(file.get("refusal").asText()).contains("整批拒收");
        assertThat(file.get("quarantined")).isEqualTo(file.get("read"));
        assertThat(file.get("accepted").asLong()).isZero();
    }

    @Test
    void aContractThatIsNoneIsAMistakeOfUsage() {
        Typed unknown = run("check", dump.toString(), "--contract=sample_city_penalti");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("Did you mean '" + SOURCE + "'?");
        assertThat(run("check", folder.resolve("nowhere.csv").toString(), "--contract=" + SOURCE)
                        .code())
                .isEqualTo(2);
        assertThat(run("check", dump.toString()).code()).isEqualTo(2);
    }

    @Test
    void aNightTakesWhatTheCheckHasShown() throws IOException {
        Typed check = run("check", dump.toString(), "--contract=" + SOURCE, "--date=" + NIGHT, "--format=csv");
        assertThat(folder.resolve("lake").resolve("catalog.db"))
                .as("no lake before the first night")
                .doesNotExist();
        Files.createFile(dump.resolveSibling("_SUCCESS"));
        Typed night = run("nightly", "--date=" + NIGHT, "--landing=" + folder.resolve("landing"));
        assertThat(night.code()).as(night.err()).isZero();
        Typed counts = run(
                "sql",
                "SELECT rows_accepted, rows_duplicate, rows_quarantined FROM ops.delivery WHERE source = '" + SOURCE
                        + "'",
                "--format=csv");
        List<String> shown = check.out()
                .lines()
                .filter(l -> l.matches("(accepted|duplicate|quarantined),.*"))
                .map(l -> l.split(",", -1)[4])
                .toList();
        assertThat(counts.out().lines().skip(1)).containsExactly(String.join(",", shown));
    }
}
