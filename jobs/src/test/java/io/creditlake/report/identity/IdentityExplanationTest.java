package io.creditlake.report.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.match.ModelReader;
import io.creditlake.report.Chromium;
import io.creditlake.report.Chromium.Tab;
import io.creditlake.report.Language;
import io.creditlake.report.identity.IdentityExplanation.FormerName;
import io.creditlake.report.identity.IdentityExplanation.Judged;
import io.creditlake.report.identity.IdentityExplanation.Move;
import io.creditlake.report.identity.IdentityExplanation.Period;
import io.creditlake.report.identity.IdentityExplanation.Tie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Why a subject is one, in each form. The pages and pictures are left in {@code target/report} for a person to look at. */
class IdentityExplanationTest {
    private static final Path PICTURES = Path.of("target", "report");

    @TempDir
    static Path folder;

    private static IdentityExplanation explanation;
    private static Optional<IdentityExplanation> person;

    @BeforeAll
    static void explain() {
        try (TestLake lake = new TestLake(folder)) {
            SampleSubject.publish(lake);
            SparkSession reader = Sessions.forReading(
                    lake.settings(),
                    new Releases(lake.tables()).current().orElseThrow().snapshots(),
                    0);
            explanation = of(lake, reader, SampleSubject.ID).orElseThrow();
            person = of(lake, reader, 9);
        }
    }

    private static Optional<IdentityExplanation> of(TestLake lake, SparkSession reader, long subject) {
        return IdentityQueries.explain(
                reader,
                SampleSubject.RELEASE,
                lake.tables().contracts(),
                ModelReader.read(TestLake.home().resolve("conf/identity")),
                subject);
    }

    @Test
    void recordsStandTogetherByRuleAndEvidenceTheCertainOnesFirst() {
        List<Tie> ties = explanation.ties().shown();

        assertThat(ties).extracting(Tie::rule).containsExactly("uscc", "judgement", "match:gone", "match:organisation");
        assertThat(ties.get(0).records().shown()).hasSize(10);
        assertThat(ties.get(0).records().more()).isEqualTo(15);
        assertThat(ties.get(0).evidence()).isEqualTo("91370102600037341X");
        assertThat(ties.get(3).records().shown()).singleElement().satisfies(r -> {
            assertThat(r.name()).isEqualTo(SampleSubject.SIMILAR);
            assertThat(r.label()).isEqualTo("行政处罚");
            assertThat(r.row()).isEqualTo(200);
        });
    }

    @Test
    void aMatchIsPriorAndComparisonsAgainstTheModelsThresholds() {
        Match match = explanation.ties().shown().get(3).match().orElseThrow();

        assertThat(match.prior()).isCloseTo(-13.29, within(1e-9));
        assertThat(match.steps()).hasSize(4);
        assertThat(match.probability()).isBetween(0.98, 0.99);
        assertThat(match.bounds()).hasValueSatisfying(b -> {
            assertThat(b.link()).isCloseTo(Math.log(99) / Math.log(2), within(1e-9));
            assertThat(b.review()).isCloseTo(2, within(1e-9));
        });
        assertThat(explanation.ties().shown().get(2).match().orElseThrow().bounds())
                .isEmpty();
    }

    @Test
    void historyFollowsWhatWasGivenUpForWhatWasGivenUp() {
        assertThat(explanation.history().shown()).extracting(Move::from).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(explanation.history().shown())
                .filteredOn(m -> m.kind().equals("split"))
                .singleElement()
                .returns(4L, Move::into);
    }

    @Test
    void formerNamesAreThoseThatTheRegisterEndedOrARecordNotes() {
        assertThat(explanation.formerNames().shown())
                .containsExactly(
                        new FormerName(
                                "山东早先贸易商行",
                                new Period(Optional.empty(), Optional.of(LocalDate.of(2020, 2, 3))),
                                Optional.empty(),
                                Optional.of(LocalDate.of(2020, 2, 3))),
                        new FormerName(
                                SampleSubject.SIMILAR,
                                new Period(
                                        Optional.of(LocalDate.of(2014, 7, 1)), Optional.of(LocalDate.of(2019, 5, 1))),
                                Optional.of(LocalDate.of(2019, 5, 1)),
                                Optional.empty()));
    }

    @Test
    void onlyItsOwnCasesAndJudgementsAreShown() {
        assertThat(explanation.cases().shown())
                .extracting(IdentityExplanation.Case::id)
                .containsExactly(11L, 12L, 14L);
        assertThat(explanation.judgements().shown()).extracting(Judged::id).containsExactly("0123abcdef", "abcdef0123");
    }

    @Test
    void personsAreNeitherExplainedNorShown() {
        assertThat(person).isEmpty();
        for (Language language : Language.values()) {
            assertThat(IdentityText.of(explanation, language)
                            + IdentityJson.of(explanation)
                            + IdentityPage.of(explanation, language))
                    .doesNotContain(SampleSubject.TOKEN, SampleSubject.PERSON);
        }
    }

