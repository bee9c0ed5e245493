package io.creditlake.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTestCommandTest {
    private static final String CASES =
            """
            as_of: 2026-11-24
            cases:
              - name: 一次处罚
                records:
                  penalty:
                    - {decision_date: 2026-11-14, penalty_type: 警告}
                expect: {grade: B, score: 90, contributions: {penalties: -10}, next_review_on: 2027-02-14}
              - name: 违约
                records:
                  contract_performance:
                    - {kind: construction, performance: breached, assessed_on: 2026-11-14}
                expect: {grade: B, score: 90, contributions: {contracts_failed: -10}}
            """;

    @TempDir
    private Path folder;

    private Path conf;

    @BeforeEach
    void copyTheConfiguration() throws IOException {
        conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("conf"));
        try (var files = Files.list(conf.resolve("policies/construction-market/cases"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void casesThatHoldEndWithZero() throws IOException {
        Typed typed = test(CASES);

        assertThat(typed.out().strip()).isEqualTo("2 cases: 2 hold, 0 do not");
        assertThat(typed.code()).isZero();
    }

    @Test
    void aCaseThatFailsShowsItsDifferencesLineByLineAndEndsWithOne() throws IOException {
        Typed typed = test(CASES.replace(
                        "score: 90, contributions: {penalties: -10}",
                        "score: 92, contributions: {honours: 5, penalties: -8}")
                .replace("2027-02-14", "2027-11-14"));

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .containsExactly(
                        conf.resolve("policies/construction-market/cases/mine.yaml") + ":3: 一次处罚",
                        "score expected 92 found 90",
                        "honours expected 5 found -",
                        "penalties expected -8 found -10",
                        "next_review_on expected 2027-11-14 found 2027-02-14",
                        "2 cases: 1 hold, 1 do not");
    }

    @Test
    void mistakesOfACaseAreShownAtOnceWithTheirLines() throws IOException {
        Typed typed = test(CASES.replace("penalty_type", "penalty_typ")
                .replace("decision_date: 2026-11-14", "decision_date: soon")
                .replace(
                        "grade: B, score: 90, contributions: {contracts",
                        "grade: X, score: 90, contributions: {contract"));

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains("mine.yaml:6: found decision_date: 'soon'", "Did you mean 'penalty_type'?")
                .contains("mine.yaml:12: found grade 'X'", "Did you mean 'contracts_failed'?");
    }

    @Test
    void theLifecycleOfTheDayAndDecisionsEndWhatARecordCounts() throws IOException {
        String cases =
                """
                as_of: 2026-11-24
                cases:
                  - name: 公示期满
                    records:
                      penalty:
                        - {decision_date: 2026-08-24, penalty_type: 警告, expect: {severity: light, counts_until: 2026-11-24}}
                    expect: {grade: B, score: 100, contributions: {}}
                  - name: 修复
                    records:
                      penalty:
                        - {decision_date: 2026-11-01, penalty_type: 罚款, fine: 20000}
                        - decision_date: 2026-10-01
                          penalty_type: 罚款
                          fine: 20000
                          revisions: [{kind: repair, outcome: granted, effective_on: 2026-11-24}]
                    expect: {grade: B, score: 90, contributions: {penalties: -10}}
                """;

        assertThat(test(cases).out().strip()).isEqualTo("2 cases: 2 hold, 0 do not");
        // Under the law of the day before, a warning is not shown, and counts as long as the policy says.
        Typed earlier =
                test(cases.replace("as_of: 2026-11-24", "as_of: 2026-03-31").replace("2026-08", "2025-08"));
        assertThat(earlier.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("penalty 1 counts_until expected 2026-11-24 found none", "score expected 100 found 90");
    }

    @Test
    void whatHoldsNoMoreCountsFromTheDayAfterItsLastUntilTheWindowIsOver() throws IOException {
        Path version = conf.resolve("policies/construction-market/2024-01-01.yaml");
        Files.writeString(
                version,
                Files.readString(version).stripTrailing()
                        + """

                  - id: abnormal_operation_past
                    title: 近一年曾列入经营异常名录，已移出
                    dimension: conduct
                    kind: deduction
                    record: abnormal_operation
                    window: 12 months by removed_on
                    while: past
                    measure: count
                    points: {each: -10, cap: -20}
                    basis: 《企业信息公示暂行条例》
                    remedy: 期满后不再计入
                    show: [removed_on]
                    illustrative: true
                """);
        Typed typed = test(
                """
                as_of: 2026-11-24
                cases:
                  - name: 仍在名录
                    records: {abnormal_operation: [{listed_on: 2025-11-24}]}
                    expect: {grade: B, score: 100, contributions: {}}
                  - name: 当日移出，次日起计入
                    records: {abnormal_operation: [{listed_on: 2025-11-24, removed_on: 2026-11-24}]}
                    expect: {grade: B, score: 100, contributions: {}, next_review_on: 2026-11-25}
                  - name: 前一日移出
                    records: {abnormal_operation: [{listed_on: 2025-11-24, removed_on: 2026-11-23}]}
                    expect: {grade: B, score: 90, contributions: {abnormal_operation_past: -10}, next_review_on: 2027-11-23}
                  - name: 当日为期限最后一天
                    records: {abnormal_operation: [{listed_on: 2025-01-10, removed_on: 2025-11-25}]}
                    expect: {grade: B, score: 90, contributions: {abnormal_operation_past: -10}, next_review_on: 2026-11-25}
                  - name: 期限当日届满
                    records: {abnormal_operation: [{listed_on: 2025-01-10, removed_on: 2025-11-24}]}
                    expect: {grade: B, score: 100, contributions: {}}
                """);

        assertThat(typed.out().strip()).as(typed.err()).isEqualTo("5 cases: 5 hold, 0 do not");
    }

    @Test
    void mistakesOfDecisionsInCasesAreShownAtOnceWithTheirLines() throws IOException {
        Typed typed = test(
                """
                as_of: 2026-11-24
                cases:
                  - name: 修复
                    records:
                      revision:
                        - {kind: repair}
                      penalty:
                        - {decision_date: 2026-10-01, revisions: [{kind: repairs, effective_on: 2026-11-24}]}
                        - {decision_date: 2026-10-01, revisions: [{kind: repair, outcome: grantd}]}
                        - {decision_date: 2026-10-01, revisions: [{kind: correction, effective_on: 2026-11-24}]}
                        - {decision_date: 2026-10-01, expect: {severity: grave, counts_until: soon, until: none}}
                    expect: {grade: B, score: 90}
                """);

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err())
                .contains("mine.yaml:6: found revision: decisions without the record they are about")
                .contains("mine.yaml:8: found kind 'repairs'", "Did you mean 'repair'?")
                .contains("mine.yaml:9: found outcome 'grantd'", "mine.yaml:9: found effective_on: no day")
                .contains("mine.yaml:10: found kind: a correction of a record without received_on")
                .contains("mine.yaml:11: found severity 'grave'", "counts_until: 'soon'", "'until'");
    }

    @Test
    void mistakesOfSeveralPoliciesAreShownAtOnce() throws IOException {
        for (String policy : List.of("construction-market", "market-risk")) {
            Files.writeString(
                    Files.createDirectories(conf.resolve("policies/" + policy + "/cases"))
                            .resolve("mine.yaml"),
                    "as_of: soon\ncases: [{name: x, expect: {grade: A, score: 1}}]\n");
        }

        Typed typed = run("policy", "test");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("construction-market/cases/mine.yaml:1", "market-risk/cases/mine.yaml:1");
    }

    private Typed test(String cases) throws IOException {
        Files.writeString(conf.resolve("policies/construction-market/cases/mine.yaml"), cases);
        return run("policy", "test", "--policy=construction-market");
    }

    private Typed run(String... arguments) {
        return Typed.run(
                List.of(arguments),
                Map.of(
                        "--lake", folder.resolve("lake").toString(),
                        "--conf", conf.toString(),
                        "--schemas", TestLake.home().resolve("schemas").toString()));
    }
}
