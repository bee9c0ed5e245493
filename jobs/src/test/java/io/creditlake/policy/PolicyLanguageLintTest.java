package io.creditlake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.creditlake.config.Problem;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a version may say, beyond the frame of every version. */
class PolicyLanguageLintTest {
    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));

    @TempDir
    Path conf;

    private LintedPolicy policy;

    @BeforeEach
    void makePolicy() {
        policy = new LintedPolicy(conf);
    }

    @Test
    void conditionsAreAnalysedAgainstTheirRecordClass() throws IOException {
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            assertThat(policy.conditions(lake, "fines >= 50000"))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.line()).isEqualTo(23);
                        assertThat(problem.hint()).isEqualTo("Did you mean 'fine'?");
                        assertThat(problem.file()).endsWith("2026-01-01.yaml");
                    });
            assertThat(policy.conditions(lake, "fine"))
                    .extracting(Problem::found)
                    .singleElement()
                    .asString()
                    .contains("not true or false");
            assertThat(policy.conditions(lake, "fine >>")).hasSize(1);
            for (String unreadable : List.of("decision_date >= '2026-02-30'", "fine > 'large'")) {
                assertThat(policy.conditions(lake, unreadable))
                        .as(unreadable)
                        .singleElement()
                        .satisfies(p -> {
                            assertThat(p.found()).contains("CAST_INVALID_INPUT");
                            assertThat(p.line()).isPositive();
                        });
            }
            assertThat(policy.conditions(lake, "penalty_type > 5"))
                    .extracting(Problem::found)
                    .singleElement()
                    .asString()
                    .contains("the text penalty_type read as");
            assertThat(policy.conditions(lake, "try_cast(penalty_type AS int) > 5"))
                    .isEmpty();
            assertThat(policy.conditions(lake, "decision_date <= as_of"))
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
                    "current_user() = document_number",
                    "EXISTS (SELECT * FROM text.`/etc/hostname`)",
                    "fine > 0) OR (SELECT true",
                    "fine > 0; DROP TABLE record.penalty",
                    "reflect('java.lang.System', 'getProperty', 'user.home') IS NULL",
                    "java_method('java.lang.System', 'getenv', 'PATH') IS NULL")) {
                assertThat(policy.conditions(lake, clock)).as(clock).hasSize(1);
            }
            assertThat(policy.conditions(
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
                assertThat(policy.conditions(lake, never))
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
                assertThat(policy.conditions(lake, possible)).as(possible).isEmpty();
            }
            for (String division : List.of("fine / confiscated > 2", "fine % confiscated = 1", "fine div 0 > 1")) {
                assertThat(policy.conditions(lake, division))
                        .as(division)
                        .extracting(Problem::line, Problem::found)
                        .containsExactly(tuple(23, "the condition " + division + ": a division by what may be 0"));
            }
            Policies.load(TestLake.home().resolve("conf"), TABLES).checkExpressions(lake.spark());
        }
    }

    @Test
    void aWordThatARecordCannotHoldIsShownWithTheNearestThatItCan() throws IOException {
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            String text = LintedPolicy.GOOD
                    .replace("record: penalty", "record: inspection")
                    .replace("show: [document_number]", "show: [task_number]")
                    .replace("where: fine >= 50000", "where: result IN ('no_problem', 'obstruct')");
            assertThat(policy.expressions(lake, text))
                    .extracting(Problem::line, Problem::found, Problem::hint)
                    .containsExactly(tuple(
                            23,
                            "the condition result IN ('no_problem', 'obstruct'): the value 'obstruct' of result",
                            "Did you mean 'obstructed'?"));
            String share = text.replace("'obstruct'", "'obstructed'")
                    .replace("measure: count", "measure: share\n    part: result = 'corrected'")
                    .replace("{each: -20, cap: -60}", "{steps: [{from: 0.5, points: -5}]}");
            assertThat(policy.expressions(lake, share))
                    .extracting(Problem::line, Problem::found)
                    .containsExactly(tuple(26, "the condition result = 'corrected': no record can meet it"));
        }
    }

    @Test
    void recordsThatHoldNoMoreAreAskedForWhereARecordCanSaySo() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("while: valid", "while: past")))
                .isEmpty();
        assertThat(hints(LintedPolicy.GOOD.replace("while: valid", "while: pasd")))
                .containsExactly("Did you mean 'past'?");
        assertThat(found(LintedPolicy.GOOD.replace(
                        "record: serious_dishonesty, while: valid", "record: inspection, while: past")))
                .containsExactly("while: past, of records that do not say until when they hold");
        try (TestLake lake = new TestLake(conf.resolve("lake"))) {
            String never = LintedPolicy.GOOD.replace("while: valid", "while: past, where: removed_on IS NULL");
            assertThat(policy.expressions(lake, never))
                    .extracting(Problem::line, Problem::found)
                    .containsExactly(tuple(16, "the condition removed_on IS NULL: no record can meet it"));
            assertThat(policy.expressions(lake, never.replace("while: past", "while: valid")))
                    .isEmpty();
        }
    }

    @Test
    void aVersionSaysWhoMaySeeItAndHowOftenItEvaluates() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("visibility: public\n", "").replace("cadence: nightly\n", "")))
                .containsExactly("no 'visibility'", "no 'cadence'");
        assertThat(hints(LintedPolicy.GOOD.replace("cadence: nightly", "cadence: monthy")))
                .containsExactly("Did you mean 'monthly'?");
        assertThat(found(LintedPolicy.GOOD.replace("while: valid,", "while: valid, at_once: true,")))
                .containsExactly("at_once: true under a nightly cadence");
        assertThat(found(LintedPolicy.GOOD.replace(
                        "subjects: [enterprise]", "subjects: [enterprise]\nindustries: [建筑业]")))
                .containsExactly("industries: '建筑业'");
    }

    @Test
    void twoVersionsOfADayOrWithAnotherVisibilityAreRefused() throws IOException {
        write("2026-07-01", LintedPolicy.GOOD);
        assertThat(found(LintedPolicy.GOOD))
                .containsExactly(
                        "effective_from: 2026-01-01",
                        "effective_from: 2026-01-01 a second time, as in 2026-01-01.yaml");
        write(
                "2026-07-01",
                LintedPolicy.GOOD.replace("2026-01-01", "2026-07-01").replace("public", "internal"));
        assertThat(found(LintedPolicy.GOOD)).containsExactly("visibility: internal");
        write("2026-07-01", LintedPolicy.GOOD.replace("2026-01-01", "2026-07-01"));
        Files.writeString(conf.resolve("policies/mine/2026-09-01.yml"), LintedPolicy.GOOD);
        assertThat(found(LintedPolicy.GOOD)).containsExactly("a version that is not read");
    }

    @Test
    void anIndicatorIsInADimensionAndADimensionHasIndicators() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("dimension: penalties", "dimension: penalty")))
                .containsExactly("dimension 'penalty'", "id: the dimension 'penalties', which no indicator is in");
        String pending = LintedPolicy.GOOD.replace("title: 处罚}", "title: 处罚}\n  - {id: opinion, title: 舆情}");
        assertThat(found(pending)).containsExactly("id: the dimension 'opinion', which no indicator is in");
        assertThat(problems(pending.replace("舆情}", "舆情, pending: 尚无来源}"))).isEmpty();
        assertThat(found(LintedPolicy.GOOD.replace("title: 处罚}", "title: 处罚, pending: 尚无来源}")))
                .containsExactly("pending: beside indicators of 'penalties'");
        assertThat(found(LintedPolicy.GOOD.replace("title: 处罚}", "title: 处罚, cap: -5, floor: 5, illustrative: true}")))
                .contains("cap: -5", "floor: 5");
        assertThat(found(LintedPolicy.GOOD.replace("title: 处罚}", "title: 处罚, floor: -5}")))
                .containsExactly("basis: '《办法》' without an article");
    }

    @Test
    void whatIsNotOursNamesAnArticle() throws IOException {
        assertThat(problems(LintedPolicy.GOOD.replace("basis: 《办法》第三条\n    remedy", "basis: 《办法》\n    remedy")))
                .extracting(Problem::line, Problem::found)
                .containsExactly(tuple(27, "basis: '《办法》' without an article"));
    }

    @Test
    void sharesRatesDaysAndDecaysAreReadWithTheirMistakes() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: share")))
                .containsExactly("measure: a share of nothing");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: count\n    part: fine > 1")))
                .containsExactly("part: beside the measure count");
        assertThat(found(LintedPolicy.GOOD
                        .replace("measure: count", "measure: count per year")
                        .replace("    window: 24 months\n", "")))
                .containsExactly("measure: count per year without a window");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: max(fine) per year")))
                .containsExactly("measure: 'max(fine) per year'");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: days")))
                .containsExactly("each: points for each unit of what grows with time");
        String share = LintedPolicy.GOOD.replace("measure: count", "measure: share\n    part: fine > 1");
        assertThat(found(share.replace("{each: -20, cap: -60}", "{steps: [{from: 1.5, points: -5}]}")))
                .containsExactly("from: 1.5");
        assertThat(found(share.replace("{each: -20, cap: -60}", "{steps: [{from: 0.33333, points: -5}]}")))
                .containsExactly("from: 0.33333");
        assertThat(found(LintedPolicy.GOOD.replace("cap: -60}", "cap: -60, decay: {half_life: 10 weeks}}")))
                .containsExactly("half_life: '10 weeks'");
        assertThat(found(LintedPolicy.GOOD.replace(
                        "cap: -60}",
                        "cap: -60, decay: {steps: [{after: 24 months, keep: 0.5}, {after: 1 years, keep: 0.6}]}}")))
                .containsExactly("after: 24 months", "keep: 0.6", "after: 1 years");
        assertThat(found(LintedPolicy.GOOD
                        .replace("measure: count", "measure: max(fine)")
                        .replace("cap: -60}", "cap: -60, decay: {half_life: 12 months}}")))
                .containsExactly("decay: a decay of this measure");
    }

    private List<String> found(String text) throws IOException {
        return policy.problems(text).stream().map(Problem::found).toList();
    }

    private List<String> hints(String text) throws IOException {
        return policy.problems(text).stream().map(Problem::hint).toList();
    }

    private List<Problem> problems(String text) throws IOException {
        return policy.problems(text);
    }

    private void write(String day, String text) throws IOException {
        policy.write(day, text);
    }
}
