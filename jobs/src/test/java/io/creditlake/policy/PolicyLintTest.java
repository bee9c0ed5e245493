package io.creditlake.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.creditlake.config.Problem;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLintTest {
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
    void whatIsOneValueIsNoListOrMapping() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("window: 24 months", "window: {length: 24 months}")))
                .containsExactly("window: a list or a mapping");
        assertThat(found(LintedPolicy.GOOD.replace("where: fine >= 50000", "where: [fine >= 50000]")))
                .containsExactly("where: a list or a mapping");
    }

    @Test
    void noColumnThatNamesAPersonIsShown() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("show: [document_number]", "show: [legal_representative]")))
                .containsExactly("show: 'legal_representative'");
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
        write("2026-01-01", LintedPolicy.GOOD);
        write("2026-07-01", LintedPolicy.GOOD.replace("2026-01-01", "2026-07-01"));
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
        write("2026-01-01", LintedPolicy.GOOD);
        String digest = digest();
        write("2026-01-01", "# a comment\n" + LintedPolicy.GOOD.replace("title: 办法", "title: \"办法\""));
        assertThat(digest()).isEqualTo(digest);
        write("2026-01-01", LintedPolicy.GOOD.replace("-60", "-80"));
        assertThat(digest()).isNotEqualTo(digest);
    }

    @Test
    void allMistakesOfAFileAreShownAtOnceWithTheirLines() throws IOException {
        List<Problem> problems = problems(LintedPolicy.GOOD
                .replace("title: 罚款", "titles: 罚款")
                .replace("record: penalty", "record: penaltys")
                .replace("subjects: [enterprise]", "subjects: [enterprise, person]"));

        assertThat(problems)
                .extracting(Problem::line, Problem::hint)
                .contains(
                        tuple(7, "Natural persons are never graded"),
                        tuple(19, "Did you mean 'title'?"),
                        tuple(22, "Did you mean 'penalty'?"));
    }

    @Test
    void gradesThatLeaveAGapOrOverlapAreRefused() throws IOException {
        assertThat(hints(LintedPolicy.GOOD.replace("below: 90", "below: 80")))
                .containsExactly("Scores between have no grade");
        assertThat(hints(LintedPolicy.GOOD.replace("below: 90", "below: 95")))
                .containsExactly("Scores between have two grades");
        assertThat(found(LintedPolicy.GOOD.replace("below: 60}", "from: 10, below: 60}")))
                .anyMatch(f -> f.contains("worst grade"));
    }

    @Test
    void pointsNeedABasis() throws IOException {
        assertThat(problems(LintedPolicy.GOOD.replace("    basis: 《办法》第三条\n    remedy", "    remedy")))
                .extracting(Problem::line)
                .containsExactly(18);
    }

    @Test
    void aSignGoesWithItsKind() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("cap: -60", "cap: 60"))).containsExactly("cap: 60");
        assertThat(found(LintedPolicy.GOOD.replace("each: -20", "each: 20"))).containsExactly("each: 20");
        assertThat(found(LintedPolicy.GOOD.replace("cap: -60", "cap: -10"))).containsExactly("cap: -10");
        assertThat(found(LintedPolicy.GOOD.replace("{each: -20, cap: -60}", "{steps: [{from: 2, points: 3}]}")))
                .containsExactly("points: 3");
    }

    @Test
    void aMeasureGoesWithTheTypeOfItsColumn() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: sum(document_number)")))
                .containsExactly("measure: the column 'document_number' of type string");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: years since earliest fine")))
                .containsExactly("measure: the column 'fine' of type decimal(20,2)");
        assertThat(hints(LintedPolicy.GOOD.replace("measure: count", "measure: sum(fines)")))
                .containsExactly("Did you mean 'fine'?");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: average(fine)")))
                .containsExactly("measure: 'average(fine)'");
        assertThat(found(LintedPolicy.GOOD.replace("measure: count", "measure: days since latest decision_date")))
                .containsExactly("each: points for each unit of what grows with time");
    }

    @Test
    void aWindowIsALengthOverADateColumn() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("24 months", "24 month"))).containsExactly("unit 'month'");
        assertThat(found(LintedPolicy.GOOD.replace("24 months", "24 months by fine")))
                .containsExactly("window: the column 'fine' of type decimal(20,2)");
        assertThat(found(LintedPolicy.GOOD.replace("24 months", "soon"))).containsExactly("window: 'soon'");
    }

    @Test
    void anIdIsUsedOnce() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("id: fines", "id: listed")))
                .containsExactly("id: 'listed' a second time");
    }

    @Test
    void theFileIsNamedAfterItsDayAndItsFolderAfterThePolicy() throws IOException {
        assertThat(found(LintedPolicy.GOOD.replace("2026-01-01", "2026-02-01")))
                .containsExactly("effective_from: 2026-02-01");
        assertThat(found(LintedPolicy.GOOD.replace("policy: mine", "policy: yours")))
                .containsExactly("policy: 'yours'");
    }

    @Test
    void whatIsIllustrativeIsSaidAtTheHeadOfTheFile() throws IOException {
        assertThat(found(LintedPolicy.GOOD
                        .replace("base: 100", "base: 100")
                        .replace("below: 60}", "below: 60, illustrative: true}")))
                .singleElement()
                .asString()
                .startsWith("illustrative:");
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

    private String digest() {
        return Policies.load(conf, TABLES).all().get(0).versions().get(0).digest();
    }
}
