package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights in which a penalty comes in, then the decision to repair it, and what is known of each day afterwards. */
class RepairedNightsTest {
    private static final String SUBJECT = "91370102MA9000011M";
    private static final String PENALTY_NIGHT = "2026-11-20";
    private static final String REPAIR_NIGHT = "2026-11-23";
    private static final String EFFECTIVE = "2026-11-22";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void runTheNights() throws IOException {
        deliver(
                "penalty_publicity",
                PENALTY_NIGHT,
                """
                CF_XDR_MC,CF_XDR_LB,CF_XDR_SHXYM,CF_WSH,CF_CFLB,CF_NR,CF_NR_FK,CF_JDRQ,CF_CFJG
                山东样例甲商贸有限公司,法人及非法人组织,91370102MA9000011M,济市监罚〔2025〕101号,罚款;吊销许可证件,吊销许可证件,80,2025-11-12,济南市市场监督管理局
                """);
        night(PENALTY_NIGHT);
        deliver(
                "repair_decision",
                REPAIR_NIGHT,
                """
                修复决定书编号,申请主体名称,申请主体统一社会信用代码,信息类别,失信信息文书号,失信信息日期,修复结果,决定日期,生效日期,决定机关,修复依据
                鲁信修〔2026〕1号,山东样例甲商贸有限公司,91370102MA9000011M,行政处罚,济市监罚〔2025〕101号,,准予修复,2026-11-21,2026-11-22,山东省发展和改革委员会,《信用修复管理办法》
                """);
        night(REPAIR_NIGHT);
    }

    private static void deliver(String source, String day, String text) throws IOException {
        Path delivery = Files.createDirectories(
                folder.resolve("landing").resolve(source).resolve(day));
        Files.writeString(delivery.resolve("rows.csv"), text);
        Files.createFile(delivery.resolve("_SUCCESS"));
    }

    private static void night(String day) {
        Typed night = run("nightly", "--date=" + day);
        assertThat(night.code()).as(night.err()).isZero();
    }

