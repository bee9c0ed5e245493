package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.grade.ReferenceGrade.Outcome;
import io.creditlake.grade.SimulationResult.Cell;
import io.creditlake.grade.SimulationResult.Change;
import io.creditlake.grade.SimulationResult.Mover;
import io.creditlake.grade.SimulationResult.Reason;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.report.Chromium;
import io.creditlake.report.Chromium.Tab;
import io.creditlake.standards.DisplayWidth;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another version would change, in each form. Pages and pictures are left in {@code target/report} to look at. */
class SimulationTest {
    private static final Path CONF = Path.of("src/test/resources/io/creditlake/grade/conf");
    private static final Path PICTURES = Path.of("target", "report");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate LATER = DAY.plusYears(1);

    @TempDir
    static Path folder;

    private static Province province;
    private static PolicyVersion now;
    private static PolicyVersion other;
    private static SimulationResult result;
    private static ValidationResult validation;

    @BeforeAll
    static void simulate() throws IOException {
        province = new Province(11, DAY).withSubjects(160).withDecisions(1);
        try (TestLake lake = new TestLake(folder.resolve("lake"))) {
            Workspace night = lake.night(DAY);
            List<String> cities = List.of("370102", "370203", "371702");
            List<String> industries = List.of("C2611", "E4710", "F5122");
            province.subjects.forEach(subject -> {
                int i = ((Long) subject.get("subject_id")).intValue();
                subject.put("region", i % 4 == 3 ? null : cities.get(i % 4));
                subject.put("industry", i % 5 > 2 ? null : industries.get(i % 5));
            });
            province.records
                    .get("registration")
                    .forEach(r ->
                            r.put("registered_capital", new BigDecimal((Long) r.get("record_id") % 3 * 6_000_000L)));
            append(night, "subject.subject", province.subjects);
            province.records.forEach((name, rows) -> append(night, "record." + name, rows));
            lake.publish(DAY);
            Policies policies = Policies.load(CONF, lake.tables().contracts());
            now = policies.inForce("every-feature", DAY).orElseThrow();
            other = policies.governed(
                    policies.draft(policies.find("every-feature").orElseThrow(), draft()), DAY);
            SparkSession reader = Sessions.forReading(
                    lake.settings(),
                    new Releases(lake.tables()).current().orElseThrow().snapshots(),
                    0);
            policies.checkExpressions(reader, other);
            result = new Simulation(reader, policies, now, other, DAY).run(5);
            validation = new Validation(reader, policies, now, DAY, LATER).run();
        }
    }

