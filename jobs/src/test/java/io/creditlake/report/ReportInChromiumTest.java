package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.report.Chromium.Tab;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser shows it. Pages and pictures are left in {@code target/report} for a person to look at. */
class ReportInChromiumTest {
    private static final Path PICTURES = Path.of("target", "report");

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static Path chinese;
    private static Path english;
    private static Path withheld;
    private static Path quiet;

    @BeforeAll
    static void writeReports() throws IOException, InterruptedException {
        try (TestLake lake = new TestLake(folder)) {
            Release release = SampleNights.publish(lake);
            Labels labels = SampleNights.labels(lake);
            Optional<Release> previous = new Releases(lake.tables()).before(release.runDate());
            SparkSession reader = Sessions.forReading(lake.settings(), release.snapshots(), 0);
            String reports = folder.resolve("reports").toString();
            ReportData data = ReportQueries.gather(reader, release, previous, SampleNights.PUBLISHED);
            Configuration hadoop = reader.sparkContext().hadoopConfiguration();
            chinese = path(ReportWriter.write(data, reports, labels, Language.ZH, hadoop)
                    .location());
            english = path(ReportWriter.write(data, reports, labels, Language.EN, hadoop)
                    .location());
            withheld = path(ReportWriter.write(
                            ReportQueries.gather(
                                    reader, SampleNights.withheld(release), previous, SampleNights.PUBLISHED),
                            folder.resolve("withheld").toString(),
                            labels,
                            Language.ZH,
                            hadoop)
                    .location());
            quiet = Files.writeString(
                    folder.resolve("quiet.html"), ReportPage.render(SampleNights.NOTHING, Labels.NONE, Language.ZH));
        }
        Files.createDirectories(PICTURES);
        for (String page : List.of("chinese", "english", "withheld", "quiet")) {
            Files.copy(file(page), PICTURES.resolve(page + ".html"), StandardCopyOption.REPLACE_EXISTING);
        }
        chromium = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stopChromium() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "chinese, 1280, false",
        "chinese, 390, false",
        "chinese, 1280, true",
        "english, 1280, false",
        "english, 390, true",
        "withheld, 1280, false",
        "quiet, 390, false"
    })
    void thePageIsDrawnWholeWithoutComplaintRequestOrSidewaysScroll(String page, int width, boolean dark)
            throws IOException {
        Tab tab = chromium.open(file(page), width, dark);

        tab.picture(PICTURES.resolve(page + "-" + width + (dark ? "-dark" : "") + ".png"));
        assertThat(tab.complaints()).isEmpty();
        assertThat(tab.requests()).allMatch(url -> url.equals(file(page).toUri().toString()) || url.equals("data:,"));
        assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
        assertThat(tab.evaluate("[...document.querySelectorAll('.chart')].every(c => c.querySelector('svg path'))")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "chinese, 1280, false",
        "chinese, 390, false",
        "english, 1280, true",
        "withheld, 1280, true",
        "quiet, 1280, false"
    })
    void thePageIsAccessible(String page, int width, boolean dark) throws IOException {
        Tab tab = chromium.open(file(page), width, dark);
        tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        tab.evaluate(axe());

        assertThat(tab.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ' '"
                                + " + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | ')))")
                        .toString())
                .isEqualTo("[]");
    }

    @Test
    void namesAndMessagesFromOutsideStayText() {
        Tab tab = chromium.open(chinese, 1280, false);

        assertThat(tab.evaluate("document.querySelectorAll('img').length").asInt())
                .isZero();
        assertThat(tab.evaluate("document.body.innerText.includes('</script><img src=x onerror=alert(1)>')")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void everyChartHasItsFiguresInATable() {
        Tab tab = chromium.open(chinese, 1280, false);

        assertThat(tab.evaluate("document.querySelectorAll('.chart').length").asInt())
                .isEqualTo(7);
        assertThat(tab.evaluate("[...document.querySelectorAll('.chart')].map(c => c.getAttribute('aria-label'))"
                                + ".filter(name => ![...document.querySelectorAll('caption')]"
                                + ".some(caption => caption.textContent === name))")
                        .toString())
                .isEqualTo("[]");
    }

    @Test
    void citiesCanBeShownAsCountsOrShares() {
        Tab tab = chromium.open(chinese, 1280, false);
        String axis = "document.querySelector('#cities .chart').textContent.includes('100%')";

        assertThat(tab.evaluate(axis).asBoolean()).isTrue();
        tab.evaluate("document.querySelector('#cities button[data-mode=count]').click()");
        tab.awaitCharts();
        assertThat(tab.evaluate(axis).asBoolean()).isFalse();
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void aWithheldNightSaysSoAndWhy() {
        Tab tab = chromium.open(withheld, 1280, false);

        assertThat(tab.evaluate("document.querySelector('#head').innerText").asText())
                .contains("已扣留，未发布", "等级变动率", "61.0%");
    }

    @Test
    void aMachineWithoutChromiumSaysWhatToInstall() {
        String nowhere = folder.resolve("nowhere").toString();

        assertThatThrownBy(() -> Chromium.executable(Optional.empty(), nowhere))
                .hasMessageContaining("the Debian package 'chromium'");
        assertThatThrownBy(() -> Chromium.executable(Optional.of(nowhere), System.getenv("PATH")))
                .hasMessageContaining(nowhere);
    }

    private static Path file(String page) {
        return switch (page) {
            case "chinese" -> chinese;
            case "english" -> english;
            case "withheld" -> withheld;
            case "quiet" -> quiet;
            default -> throw new IllegalArgumentException(page);
        };
    }

    private static Path path(String location) {
        return location.startsWith("file:") ? Path.of(URI.create(location)) : Path.of(location);
    }

    private static String axe() throws IOException {
        try (InputStream in = ReportInChromiumTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
