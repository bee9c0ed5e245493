package io.creditlake.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.night.ReleaseReport;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.report.Chromium.Tab;
import io.creditlake.report.site.Reference;
import io.creditlake.report.site.SiteWriter;
import io.creditlake.standards.CityTiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page of a release, in both languages. Pictures are left in {@code target/report/site} for a person to look at. */
class SiteInChromiumTest {
    private static final Path PICTURES = Path.of("target", "report", "site");
    private static final Pattern HREF = Pattern.compile("<a [^>]*href=\"([^\"]*)\"");
    private static final int PHONE = 360;

    @TempDir
    static Path folder;

    private static TestLake lake;
    private static Release release;
    private static SparkSession reader;
    private static Path reports;
    private static Map<Path, String> pages;
    private static Chromium chromium;

    @BeforeAll
    static void writeTheSite() throws IOException, InterruptedException {
        lake = new TestLake(folder);
        release = SampleNights.publish(lake);
        reader = Sessions.forReading(lake.settings(), release.snapshots(), 0);
        new ReleaseReport(lake.settings()).write(release, Language.ZH);
        reports = Path.of(lake.settings().folders().lake(), "reports");
        pages = read();
        chromium = Chromium.start(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        lake.close();
    }

    @Test
    void everyChapterAndDepartmentHasAPageInEachLanguage() {
        for (Language language : Language.values()) {
            Set<String> names = pages.keySet().stream()
                    .map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".en.html") == (language == Language.EN))
                    .map(name ->
                            name.substring(0, name.length() - language.suffix().length()))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(names)
                    .contains("release-2026-11-24", "departments", "cities", "grades", "warnings", "draws")
                    .contains("policies", "catalogue");
            assertThat(names.stream().filter(name -> name.startsWith("department-")))
                    .hasSize(6);
        }
    }

    @Test
    void onAPhoneNoPageScrollsSidewaysComplainsOrAsksForAnything() throws IOException {
        for (Path page : site()) {
            try (Tab tab = chromium.open(page, PHONE, false)) {
                assertThat(tab.complaints()).as(page.toString()).isEmpty();
                assertThat(tab.requests())
                        .as(page.toString())
                        .allMatch(url -> url.equals(page.toUri().toString()) || url.equals("data:,"));
                assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                        .as(page.toString())
                        .isEqualTo(PHONE);
                tab.picture(PICTURES.resolve(page.getFileName() + "-phone.png"));
            }
        }
    }

    @Test
    void everyPageIsAccessible() throws IOException {
        String axe = axe();
        for (Path page : site()) {
            boolean english = page.toString().endsWith(Language.EN.suffix());
            try (Tab tab = chromium.open(page, english ? PHONE : 1280, english)) {
                tab.picture(PICTURES.resolve(page.getFileName() + (english ? "-dark" : "") + ".png"));
                tab.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })");
                tab.evaluate(axe);

                assertThat(tab.evaluate(
                                        "axe.run({ resultTypes: ['violations'] }).then(r => r.violations.map(v => v.id"
                                                + " + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map(n => n.html + ' ' + n.failureSummary).join(' | ')))")
                                .toString())
                        .as(page.toString())
                        .isEqualTo("[]");
            }
        }
    }

    @Test
    void everyLinkLeadsToAPageThatIsThereAndToAnAnchorOnIt() {
        pages.forEach((page, content) -> HREF.matcher(content)
                .results()
                .map(found -> found.group(1))
                .forEach(href -> {
                    String[] parts = href.split("#", 2);
                    Path target = parts[0].isEmpty()
                            ? page
                            : page.resolveSibling(parts[0]).normalize();
                    assertThat(pages).as(page + " → " + href).containsKey(target);
                    if (parts.length == 2 && !parts[1].equals("main")) {
                        assertThat(pages.get(target)).contains("id=\"" + parts[1] + "\"");
                    }
                }));
    }

    @Test
    void everyPageHasTheSameNavigationAndSaysWhereItStands() {
        pages.forEach((page, content) -> {
            assertThat(content).as(page.toString()).contains("<a class=\"skip\" href=\"#main\">");
            assertThat(Pattern.compile("aria-current=")
                            .matcher(content)
                            .results()
                            .count())
                    .as(page.toString())
                    .isEqualTo(1);
            String nav = content.substring(content.indexOf("<nav class=\"site\""), content.indexOf("</nav>"));
            assertThat(HREF.matcher(nav).results().count()).isEqualTo(Chapter.values().length + 1);
        });
    }

    @Test
    void aDepartmentIsCalledWhatItIsCalledWhateverThatIs() throws IOException {
        String hostile = "</script><img src=x onerror=alert(1)>";
        Path page = site().stream()
                .filter(p -> pages.get(p).contains("<h1>&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;</h1>"))
                .findFirst()
                .orElseThrow();
        for (Path shown : List.of(page, reports.resolve("release-2026-11-24/departments.html"))) {
            try (Tab tab = chromium.open(shown, 1280, false)) {
                assertThat(tab.evaluate("document.querySelectorAll('img, script').length")
                                .asInt())
                        .isZero();
                assertThat(tab.evaluate("document.body.innerText").asText()).contains(hostile);
            }
        }
    }

    @Test
    void ofAnInternalPolicyNothingIsOnAnyPage() {
        Policy internal = policies().find("market-risk").orElseThrow();
        assertThat(internal.isPublic()).isFalse();

        pages.forEach((page, content) -> {
            assertThat(content)
                    .as(page.toString())
                    .doesNotContain(
                            "market-risk",
                            SampleNights.INTERNAL_GRADE,
                            SampleNights.INTERNAL_INDICATOR,
                            SampleNights.INTERNAL_SEED);
            internal.versions().stream()
                    .map(PolicyVersion::title)
                    .forEach(title -> assertThat(content).as(page.toString()).doesNotContain(title));
        });
        assertThat(pages.get(reports.resolve("release-2026-11-24/draws.html")))
                .contains("随机抽查", "样例企业", "按公开等级抽查", "beef");
    }

    @Test
    void theFiguresOfADepartmentAreTheSumsOfItsDeliveries() throws IOException {
        String name = "山东省市场监督管理局";
        Row sums = reader.sql("SELECT sum(rows_read), sum(rows_accepted), sum(rows_duplicate), sum(rows_quarantined),"
                        + " sum(rows_due), sum(rows_late) FROM ops.delivery WHERE run_date = DATE'2026-11-24'"
                        + " AND department = '" + name + "'")
                .first();
        Path page = site().stream()
                .filter(p -> pages.get(p).contains("<h1>" + name + "</h1>"))
                .findFirst()
                .orElseThrow();
        try (Tab tab = chromium.open(page, 1280, false)) {
            List<Long> shown = Stream.of(tab.evaluate("[...document.querySelectorAll('.keys .value')]"
                                    + ".map(v => v.textContent.replaceAll(',', '')).join(' ')")
                            .asText()
                            .split(" "))
                    .map(Long::valueOf)
                    .toList();

            for (int i = 0; i < sums.length(); i++) {
                assertThat(shown.get(i)).isEqualTo(sums.getLong(i));
            }
            assertThat(tab.evaluate("document.querySelector('#sources tfoot').innerText")
                            .asText()
                            .replace(",", ""))
                    .contains(String.valueOf(sums.getLong(0)));
        }
    }

    @Test
    void theSameReleaseMakesTheSameFilesAndLeavesNothingElse() throws IOException {
        new ReleaseReport(lake.settings()).write(release, Language.EN);

        assertThat(read()).isEqualTo(pages);
        try (Stream<Path> files = Files.list(reports)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "release-2026-11-24", "release-2026-11-24.html", "release-2026-11-24.en.html");
        }
    }

    @Test
    void aLakeWithoutDeliveriesPoliciesOrMapHasItsPagesToo() throws IOException {
        try (TestLake empty = new TestLake(folder.resolve("empty"))) {
            empty.night(SampleNights.FIRST);
            empty.publish(SampleNights.FIRST);
            Release first = new Releases(empty.tables()).current().orElseThrow();
            TableContracts tables = empty.tables().contracts();
            Reference nothing = new Reference(
                    Labels.NONE,
                    List.of(),
                    tables,
                    SourceContracts.load(empty.settings().folders().schemas(), tables),
                    CityTiles.none(),
                    new TreeMap<>(),
                    List.of(),
                    Map.of());

            String site = new SiteWriter(
                            Sessions.forReading(empty.settings(), first.snapshots(), 0),
                            first,
                            SampleNights.NOTHING,
                            nothing)
                    .write(folder.resolve("empty-site").toString());

            assertThat(site).endsWith("/empty-site/release-2026-11-23");
            Path pagesOfIt = folder.resolve("empty-site/release-2026-11-23");
            assertThat(pagesOfIt.resolve("departments.html")).content().contains("近期没有任何批次。");
            assertThat(pagesOfIt.resolve("grades.en.html")).content().contains("No subject has a grade");
            assertThat(pagesOfIt.resolve("cities.html")).content().doesNotContain("<svg");
            assertThat(pagesOfIt.resolve("draws.html")).content().contains("尚未抽取任何计划。");
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        Set<String> english = Language.EN.texts("site.").keySet().stream()
                .filter(key -> !key.matches("section\\.[A-T]"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(english).isEqualTo(Language.ZH.texts("site.").keySet());
    }

    private static Policies policies() {
        return Policies.load(lake.settings().folders().conf(), lake.tables().contracts());
    }

    /** The pages without those of the night, which have a test of their own. */
    private static List<Path> site() {
        return pages.keySet().stream()
                .filter(page -> !page.getParent().equals(reports))
                .sorted(Comparator.comparing(Path::toString))
                .toList();
    }

    private static Map<Path, String> read() throws IOException {
        Map<Path, String> read = new TreeMap<>();
        try (Stream<Path> files = Files.walk(reports)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                read.put(file, Files.readString(file));
            }
        }
        return read;
    }

    private static String axe() throws IOException {
        try (InputStream in = SiteInChromiumTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