    /** The policy with a stricter scale, heavier fines and a new circumstance of a direct grade. */
    private static Path draft() throws IOException {
        String text = Files.readString(CONF.resolve("policies/every-feature/2020-01-01.yaml"));
        String changed = text.replace(
                        "subjects: [enterprise, individual_business]", "subjects: [enterprise, institution]")
                .replace("effective_from: 2020-01-01", "effective_from: 2027-01-01")
                .replace("category: 好, from: 100", "category: 好, from: 96")
                .replace("from: 90, below: 100", "from: 93, below: 96")
                .replace("from: 75, below: 90", "from: 75, below: 93")
                .replace("points: {each: -0.001, cap: -9.5}", "points: {each: -0.002, cap: -12}")
                .replace("points: {each: 1.5}", "points: {each: 4}")
                .replace(
                        "direct_grades:\n",
                        "direct_grades:\n  - {id: abnormal, title: 列入异常, grade: B,"
                                + " record: abnormal_operation, while: valid, basis: 《测试办法》第一条, remedy: 移出}\n");
        return Files.writeString(folder.resolve("draft.yaml"), changed);
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private static Map<Long, Outcome> reference(PolicyVersion version) {
        Map<Long, Outcome> outcomes = new TreeMap<>();
        for (Map<String, Object> subject : province.subjects) {
            long id = (Long) subject.get("subject_id");
            Map<String, List<Map<String, Object>>> happened = new HashMap<>();
            province.of(id)
                    .forEach((name, rows) -> happened.put(
                            name,
                            rows.stream()
                                    .filter(r -> name.equals("revision") || hadHappened(r))
                                    .toList()));
            boolean known = happened.entrySet().stream()
                    .anyMatch(
                            e -> !e.getKey().equals("revision") && !e.getValue().isEmpty());
            if (known && version.subjects().contains((String) subject.get("kind"))) {
                outcomes.put(
                        id,
                        new ReferenceGrade(version, GradingTest::meets, happened)
                                .underLifecycle()
                                .on(DAY));
            }
        }
        return outcomes;
    }

    private static String grade(Outcome outcome) {
        return outcome == null ? "-" : outcome.grade();
    }

    private static boolean hadHappened(Map<String, Object> record) {
        LocalDate from = (LocalDate) record.get("valid_from");
        LocalDate occurred = (LocalDate) record.get("occurred_on");
        return !occurred.isAfter(DAY) || (from != null && !from.isAfter(DAY));
    }

    @Test
    void theMatrixCountsEverybodyUnderBothVersionsAsThePlainReferenceDoes() {
        Map<Long, Outcome> before = reference(now);
        Map<Long, Outcome> after = reference(other);
        Map<List<String>, Long> expected = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        Set<Long> graded = new TreeSet<>(before.keySet());
        graded.addAll(after.keySet());
        graded.forEach(id -> expected.merge(List.of(grade(before.get(id)), grade(after.get(id))), 1L, Long::sum));

        Map<List<String>, Long> found = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        result.cells("all")
                .forEach(c -> found.put(List.of(c.now().orElse("-"), c.other().orElse("-")), c.subjects()));

        assertThat(found).isEqualTo(expected);
        assertThat(result.moved(1)).isPositive();
        assertThat(result.moved(-1)).isPositive();
        assertThat(found.keySet()).anyMatch(pair -> pair.get(0).equals("-")).anyMatch(pair -> pair.get(1)
                .equals("-"));
        assertThat(result.moved()).isGreaterThan(result.moved(1) + result.moved(-1));
    }

    @Test
    void everyFacetAddsUpToTheWhole() {
        for (String facet : List.of("city", "industry", "size")) {
            assertThat(SimulationResult.count(result.cells(facet))).as(facet).isEqualTo(result.subjects());
            assertThat(result.direction(result.cells(facet), -1)).isEqualTo(result.moved(-1));
        }
        assertThat(result.groups("city").keySet()).containsExactlyInAnyOrder("3701", "3702", "3717", "");
        assertThat(result.groups("industry").keySet()).containsExactlyInAnyOrder("C", "E", "F", "");
        assertThat(result.groups("size").keySet()).containsExactlyInAnyOrder("0", "1", "2", "");
        assertThat(List.copyOf(result.groups("city").values()))
                .isSortedAccordingTo((a, b) -> Long.compare(SimulationResult.count(b), SimulationResult.count(a)));
    }

    @Test
    void whoMovesMostComesFirstAndTheChangesAddUpToTheScore() {
        Map<Long, Outcome> before = reference(now);
        Map<Long, Outcome> after = reference(other);
        assertThat(result.movers()).hasSize(5);
        assertThat(result.movers())
                .isSortedAccordingTo((a, b) -> Integer.compare(Math.abs(b.steps()), Math.abs(a.steps())));
        for (Mover mover : result.movers()) {
            assertThat(mover.scoreNow())
                    .isEqualByComparingTo(before.get(mover.subjectId()).score());
            assertThat(mover.scoreOther())
                    .isEqualByComparingTo(after.get(mover.subjectId()).score());
            assertThat(mover.changes().stream().map(Change::points).reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualByComparingTo(mover.scoreOther().subtract(mover.scoreNow()));
            assertThat(mover.steps()).isNotZero();
        }
    }

    @Test
    void theReasonsOfRisesAndFallsAreTheItemsThatDiffer() {
        assertThat(result.reasons()).extracting(Reason::indicator).contains("abnormal", "fines");
        assertThat(result.reasons().stream().filter(r -> r.indicator().equals("fines")))
                .allMatch(r -> r.points().signum() < 0 && r.title().equals("罚款合计"));
        assertThat(result.reasons().stream().filter(r -> r.indicator().equals("abnormal")))
                .allMatch(r -> r.points().signum() == 0);
        List<Reason> falls = result.reasons().stream().filter(r -> !r.up()).toList();
        assertThat(falls).isSortedAccordingTo((a, b) -> Long.compare(b.subjects(), a.subjects()));
    }

    @Test
    void seriousPenaltiesOfTheYearAfterAreCountedByGrade() {
        Map<Long, Outcome> graded = reference(now);
        Map<String, Long> subjects = new TreeMap<>();
        Map<String, Long> punished = new TreeMap<>();
        graded.forEach((id, outcome) -> {
            subjects.merge(outcome.grade(), 1L, Long::sum);
            boolean serious = province.of(id).getOrDefault("penalty", List.of()).stream()
                    .filter(r -> ((LocalDate) r.get("occurred_on")).isAfter(DAY))
                    .filter(r -> !((LocalDate) r.get("occurred_on")).isAfter(LATER))
                    .anyMatch(r -> ((String) r.get("penalty_type")).contains("责令关闭"));
            punished.merge(outcome.grade(), serious ? 1L : 0L, Long::sum);
        });
        validation.grades().forEach(g -> {
            assertThat(g.subjects()).as(g.grade()).isEqualTo(subjects.getOrDefault(g.grade(), 0L));
            assertThat(g.events()).as(g.grade()).isEqualTo(punished.getOrDefault(g.grade(), 0L));
        });
        assertThat(validation.byScore().subjects()).isEqualTo(graded.size());
        assertThat(validation.byGrade().events()).isEqualTo(validation.byScore().events());
        assertThat(validation.stable()).isBetween(0.0, 1.0);
        assertThat(validation.shift()).isNotNegative();
    }

    @Test
    void aDraftOfAnotherPolicyOrOfAnotherVisibilityIsRefused() throws IOException {
        try (TestLake lake = new TestLake(folder.resolve("refusing"))) {
            Policies policies = Policies.load(CONF, lake.tables().contracts());
            Path wrong = Files.writeString(
                    folder.resolve("wrong.yaml"),
                    Files.readString(folder.resolve("draft.yaml")).replace("policy: every-feature", "policy: another"));
            assertThatThrownBy(
                            () -> policies.draft(policies.find("every-feature").orElseThrow(), wrong))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("a version of another");
            Path secret = Files.writeString(
                    folder.resolve("secret.yaml"),
                    Files.readString(folder.resolve("draft.yaml"))
                            .replace("visibility: public", "visibility: internal"));
            assertThatThrownBy(
                            () -> policies.draft(policies.find("every-feature").orElseThrow(), secret))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("as of every-feature");
        }
    }

    @Test
    void theTextAndTheJsonSayTheSame() {
        String text = SimulationText.of(result, Locale.ENGLISH, regions(), industries());
        assertThat(text)
                .contains(
                        result.moved() + " of " + result.subjects() + " subjects get another grade",
                        "version 2020-01-01 in force, version 2027-01-01 tried",
                        "By registered capital",
                        result.movers().get(0).name());
        assertThat(SimulationJson.of(result)).contains("\"moved\" : " + result.moved());
        assertThat(SimulationText.of(result, Locale.CHINESE, regions(), industries()))
                .contains("等级变动", "济南市");
    }

    @Test
    void theMatrixStandsStraightInChinese() {
        List<String> lines = SimulationText.of(result, Locale.CHINESE, regions(), industries())
                .lines()
                .toList();
        int head = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).isBlank())
                .findFirst()
                .orElseThrow();
        List<String> matrix = lines.subList(head + 2, lines.size()).stream()
                .takeWhile(line -> !line.isBlank())
                .toList();

        assertThat(matrix).hasSizeGreaterThan(2).anyMatch(row -> row.codePoints()
                .anyMatch(c -> c > 0x4E00));
        assertThat(matrix)
                .allSatisfy(row -> assertThat(DisplayWidth.of(row)).isEqualTo(DisplayWidth.of(matrix.get(0))));
    }