    private static Typed run(String... arguments) {
        return Typed.run(
                List.of(arguments),
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", TestLake.home().resolve("conf").toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }

    private static String sql(String release, String statement) {
        Typed rows = run("sql", statement, "--format=csv", "--release=release-" + release);
        assertThat(rows.code()).as(rows.err()).isZero();
        return rows.out().lines().skip(1).reduce("", (a, b) -> a + b);
    }

    private static String graded(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "grade";
        arguments[1] = "--policy=shandong-comprehensive";
        arguments[2] = "--format=csv";
        System.arraycopy(options, 0, arguments, 3, options.length);
        Typed grades = run(arguments);
        assertThat(grades.code()).as(grades.err()).isZero();
        return grades.out().lines().skip(1).findFirst().orElse("");
    }

    @Test
    void theGradeFallsWithThePenaltyAndRecoversWithTheReleaseOfTheRepair() {
        String grade = "SELECT grade FROM grade.grade WHERE policy = 'shandong-comprehensive'";
        assertThat(sql(PENALTY_NIGHT, grade)).isEqualTo("D");
        assertThat(sql(REPAIR_NIGHT, grade)).startsWith("A");
        assertThat(sql(REPAIR_NIGHT, "SELECT previous_grade FROM grade.change WHERE policy = 'shandong-comprehensive'"))
                .isEqualTo("D");
        assertThat(sql(REPAIR_NIGHT, "SELECT DISTINCT state FROM supervision.warning WHERE rule = 'serious_penalty'"))
                .isEqualTo("cleared");
    }

    @Test
    void aDayBeforeTheRepairTookEffectStillHasTheOldGrade() {
        assertThat(graded("--as-of=2026-11-21")).contains("," + "D" + ",");
        assertThat(graded("--as-of=" + EFFECTIVE)).doesNotContain(",D,").contains(SUBJECT);
    }

    @Test
    void whatWasKnownEarlierDoesNotHaveTheRepair() {
        assertThat(graded("--as-of=" + REPAIR_NIGHT, "--known-on=2026-11-22")).contains(",D,");
        assertThat(graded("--as-of=2025-11-11")).isEmpty();
        assertThat(graded("--as-of=2019-01-01")).isEmpty();
        Typed early = run("explain", SUBJECT, "--as-of=2026-11-20", "--known-on=2026-11-19");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err()).contains("a day from " + PENALTY_NIGHT + " on");
    }

    @Test
    void anExplanationOfADaySaysUntilWhenTheRecordCountsAndWhatEndsIt() {
        Typed before = run("explain", SUBJECT, "--as-of=2026-11-21", "--lang=en");
        assertThat(before.code()).as(before.err()).isZero();
        assertThat(before.out())
                .contains(
                        "computed 2026-11-21",
                        "serious; counts until 2026-11-22, when it is repaired",
                        "Next review: 2026-11-22, grade A",
                        "no longer counted: 行政处罚 2025-11-12");
        Typed known = run("explain", SUBJECT, "--as-of=2026-11-21", "--known-on=2026-11-20", "--lang=en");
        assertThat(known.out())
                .contains(
                        "serious; counts until 2028-11-12",
                        "repair may be applied for from 2026-11-12; severity and times by 《信用修复管理办法》“失信信息分类标准和公示期限”：严重失信信息");
    }

    @Test
    void aDraftIsSimulatedAsTextJsonAndPageAndNothingIsPublished() throws IOException {
        Path shipped = TestLake.home().resolve("conf/policies/shandong-comprehensive/2026-04-01.yaml");
        Path draft = Files.writeString(
                folder.resolve("draft.yaml"),
                Files.readString(shipped)
                        .replace("effective_from: 2026-04-01", "effective_from: 2027-01-01")
                        .replace("base: 1000", "base: 700"));
        String[] simulate = {"policy", "simulate", "--policy=shandong-comprehensive", "--version=" + draft, "--lang=en"
        };
        String releases = run("release", "list").out();

        Typed text = run(simulate);
        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("1 of 1 subjects get another grade: 0 rise, 1 fall", SUBJECT, "济南市");
        assertThat(run(with(simulate, "--format=json")).out()).contains("\"moved\" : 1", "\"city\"");
        Path page = folder.resolve("page.html");
        assertThat(run(with(simulate, "--format=html", "--output=" + page)).code())
                .isZero();
        assertThat(page).content().contains("class=\"heat\"", "release-" + REPAIR_NIGHT);
        assertThat(run("release", "list").out()).isEqualTo(releases);

        Typed same = run("policy", "simulate", "--policy=shandong-comprehensive", "--version=" + shipped);
        assertThat(same.code()).isEqualTo(2);
        assertThat(same.err()).contains("what the version in force says");

        Typed missing = run("policy", "simulate", "--policy=market-risk", "--version=" + draft);
        assertThat(missing.code()).isEqualTo(2);
        assertThat(missing.err()).contains("a version of shandong-comprehensive", "one of market-risk");
    }

    @Test
    void howWellAPolicyForesawIsShownWithoutPublishing() {
        Typed known = run(
                "policy",
                "validate",
                "--policy=shandong-comprehensive",
                "--as-of=2026-11-21",
                "--until=2026-11-23",
                "--against=release-" + PENALTY_NIGHT);
        assertThat(known.code()).as(known.err()).isZero();
        assertThat(known.out())
                .contains("grades of 2026-11-21, serious penalties until 2026-11-23", "by grade: KS -, AUC -, Gini -")
                .contains("0.0000 of the grades are the same", "from release-" + PENALTY_NIGHT + ": PSI ");
        assertThat(run(
                                "policy",
                                "validate",
                                "--policy=shandong-comprehensive",
                                "--as-of=2026-11-21",
                                "--until=2026-11-21")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void whatTheReleaseCannotKnowYetIsNotValidated() {
        Typed early = run("policy", "validate", "--policy=shandong-comprehensive", "--as-of=2026-11-21");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err()).contains("--until 2027-11-21", "after the release of");
        Typed json = run(
                "policy",
                "validate",
                "--policy=shandong-comprehensive",
                "--as-of=2026-11-21",
                "--until=2026-11-23",
                "--format=json");
        assertThat(json.out()).contains("\"rate\" : ");
    }

    @Test
    void aMistakeInAConditionIsShownWithItsLineBeforeAnythingIsExplained(@TempDir Path other) throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), other.resolve("conf"));
        String policy = mistake(conf, "policies/shandong-comprehensive/2026-04-01.yaml", "fine");
        for (String day : List.of("", "--as-of=2026-11-21")) {
            Typed refused = run(with(day, "explain", SUBJECT, "--conf=" + conf));
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err())
                    .contains(policy, "found", "expected columns of record.penalty", "Did you mean 'fine'?");
        }
        // Its version in force is what a draft is compared with.
        Typed simulated = run(
                "policy",
                "simulate",
                "--policy=construction-market",
                "--version=" + conf.resolve("policies/construction-market/2018-01-01.yaml"),
                "--conf=" + conf);
        assertThat(simulated.code()).isEqualTo(2);
        assertThat(simulated.err()).containsOnlyOnce(policy);
    }

    @Test
    void aMistakeInTheLifecycleIsShownWithItsLineByExplanationsAndCreditReports(@TempDir Path other)
            throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), other.resolve("conf"));
        String lifecycle = mistake(conf, "lifecycle/2026-04-01.yaml", "penalty_type");
        for (List<String> command : List.of(List.of("explain"), List.of("report", "subject"))) {
            String[] typed = Stream.concat(command.stream(), Stream.of(SUBJECT, "--conf=" + conf))
                    .toArray(String[]::new);
            Typed refused = run(typed);
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.out()).isEmpty();
            assertThat(refused.err()).contains(lifecycle, "found", "expected");
        }
    }

    /** Misspells a column in the first condition of a file that names it; where it stands. */
    private static String mistake(Path conf, String name, String column) throws IOException {
        Path file = conf.resolve(name);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("where:") && lines.get(i).contains(column)) {
                lines.set(i, lines.get(i).replaceFirst(column, column + "x"));
                Files.write(file, lines);
                return file + ":" + (i + 1);
            }
        }
        throw new AssertionError(name + " has no condition on " + column);
    }

    private static String[] with(String more, String... arguments) {
        return more.isEmpty() ? arguments : with(arguments, more);
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    @Test
    void aDayAndANightAreNotAskedForTogether() {
        assertThat(run("grade", "--date=2026-11-23", "--as-of=2026-11-21").code())
                .isEqualTo(2);
        assertThat(run("grade").code()).isEqualTo(2);
        assertThat(run("explain", SUBJECT, "--known-on=2026-11-22", "--release=release-2026-11-20")
                        .code())
                .isEqualTo(2);
        assertThat(run("explain", SUBJECT, "--identity", "--as-of=2026-11-21").code())
                .isEqualTo(2);
    }
}
