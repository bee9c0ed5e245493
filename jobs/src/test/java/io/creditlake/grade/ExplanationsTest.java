package io.creditlake.grade;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @TempDir
    Path folder;

    @Test
    void aGradeUnderTheShippedPolicyExplainsItself() throws IOException {
        try (TestLake lake = new TestLake(folder)) {
            Policies policies =
                    Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
            Workspace night = lake.night(DAY);
            append(
                    night,
                    "subject.subject",
                    List.of(
                            row(
                                    "subject_id",
                                    7L,
                                    "kind",
                                    "enterprise",
                                    "name",
                                    "山东测试有限公司",
                                    "uscc",
                                    "91370000000000001X",
                                    "last_changed",
                                    DAY),
                            row("subject_id", 8L, "kind", "person", "name", "某人", "last_changed", DAY),
                            row("subject_id", 9L, "name", "测试商行", "last_changed", DAY)));
            append(
                    night,
                    "record.penalty",
                    List.of(row(
                            "record_id",
                            70L,
                            "subject_id",
                            7L,
                            "occurred_on",
                            LocalDate.of(2026, 1, 10),
                            "valid_from",
                            LocalDate.of(2026, 1, 10),
                            "decision_date",
                            LocalDate.of(2026, 1, 10),
                            "document_number",
                            "鲁市监罚〔2025〕12号",
                            "penalty_type",
                            "罚款",
                            "fine",
                            new BigDecimal("80000.00"),
                            "row_number",
                            12L)));
            append(
                    night,
                    "record.serious_dishonesty",
                    List.of(row(
                            "record_id",
                            71L,
                            "subject_id",
                            7L,
                            "occurred_on",
                            LocalDate.of(2026, 3, 1),
                            "valid_from",
                            LocalDate.of(2026, 3, 1),
                            "listed_on",
                            LocalDate.of(2026, 3, 1),
                            "listed_reason",
                            "提交虚假材料")));
            new GradeStage(policies).run(night);
            lake.publish(DAY);
            Release release = new Releases(lake.tables()).current().orElseThrow();
            SparkSession reader = Sessions.forReading(lake.settings(), release.snapshots(), 0);

            Explanation explanation = Explanations.explain(reader, policies, 7, Optional.empty(), Optional.empty())
                    .orElseThrow();

            assertThat(explanation.grades())
                    .extracting(Explanation.Grade::policy)
                    .containsExactly("shandong-comprehensive");
            assertThat(Explanations.explain(reader, policies, 7, Optional.of("market-risk"), Optional.empty())
                            .orElseThrow()
                            .grades())
                    .extracting(Explanation.Grade::grade)
                    .containsExactly("E");
            Explanation.Grade grade = explanation.grades().get(0);
            assertThat(grade.grade()).isEqualTo("D-");
            assertThat(grade.directRule()).contains("listed_seriously_dishonest");
            assertThat(grade.score()).isEqualByComparingTo("980");
            assertThat(grade.review()).hasValueSatisfying(review -> {
                assertThat(review.on()).isEqualTo(LocalDate.of(2027, 1, 10));
                assertThat(review.grade()).isEqualTo("D-");
                assertThat(review.score()).isEqualByComparingTo("1025");
                assertThat(review.moves())
                        .extracting(Explanation.Move::id)
                        .containsExactlyInAnyOrder("penalty_fine_large", "no_penalty");
            });
            assertThat(ExplanationText.of(explanation, Locale.CHINESE))
                    .contains(
                            "山东测试有限公司（91370000000000001X，企业）",
                            "等级：D- 严重失信",
                            "得分：980.00 = 基础分 1000 -20.00",
                            "直接判定：列入严重失信主体名单",
                            "-30.00  罚款五万元以上不满五十万元",
                            "记录：行政处罚 2026-01-10 行政处罚决定书文号 鲁市监罚〔2025〕12号",
                            "来源 山东省市场监督管理局，penalty.csv:12",
                            "一般失信信息；2027-01-10 起使用期届满，不再计入；2026-04-10 起可申请信用修复"
                                    + "；等级和期限依据：《信用修复管理办法》“失信信息分类标准和公示期限”：一般失信信息",
                            "严重失信信息；2027-03-01 起可申请信用修复",
                            "不再计入：行政处罚 2026-01-10 行政处罚决定书文号",
                            "补救：缴纳罚款",
                            "下次复评：2027-01-10，届时等级 D-，得分 1025.00");
            assertThat(ExplanationText.of(explanation, Locale.ENGLISH))
                    .contains("Grade: D- 严重失信", "Next review: 2027-01-10");
            assertThat(ExplanationJson.of(explanation))
                    .contains(
                            "\"direct_rule\" : \"listed_seriously_dishonest\"",
                            "\"row_number\" : 12",
                            "\"counts_until\" : \"2027-01-10\"",
                            "\"ended_by\" : \"expired\"",
                            "\"lifecycle_basis\" : \"《信用修复管理办法》“失信信息分类标准和公示期限”：一般失信信息\"",
                            "\"repairable_from\" : \"2026-04-10\"",
                            "\"leaving\" : [ 70 ]",
                            "\"on\" : \"2027-01-10\"");

            assertThat(ExplanationPage.of(explanation, "release-2026-11-24", Locale.CHINESE))
                    .startsWith("<!doctype html>")
                    .contains(
                            "lang=\"zh-CN\"",
                            "等级和期限依据：《信用修复管理办法》“失信信息分类标准和公示期限”：一般失信信息",
                            "<h1>山东测试有限公司</h1>",
                            "等级：D- 严重失信",
                            "2026-04-10 起可申请信用修复",
                            "依据版本 release-2026-11-24")
                    .doesNotContain("{{", "<script");

            Policies edited = Policies.load(edited(), lake.tables().contracts());
            Explanation after = Explanations.explain(reader, edited, 7, Optional.empty(), Optional.empty())
                    .orElseThrow();
            assertThat(after.grades().get(0).review()).isEmpty();
            assertThat(ExplanationText.of(after, Locale.CHINESE))
                    .contains("-30.00  罚款五万元以上不满五十万元", "已不存在或已被改动")
                    .doesNotContain("下次复评：");

            Policies known = Policies.load(withLaterVersion(), lake.tables().contracts());
            assertThat(Explanations.explain(reader, known, 7, Optional.empty(), Optional.empty())
                            .orElseThrow()
                            .grades()
                            .get(0)
                            .review())
                    .hasValueSatisfying(review -> {
                        assertThat(review.on()).isEqualTo(LocalDate.of(2026, 12, 1));
                        assertThat(review.moves())
                                .extracting(Explanation.Move::id)
                                .containsExactly("penalty_fine_large");
                    });

            Explanation person = Explanations.explain(reader, policies, 8, Optional.empty(), Optional.empty())
                    .orElseThrow();
            assertThat(ExplanationText.of(person, Locale.CHINESE))
                    .contains("自然人")
                    .doesNotContain("某人");
            Explanation ofNoKind = Explanations.explain(reader, policies, 9, Optional.empty(), Optional.empty())
                    .orElseThrow();
            assertThat(ExplanationText.of(ofNoKind, Locale.CHINESE)).contains("测试商行", "未说明类别");
            assertThat(Explanations.explain(reader, policies, 10, Optional.empty(), Optional.empty()))
                    .isEmpty();
            assertThat(Explanations.explain(reader, policies, 7, Optional.of("another"), Optional.empty())
                            .orElseThrow()
                            .grades())
                    .isEmpty();
        }
    }

    /** The configuration after somebody has edited the version in force. */
    private Path edited() throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("edited"));
        Path version = conf.resolve("policies/shandong-comprehensive/2026-04-01.yaml");
        Files.writeString(version, Files.readString(version).replace("base: 1000", "base: 1001"));
        return conf;
    }

    /** The configuration with another version from next month. */
    private Path withLaterVersion() throws IOException {
        Path conf = TestLake.copy(TestLake.home().resolve("conf"), folder.resolve("later"));
        Path version = conf.resolve("policies/shandong-comprehensive/2026-04-01.yaml");
        Files.writeString(
                version.resolveSibling("2026-12-01.yaml"),
                Files.readString(version)
                        .replace("effective_from: 2026-04-01", "effective_from: 2026-12-01")
                        .replace("{each: -30", "{each: -40"));
        return conf;
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }
}