    @ParameterizedTest
    @CsvSource({"zh, 1280, false", "zh, 390, true", "en, 1280, true"})
    void thePageIsShownWholeAndAccessible(String language, int width, boolean dark, @TempDir Path profile)
            throws IOException, InterruptedException {
        Files.createDirectories(PICTURES);
        Path page = PICTURES.resolve("simulation-" + language + ".html").toAbsolutePath();
        Locale locale = language.equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
        Files.writeString(page, SimulationPage.of(result, "release-2026-11-24", locale, regions(), industries()));
        try (Chromium chromium = Chromium.start(profile)) {
            Tab tab = chromium.open(page, width, dark);
            tab.picture(PICTURES.resolve("simulation-" + language + "-" + width + (dark ? "-dark" : "") + ".png"));
            assertThat(tab.complaints()).isEmpty();
            assertThat(tab.requests()).allMatch(url -> url.equals(page.toUri().toString()) || url.equals("data:,"));
            assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
                    .isEqualTo(width);
            assertThat(tab.evaluate("document.querySelectorAll('table.heat tbody td').length")
                            .asInt())
                    .isEqualTo(25);
            try (InputStream axe = SimulationTest.class.getResourceAsStream("/axe.min.js")) {
                tab.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
            }
            assertThat(tab.evaluate("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.help + ' '"
                                    + " + v.nodes.slice(0, 3).map(n => n.html).join(' | ')))")
                            .toString())
                    .isEqualTo("[]");
        }
    }

    @Test
    void namesFromOutsideStayText() {
        Mover mover = new Mover(
                1, "<script>alert(1)</script>", "", "A", "B", BigDecimal.TEN, BigDecimal.ONE, -1, new ArrayList<>());
        SimulationResult odd = new SimulationResult(
                now,
                other,
                DAY,
                List.of(new Cell("all", "", Optional.of("A"), Optional.empty(), 1)),
                List.of(),
                List.of(mover));
        assertThat(SimulationPage.of(odd, "", Locale.ENGLISH, regions(), industries()))
                .doesNotContain("<script")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "not graded");
    }

    private static Regions regions() {
        return Regions.load(TestLake.home().resolve("conf/reference/regions.csv"));
    }

    private static Industries industries() {
        return Industries.load(TestLake.home().resolve("conf/reference/industries.csv"));
    }
}
