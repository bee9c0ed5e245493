package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.report.ReportData.Before;
import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.DrawCount;
import io.creditlake.report.ReportData.ListingCount;
import io.creditlake.report.ReportData.Move;
import io.creditlake.report.ReportData.Reject;
import io.creditlake.report.ReportData.Source;
import io.creditlake.report.ReportData.StageRun;
import io.creditlake.report.ReportData.Standing;
import io.creditlake.report.ReportData.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    @TempDir
    static Path folder;

    private static TestLake lake;
    private static Release release;
    private static Optional<Release> previous;
    private static SparkSession reader;
    private static ReportData data;

    @BeforeAll
    static void publishTwoNights() {
        lake = new TestLake(folder);
        release = SampleNights.publish(lake);
        previous = new Releases(lake.tables()).before(release.runDate());
        reader = Sessions.forReading(lake.settings(), release.snapshots(), 0);
        data = ReportQueries.gather(reader, release, previous, SampleNights.PUBLISHED);
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    @Test
    void sourcesAddUpToTheirDeliveries() {
        assertThat(total(data.sources(), Source::deliveries)).isEqualTo(31);
        assertThat(total(data.sources(), Source::refused)).isEqualTo(2);
        assertThat(total(data.sources(), Source::repeated)).isEqualTo(1);
        assertThat(total(data.sources(), s -> s.rows().read()))
                .isEqualTo(total(data.deliveries(), d -> d.rows().read()))
                .isPositive();
        assertThat(data.sources()).allMatch(s -> s.missing() == 0 && s.unbalanced() == 0);
    }

    @Test
    void refusedDeliveriesComeFirstWithTheirReason() {
        assertThat(data.deliveries().subList(0, 2)).extracting(Delivery::status).containsOnly("refused");
        assertThat(data.deliveries().get(0).message()).isEqualTo("清单申报 300 行，文件只有 188 行，文件不完整");
        assertThat(data.deliveries().get(0).declared()).isEqualTo(300);
    }

    @Test
    void refusalsAreCountedByFieldAndRule() {
        assertThat(data.rejects().get(0))
                .isEqualTo(new Reject("penalty_publicity", "uscc", "check", 2400, "统一社会信用代码校验不通过"));
        assertThat(data.rejects())
                .hasSize(8)
                .anyMatch(r -> r.field() == null && r.rule().equals("columns"));
        assertThat(data.totals().reasons()).isEqualTo(total(data.rejects(), Reject::reasons));
        assertThat(data.totals().rules()).isEqualTo(8);
    }

    @Test
    void gradesAreThoseOfTheReleaseAndOfTheOneBefore() {
        assertThat(total(data.standing(), Standing::subjects)).isEqualTo(18_000);
        assertThat(total(data.before(), Before::subjects)).isEqualTo(18_000);
        assertThat(data.standing()).extracting(Standing::city).contains("370100", "371700", "");
        long moved = total(data.moves().stream().filter(m -> m.from() != null).toList(), Move::subjects);
        assertThat(moved)
                .isEqualTo(total(data.causes(), c -> c.rose() + c.fell()))
                .isPositive();
        for (Move move : data.moves()) {
            assertThat(move.to()).isNotEqualTo(move.from());
        }
    }

    @Test
    void anInternalPolicyIsNowhereOnThePage() throws IOException {
        Path reports = Files.createDirectories(folder.resolve("internal"));
        for (Language language : Language.values()) {
            ReportWriter.Written written = ReportWriter.write(
                    data,
                    reports.toString(),
                    SampleNights.labels(lake),
                    language,
                    reader.sparkContext().hadoopConfiguration());

            assertThat(written.data().standing())
                    .extracting(Standing::policy)
                    .doesNotContain("market-risk")
                    .contains("construction-market");
            assertThat(Files.readString(reports.resolve(release.name() + language.suffix())))
                    .doesNotContain("market-risk")
                    .contains("construction-market");
        }
    }

    @Test
    void subjectsAreCountedOnceHoweverManyPoliciesGradeThem() {
        assertThat(data.totals().subjects()).isEqualTo(12_000);
        assertThat(data.totals().touched()).isEqualTo(12_000 / 7);
        assertThat(data.totals().graded()).isEqualTo(12_000 / 6 + 12_000 / 29 - 12_000 / (6 * 29));
    }

    @Test
    void listsAreCountedByTheirStateOfTheNight() {
        assertThat(data.listings())
                .containsExactly(
                        new ListingCount("honoured", "守信激励对象名单", "red", 4, 4, 2, 2, 2),
                        new ListingCount("seriously_dishonest", "严重失信主体名单", "black", 12, 4, 2, 6, 6));
    }

    @Test
    void drawsAreCountedByCampaign() {
        assertThat(data.draws()).containsExactly(new DrawCount("spot-check", "随机抽查", 30, 3));
    }

    @Test
    void theGravestWarningsComeFirst() {
        assertThat(data.warnings())
                .extracting(Warning::severity)
                .startsWith("alert")
                .endsWith("notice");
        assertThat(data.warnings().get(0).subject()).startsWith("样例企业");
        assertThat(total(data.warningCounts(), w -> w.warnings())).isEqualTo(22);
    }

    @Test
    void stagesAreInTheirOrderWithTheirTimes() {
        assertThat(data.stages())
                .extracting(StageRun::stage)
                .containsExactly("ingest", "standardise", "resolve", "grade", "supervise", "publish");
        assertThat(data.stages().get(1).startedAt()).isEqualTo("2026-11-25 02:29:48");
        assertThat(data.stages().get(1).offset()).isEqualTo(8_500);
        assertThat(data.stages().get(1).millis()).isEqualTo(31_200);
    }

    @Test
    void thePageIsReplacedAndNothingIsLeftBesideIt() throws IOException {
        Path reports = folder.resolve("replaced");
        Files.createDirectories(reports);
        Path page = Files.writeString(reports.resolve("release-2026-11-24.html"), "an old page");

        String location = write(reports, Language.ZH);

        assertThat(location).endsWith("/replaced/release-2026-11-24.html");
        assertThat(page).content().startsWith("<!doctype html>").contains("</html>");
        try (var files = Files.list(reports)) {
            assertThat(files.toList()).containsExactly(page);
        }
    }

    @Test
    void theSameReleaseMakesTheSameBytes() throws IOException {
        write(folder.resolve("once"), Language.EN);
        write(folder.resolve("again"), Language.EN);

        assertThat(folder.resolve("again/release-2026-11-24.en.html"))
                .hasSameBinaryContentAs(folder.resolve("once/release-2026-11-24.en.html"));
    }

    @Test
    void aNightOnWhichNothingCameInIsReportedAsSuch() {
        try (TestLake empty = new TestLake(folder.resolve("empty"))) {
            empty.night(SampleNights.FIRST);
            empty.publish(SampleNights.FIRST);
            Release first = new Releases(empty.tables()).current().orElseThrow();

            ReportData nothing = ReportQueries.gather(
                    Sessions.forReading(empty.settings(), first.snapshots(), 0), first, Optional.empty(), Set.of());

            assertThat(nothing.sources()).isEmpty();
            assertThat(nothing.rejects()).isEmpty();
            assertThat(nothing.standing()).isEmpty();
            assertThat(nothing.totals().subjects()).isZero();
            assertThat(nothing.night().base()).isNull();
        }
    }

    @Test
    void aPersonIsNotNamedInAWarning() {
        try (TestLake persons = new TestLake(folder.resolve("persons"))) {
            Workspace night = persons.night(SampleNights.FIRST);
            night.append(
                    "subject.subject",
                    persons.rows("SELECT 1L AS subject_id, 'person' AS kind, '样例自然人' AS name, '370102' AS region"));
            night.append(
                    "supervision.warning",
                    persons.rows("SELECT 1L AS warning_id, 1L AS subject_id, 'serious_penalty' AS rule,"
                            + " 'alert' AS severity, DATE'2026-11-23' AS raised_on, '说明' AS message"));
            persons.publish(SampleNights.FIRST);
            Release first = new Releases(persons.tables()).current().orElseThrow();

            ReportData told = ReportQueries.gather(
                    Sessions.forReading(persons.settings(), first.snapshots(), 0), first, Optional.empty(), Set.of());

            assertThat(told.warnings())
                    .containsExactly(new Warning("alert", "serious_penalty", "说明", "", "", "370100"));
        }
    }

    private static String write(Path reports, Language language) {
        return ReportWriter.write(
                        data,
                        reports.toString(),
                        SampleNights.labels(lake),
                        language,
                        reader.sparkContext().hadoopConfiguration())
                .location();
    }

    private static <T> long total(List<T> items, ToLongFunction<T> of) {
        return items.stream().mapToLong(of).sum();
    }
}
