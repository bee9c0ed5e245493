package io.creditlake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problem;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLintTest {
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final String GOOD =
            """
            policy: mine
            title: 办法
            effective_from: 2026-01-01
            basis: 《办法》
            visibility: public
            cadence: nightly
            subjects: [enterprise]
            base: 100
            dimensions:
              - {id: penalties, title: 处罚}
            grades:
              - {grade: A, category: 好, from: 90}
              - {grade: B, category: 中, from: 60, below: 90}
              - {grade: C, category: 差, below: 60}
            direct_grades:
              - {id: listed, title: 列入, grade: C, record: serious_dishonesty, while: valid, basis: 《办法》第三条, remedy: 移出}
            indicators:
              - id: fines
                title: 罚款
                dimension: penalties
                kind: deduction
                record: penalty
                where: fine >= 50000
                window: 24 months
                measure: count
                points: {each: -20, cap: -60}
                basis: 《办法》第三条
                remedy: 修复
                show: [document_number]
            """;

    @TempDir
    Path conf;

    @Test
    void theShippedPoliciesAreRight() {
        Policies policies = Policies.load(TestLake.home().resolve("conf"), TABLES);

        PolicyVersion version = policies.inForce("shandong-comprehensive", LocalDate.of(2026, 11, 24))
                .orElseThrow();
        assertThat(version.base()).isEqualByComparingTo("1000");
        assertThat(version.grades()).containsExactly("A+", "A", "B", "C", "C-", "D", "D-");
        assertThat(version.indicators()).filteredOn(Indicator::bonus).hasSize(10);
        assertThat(version.indicators()).filteredOn(i -> !i.bonus()).hasSize(14);
        assertThat(version.subjects()).containsExactly("enterprise", "institution", "social_organisation");
        assertThat(policies.placeholders())
                .filteredOn(p -> p.file().contains("comprehensive"))
                .hasSize(2 * (7 + 3 + 24) + 1);
        assertThat(policies.all())
                .extracting(Policy::id)
                .containsExactly("construction-market", "market-risk", "shandong-comprehensive");
        assertThat(policies.all()).allSatisfy(p -> assertThat(p.versions()).hasSizeGreaterThan(1));
    }

    @Test
    void theRiskClassIsInternalWithSevenDimensionsFiveGradesAndFiveDirectSituations() {
        Policies policies = Policies.load(TestLake.home().resolve("conf"), TABLES);

        assertThat(policies.published())
                .extracting(Policy::id)
                .doesNotContain("market-risk")
                .hasSize(2);
        assertThat(policies.find("market-risk").orElseThrow().versions()).allSatisfy(version -> {
            assertThat(version.visibility()).isEqualTo(Visibility.INTERNAL);
            assertThat(version.dimensions()).hasSize(7);
            assertThat(version.grades()).containsExactly("A", "B", "C", "D", "E");
            assertThat(version.directRules()).hasSize(5).allSatisfy(rule -> {
                assertThat(rule.grade()).isEqualTo("E");
                assertThat(rule.atOnce()).isTrue();
            });
        });
    }

    @Test
    void aVersionIsInForceFromItsDayUntilTheNext() throws IOException {
        write("2026-01-01", GOOD);
        write("2026-07-01", GOOD.replace("2026-01-01", "2026-07-01"));
        Policies policies = Policies.load(conf, TABLES);

        assertThat(policies.inForce("mine", LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(policies.inForce("mine", LocalDate.of(2026, 6, 30))
                        .orElseThrow()
                        .version())
                .isEqualTo("2026-01-01");
        assertThat(policies.inForce("mine", LocalDate.of(2026, 7, 1))
                        .orElseThrow()
                        .version())
                .isEqualTo("2026-07-01");
    }

    @Test
    void aCommentDoesNotChangeTheFingerprintAndAPointDoes() throws IOException {
        write("2026-01-01", GOOD);
        String digest = digest();
        write("2026-01-01", "# a comment\n" + GOOD.replace("title: 办法", "title: \"办法\""));
        assertThat(digest()).isEqualTo(digest);
        write("2026-01-01", GOOD.replace("-60", "-80"));
        assertThat(digest()).isNotEqualTo(digest);
    }

    @Test
    void allMistakesOfAFileAreShownAtOnceWithTheirLines() throws IOException {
        List<Problem> problems = problems(GOOD.replace("title: 罚款", "titles: 罚款")
                .replace("record: penalty", "record: penaltys")
                .replace("subjects: [enterprise]", "subjects: [enterprise, person]"));

        assertThat(problems)
                .extracting(Problem::line, Problem::hint)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(7, "Natural persons are never graded"),
                        org.assertj.core.groups.Tuple.tuple(19, "Did you mean 'title'?"),
                        org.assertj.core.groups.Tuple.tuple(22, "Did you mean 'penalty'?"));
    }

    @Test
    void gradesThatLeaveAGapOrOverlapAreRefused() throws IOException {
        assertThat(hints(GOOD.replace("below: 90", "below: 80"))).containsExactly("Scores between have no grade");
        assertThat(hints(GOOD.replace("below: 90", "below: 95"))).containsExactly("Scores between have two grades");
        assertThat(found(GOOD.replace("below: 60}", "from: 10, below: 60}"))).anyMatch(f -> f.contains("worst grade"));
    }

    @Test
    void pointsNeedABasis() throws IOException {
        assertThat(problems(GOOD.replace("    basis: 《办法》第三条\n    remedy", "    remedy")))
                .extracting(Problem::line)
                .containsExactly(18);
    }

    @Test
    void aSignGoesWithItsKind() throws IOException {
        assertThat(found(GOOD.replace("cap: -60", "cap: 60"))).containsExactly("cap: 60");
        assertThat(found(GOOD.replace("each: -20", "each: 20"))).containsExactly("each: 20");
        assertThat(found(GOOD.replace("cap: -60", "cap: -10"))).containsExactly("cap: -10");
        assertThat(found(GOOD.replace("{each: -20, cap: -60}", "{steps: [{from: 2, points: 3}]}")))
                .containsExactly("points: 3");
    }

    @Test
    void aMeasureGoesWithTheTypeOfItsColumn() throws IOException {
        assertThat(found(GOOD.replace("measure: count", "measure: sum(document_number)")))
                .containsExactly("measure: the column 'document_number' of type string");
        assertThat(found(GOOD.replace("measure: count", "measure: years since earliest fine")))
                .containsExactly("measure: the column 'fine' of type decimal(20,2)");
        assertThat(hints(GOOD.replace("measure: count", "measure: sum(fines)")))
                .containsExactly("Did you mean 'fine'?");
        assertThat(found(GOOD.replace("measure: count", "measure: average(fine)")))
                .containsExactly("measure: 'average(fine)'");
        assertThat(found(GOOD.replace("measure: count", "measure: days since latest decision_date")))
                .containsExactly("each: points for each unit of what grows with time");
    }

    @Test
    void aWindowIsALengthOverADateColumn() throws IOException {
        assertThat(found(GOOD.replace("24 months", "24 month"))).containsExactly("unit 'month'");
        assertThat(found(GOOD.replace("24 months", "24 months by fine")))
                .containsExactly("window: the column 'fine' of type decimal(20,2)");
        assertThat(found(GOOD.replace("24 months", "soon"))).containsExactly("window: 'soon'");
    }

    @Test
    void anIdIsUsedOnce() throws IOException {
        assertThat(found(GOOD.replace("id: fines", "id: listed"))).containsExactly("id: 'listed' a second time");
    }

    @Test
    void theFileIsNamedAfterItsDayAndItsFolderAfterThePolicy() throws IOException {
        assertThat(found(GOOD.replace("2026-01-01", "2026-02-01"))).containsExactly("effective_from: 2026-02-01");
        assertThat(found(GOOD.replace("policy: mine", "policy: yours"))).containsExactly("policy: 'yours'");
    }

    @Test
    void whatIsIllustrativeIsSaidAtTheHeadOfTheFile() throws IOException {
        assertThat(found(
                        GOOD.replace("base: 100", "base: 100").replace("below: 60}", "below: 60, illustrative: true}")))
                .singleElement()
                .asString()
                .startsWith("illustrative:");
    }

    @Test
    void conditionsAreAnalysedAgainstTheirRecordClass() throws IOException {
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            assertThat(conditions(lake, "fines >= 50000")).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isEqualTo(23);
                assertThat(problem.hint()).isEqualTo("Did you mean 'fine'?");
                assertThat(problem.file()).endsWith("2026-01-01.yaml");
            });
            assertThat(conditions(lake, "fine"))
                    .extracting(Problem::found)
                    .singleElement()
                    .asString()
                    .contains("not true or false");
            assertThat(conditions(lake, "fine >>")).hasSize(1);
            assertThat(conditions(lake, "decision_date <= as_of"))
                    .extracting(Problem::hint)
                    .containsExactly("Time enters by window, while and measure; the date of the night is an argument");
            for (String clock : List.of(
                    "decision_date < current_date",
                    "decision_date < current_date()",
                    "decision_date < date(now())",
                    "decision_date < DATE'today'",
                    "unix_timestamp() > 5",
                    "rand() < 0.5",
                    "uuid() = document_number",
                    "fine > (SELECT 1)",
                    "count(fine) > 1",
                    "current_user() = document_number")) {
                assertThat(conditions(lake, clock)).as(clock).hasSize(1);
            }
            assertThat(conditions(
                            lake,
                            "penalty_type LIKE '%吊销%' OR coalesce(fine, 0) >= 500000 AND year(decision_date) > 2020"))
                    .isEmpty();
            for (String never : List.of(
                    "fine >= 500000 AND fine < 50000",
                    "fine < 0",
                    "fine > 5 AND fine <= 5",
                    "fine = 3 AND 3 < fine",
                    "fine IS NULL AND fine > 0",
                    "occurred_on IS NULL",
                    "penalty_type = '警告' AND penalty_type IN ('罚款', '没收违法所得')",
                    "penalty_type = '警告' AND penalty_type <> '警告'",
                    "(fine > 9 AND fine < 1) OR false")) {
                assertThat(conditions(lake, never))
                        .as(never)
                        .extracting(Problem::found)
                        .containsExactly("the condition " + never + ": no record can meet it");
            }
            for (String possible : List.of(
                    "fine >= 5 AND fine <= 5",
                    "(fine > 9 AND fine < 1) OR fine = 3",
                    "NOT (fine > 5 AND fine < 1)",
                    "coalesce(fine, 0) = 0 AND fine IS NULL",
                    "fine / 12 > 1000 AND fine % 2 = 1",
                    "fine / nullif(confiscated, 0) > 2")) {
                assertThat(conditions(lake, possible)).as(possible).isEmpty();
            }
            for (String division : List.of("fine / confiscated > 2", "fine % confiscated = 1", "fine div 0 > 1")) {
                assertThat(conditions(lake, division))
                        .as(division)
                        .extracting(Problem::line, Problem::found)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(
                                23, "the condition " + division + ": a division by what may be 0"));
            }
            Policies.load(TestLake.home().resolve("conf"), TABLES).checkExpressions(lake.spark());
        }
    }

    @Test
    void aWordThatARecordCannotHoldIsShownWithTheNearestThatItCan() throws IOException {
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            String text = GOOD.replace("record: penalty", "record: inspection")
                    .replace("show: [document_number]", "show: [task_number]")
                    .replace("where: fine >= 50000", "where: result IN ('no_problem', 'obstruct')");
            assertThat(expressions(lake, text))
                    .extracting(Problem::line, Problem::found, Problem::hint)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            23,
                            "the condition result IN ('no_problem', 'obstruct'): the value 'obstruct' of result",
                            "Did you mean 'obstructed'?"));
            String share = text.replace("'obstruct'", "'obstructed'")
                    .replace("measure: count", "measure: share\n    part: result = 'corrected'")
                    .replace("{each: -20, cap: -60}", "{steps: [{from: 0.5, points: -5}]}");
            assertThat(expressions(lake, share))
                    .extracting(Problem::line, Problem::found)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(
                            26, "the condition result = 'corrected': no record can meet it"));
        }
    }

    @Test
    void aVersionSaysWhoMaySeeItAndHowOftenItEvaluates() throws IOException {
        assertThat(found(GOOD.replace("visibility: public\n", "").replace("cadence: nightly\n", "")))
                .containsExactly("no 'visibility'", "no 'cadence'");
        assertThat(hints(GOOD.replace("cadence: nightly", "cadence: monthy")))
                .containsExactly("Did you mean 'monthly'?");
        assertThat(found(GOOD.replace("while: valid,", "while: valid, at_once: true,")))
                .containsExactly("at_once: true under a nightly cadence");
        assertThat(found(GOOD.replace("subjects: [enterprise]", "subjects: [enterprise]\nindustries: [建筑业]")))
                .containsExactly("industries: '建筑业'");
    }

    @Test
    void twoVersionsOfADayOrWithAnotherVisibilityAreRefused() throws IOException {
        write("2026-07-01", GOOD);
        assertThat(found(GOOD))
                .containsExactly(
                        "effective_from: 2026-01-01",
                        "effective_from: 2026-01-01 a second time, as in 2026-01-01.yaml");
        write("2026-07-01", GOOD.replace("2026-01-01", "2026-07-01").replace("public", "internal"));
        assertThat(found(GOOD)).containsExactly("visibility: internal");
        write("2026-07-01", GOOD.replace("2026-01-01", "2026-07-01"));
        Files.writeString(conf.resolve("policies/mine/2026-09-01.yml"), GOOD);
        assertThat(found(GOOD)).containsExactly("a version that is not read");
    }

    @Test
    void anIndicatorIsInADimensionAndADimensionHasIndicators() throws IOException {
        assertThat(found(GOOD.replace("dimension: penalties", "dimension: penalty")))
                .containsExactly("dimension 'penalty'", "id: the dimension 'penalties', which no indicator is in");
        String pending = GOOD.replace("title: 处罚}", "title: 处罚}\n  - {id: opinion, title: 舆情}");
        assertThat(found(pending)).containsExactly("id: the dimension 'opinion', which no indicator is in");
        assertThat(problems(pending.replace("舆情}", "舆情, pending: 尚无来源}"))).isEmpty();
        assertThat(found(GOOD.replace("title: 处罚}", "title: 处罚, pending: 尚无来源}")))
                .containsExactly("pending: beside indicators of 'penalties'");
        assertThat(found(GOOD.replace("title: 处罚}", "title: 处罚, cap: -5, floor: 5, illustrative: true}")))
                .contains("cap: -5", "floor: 5");
        assertThat(found(GOOD.replace("title: 处罚}", "title: 处罚, floor: -5}")))
                .containsExactly("basis: '《办法》' without an article");
    }

    @Test
    void whatIsNotOursNamesAnArticle() throws IOException {
        assertThat(problems(GOOD.replace("basis: 《办法》第三条\n    remedy", "basis: 《办法》\n    remedy")))
                .extracting(Problem::line, Problem::found)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(27, "basis: '《办法》' without an article"));
    }

    @Test
    void sharesRatesDaysAndDecaysAreReadWithTheirMistakes() throws IOException {
        assertThat(found(GOOD.replace("measure: count", "measure: share")))
                .containsExactly("measure: a share of nothing");
        assertThat(found(GOOD.replace("measure: count", "measure: count\n    part: fine > 1")))
                .containsExactly("part: beside the measure count");
        assertThat(found(GOOD.replace("measure: count", "measure: count per year")
                        .replace("    window: 24 months\n", "")))
                .containsExactly("measure: count per year without a window");
        assertThat(found(GOOD.replace("measure: count", "measure: max(fine) per year")))
                .containsExactly("measure: 'max(fine) per year'");
        assertThat(found(GOOD.replace("measure: count", "measure: days")))
                .containsExactly("each: points for each unit of what grows with time");
        String share = GOOD.replace("measure: count", "measure: share\n    part: fine > 1");
        assertThat(found(share.replace("{each: -20, cap: -60}", "{steps: [{from: 1.5, points: -5}]}")))
                .containsExactly("from: 1.5");
        assertThat(found(share.replace("{each: -20, cap: -60}", "{steps: [{from: 0.33333, points: -5}]}")))
                .containsExactly("from: 0.33333");
        assertThat(found(GOOD.replace("cap: -60}", "cap: -60, decay: {half_life: 10 weeks}}")))
                .containsExactly("half_life: '10 weeks'");
        assertThat(found(GOOD.replace(
                        "cap: -60}",
                        "cap: -60, decay: {steps: [{after: 24 months, keep: 0.5}, {after: 1 years, keep: 0.6}]}}")))
                .containsExactly("after: 24 months", "keep: 0.6", "after: 1 years");
        assertThat(found(GOOD.replace("measure: count", "measure: max(fine)")
                        .replace("cap: -60}", "cap: -60, decay: {half_life: 12 months}}")))
                .containsExactly("decay: a decay of this measure");
    }

    private List<Problem> conditions(TestLake lake, String condition) throws IOException {
        return expressions(lake, GOOD.replace("where: fine >= 50000", "where: \"" + condition + "\""));
    }

    private List<Problem> expressions(TestLake lake, String text) throws IOException {
        write("2026-01-01", text);
        Policies policies = Policies.load(conf, TABLES);
        ConfigurationException mistakes =
                catchThrowableOfType(ConfigurationException.class, () -> policies.checkExpressions(lake.spark()));
        return mistakes == null ? List.of() : mistakes.problems();
    }

    private List<String> found(String text) throws IOException {
        return problems(text).stream().map(Problem::found).toList();
    }

    private List<String> hints(String text) throws IOException {
        return problems(text).stream().map(Problem::hint).toList();
    }

    private List<Problem> problems(String text) throws IOException {
        write("2026-01-01", text);
        ConfigurationException mistakes =
                catchThrowableOfType(ConfigurationException.class, () -> Policies.load(conf, TABLES));
        return mistakes == null ? List.of() : mistakes.problems();
    }

    private String digest() {
        return Policies.load(conf, TABLES).all().get(0).versions().get(0).digest();
    }

    private void write(String day, String text) throws IOException {
        Path folder = Files.createDirectories(conf.resolve("policies/mine"));
        Files.writeString(folder.resolve(day + ".yaml"), text);
    }
}