    @Test
    void theTextIsShortAndNamesEveryPart() throws IOException {
        String text = IdentityText.of(explanation, Language.ZH);

        Files.createDirectories(PICTURES);
        Files.writeString(PICTURES.resolve("identity.txt"), text + IdentityText.of(explanation, Language.EN));
        assertThat(text)
                .contains(
                        "山东甲一贸易有限公司（91370102600037341X，企业）",
                        "统一社会信用代码 91370102600037341X：25 条记录，2026-11-23",
                        "另有 22 条记录",
                        "济南甲一贸易有限公司  2014-07-01 至 2019-05-01  登记名称自 2019-05-01 起另为他名",
                        "山东早先贸易商行  至 2020-02-03  2020-02-03 的记录注明为曾用名",
                        "相似匹配 organisation：1 条记录，2026-11-24",
                        "总权重 +5.87 比特，概率 98.32%；归并阈值 +6.63，复核阈值 +2.00",
                        "先验 −13.29; 名称 各部分相同 +18.20; 行政区划 一方在另一方之内 +3.90; 法定代表人 不同 −3.44; unheard_of odd +0.50",
                        "#2 并入 #1，相似匹配 organisation",
                        "#4 从 #1 拆出，人工判定 0123abcdef",
                        "org_code:600037341 与 name:甲一商行@370100 为同一主体，2026-11-24 起，复核岗 – 核对营业执照",
                        "creditlake resolve same|different 11 --by 姓名")
                .doesNotContain("different 12 --by");
        assertThat(text.lines().count()).isLessThan(60);
    }

    @Test
    void theJsonHoldsTheSame() throws IOException {
        JsonNode json = new JsonMapper().readTree(IdentityJson.of(explanation));

        assertThat(json.at("/ties/shown/3/match/comparisons/0/weight").asDouble())
                .isEqualTo(18.2);
        assertThat(json.at("/ties/shown/0/records/more").asLong()).isEqualTo(15);
        assertThat(json.at("/codes/shown/0/kind").asText()).isEqualTo("uscc");
        assertThat(json.at("/cases/shown/2/judgement/judged_by").asText()).isEqualTo("复核岗");
        assertThat(json.at("/former_names/shown/1/borne_from").asText()).isEqualTo("2014-07-01");
        assertThat(json.at("/former_names/shown/0/noted_on").asText()).isEqualTo("2020-02-03");
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(Language.EN.texts("identity.").keySet())
                .isEqualTo(Language.ZH.texts("identity.").keySet());
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void thePageLoadsNothingRunsNothingAndKeepsNamesAsText(Language language) {
        String page = IdentityPage.of(explanation, language);

        assertThat(page)
                .doesNotContain("<script", "<img", "http:", "https:", "url(")
                .contains("default-src 'none'", "&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @ParameterizedTest
    @CsvSource({"ZH, 1280, false", "ZH, 390, false", "ZH, 1280, true", "EN, 1280, false", "EN, 390, true"})
    void thePageIsShownWholeAndAccessible(Language language, int width, boolean dark, @TempDir Path profile)
            throws IOException, InterruptedException {
        Files.createDirectories(PICTURES);
        String name = "identity-" + language.tag();
        Path page = PICTURES.resolve(name + ".html").toAbsolutePath();
        Files.writeString(page, IdentityPage.of(explanation, language));
        try (Chromium chromium = Chromium.start(profile)) {
            Tab tab = chromium.open(page, width, dark);
            tab.picture(PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "") + ".png"));

            assertThat(tab.complaints()).isEmpty();
            assertThat(tab.requests()).allMatch(url -> url.equals(page.toUri().toString()) || url.equals("data:,"));
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .isEqualTo(width);
            // Three ties by match, one of a merge, and two cases, each with its figures in a table.
            assertThat(tab.evaluate("document.querySelectorAll('svg.waterfall').length")
                            .asInt())
                    .isEqualTo(5);
            assertThat(tab.evaluate("document.querySelectorAll('table.figures').length")
                            .asInt())
                    .isEqualTo(5);
            assertThat(tab.evaluate("[...document.querySelectorAll('svg.waterfall')].every(s =>"
                                    + " [...s.querySelectorAll('text')].every(t => { const b = t.getBBox();"
                                    + " return b.x >= 0 && b.x + b.width <= 760; }))")
                            .asBoolean())
                    .isTrue();
            tab.evaluate(axe());
            assertThat(tab.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ' '"
                                    + " + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | ')))")
                            .toString())
                    .isEqualTo("[]");
        }
    }

    private static String axe() throws IOException {
        try (InputStream in = IdentityExplanationTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
