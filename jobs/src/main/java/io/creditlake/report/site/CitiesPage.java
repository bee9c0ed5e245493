package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.contract.SourceContract;
import io.creditlake.report.Chapter;
import io.creditlake.report.ReportData;
import io.creditlake.report.ReportData.Standing;
import io.creditlake.report.site.SiteCounts.Count;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The cities by records, by their quality, by what their departments sent, and by grades. Ranked are the cities of the
 * map, or where there is no map all that are known; what lies elsewhere is one line without a place.
 */
final class CitiesPage {
    private static final String ELSEWHERE = "*";

    private final Words words;
    private final Reference reference;
    private final ReportData data;
    private final TileMap map;
    private final Map<String, Count> records = new TreeMap<>();
    private final Map<String, Map<String, Map<String, Long>>> grades = new HashMap<>();
    private final Map<String, Rows> sent = new TreeMap<>();
    private final List<String> cities;

    CitiesPage(Words words, Reference reference, SiteCounts counts, ReportData data, List<Department> departments) {
        this.words = words;
        this.reference = reference;
        this.data = data;
        this.map = new TileMap(words, reference.tiles());
        for (Count count : counts.part("record")) {
            records.merge(place(count.a()), count, CitiesPage::sum);
        }
        for (Standing s : data.standing()) {
            grades.computeIfAbsent(s.policy(), p -> new HashMap<>())
                    .computeIfAbsent(place(s.city()), c -> new HashMap<>())
                    .merge(s.grade(), s.subjects(), Long::sum);
        }
        Map<String, String> regions = reference.sources().all().stream()
                .collect(Collectors.toMap(SourceContract::department, SourceContract::departmentRegion, (a, b) -> a));
        for (Department department : departments) {
            String region = regions.getOrDefault(department.name(), "");
            String city = region.length() == 6 ? region.substring(0, 4) + "00" : "";
            if (isRanked(city)) {
                sent.merge(city, department.lately(), Rows::plus);
            }
        }
        Set<String> met = new TreeSet<>(reference.tiles().cities().keySet());
        met.addAll(records.keySet());
        grades.values().forEach(of -> met.addAll(of.keySet()));
        this.cities = met.stream().filter(c -> !c.equals(ELSEWHERE)).toList();
    }

    private static Count sum(Count x, Count y) {
        return new Count(x.part(), ELSEWHERE, "", "", "", x.n() + y.n(), x.m() + y.m(), x.p().add(y.p()));
    }

    private String place(String city) {
        return isRanked(city) ? city : ELSEWHERE;
    }

    private boolean isRanked(String city) {
        Set<String> known = reference.tiles().cities().keySet();
        return known.isEmpty() ? !city.isEmpty() && !city.endsWith("0000") : known.contains(city);
    }

    private String name(String city) {
        return city.equals(ELSEWHERE) ? words.text("cities.elsewhere") : words.city(city);
    }

    Page page() {
        List<String> sections = new ArrayList<>();
        sections.add(Markup.section(
                "records",
                words.text("cities.records"),
                Markup.grid(
                        mapCard(words.text("cities.records"), recordCounts(), v -> Words.count(Math.round(v))),
                        Markup.card("half", words.text("cities.records.ranking"), recordRanking()))));
        sections.add(Markup.section(
                "quality",
                words.text("cities.quality"),
                Markup.note(words.text("cities.quality.note")),
                Markup.grid(
                        mapCard(words.text("cities.flagged"), flagged(), CitiesPage::percent),
                        Markup.card("half", words.text("cities.quality.ranking"), qualityRanking()))));
        GradesPage.policies(data).stream()
                .filter(grades::containsKey)
                .forEach(policy -> sections.add(Markup.section(
                        "grades-" + policy, words.text("cities.graded", words.policy(policy)), gradeCards(policy))));
        sections.add(Markup.section(
                "sent",
                words.text("cities.sent"),
                Markup.note(words.text("cities.sent.note", Trend.NIGHTS)),
                Markup.grid(
                        Markup.card("half", words.text("departments.quality"), sentRanking(true)),
                        Markup.card("half", words.text("departments.timeliness"), sentRanking(false)))));
        return Page.of(Chapter.CITIES, words, sections.toArray(String[]::new));
    }

    private String mapCard(String title, Map<String, Double> values, Function<Double, String> shown) {
        String picture = map.html(title, values, shown::apply);
        return picture.isEmpty() ? "" : Markup.card("half", words.text("cities.map", title), picture);
    }

    private static String percent(double share) {
        return Words.share(Math.round(share * 1_000_000), 1_000_000);
    }

    private Map<String, Double> recordCounts() {
        return records.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e ->
                (double) e.getValue().n()));
    }

    private Map<String, Double> flagged() {
        return records.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        e -> (double) e.getValue().m() / e.getValue().n()));
    }

    private String recordRanking() {
        Count elsewhere = records.get(ELSEWHERE);
        long tonight =
                records.values().stream().mapToLong(c -> c.p().longValue()).sum();
        return Ranking.byNumber(
                        words,
                        words.text("cities.records.ranking"),
                        words.text("col.city"),
                        words.text("col.records"),
                        cities.stream()
                                .map(city -> new Ranking.Entry(
                                        escaped(name(city)),
                                        city,
                                        records.containsKey(city)
                                                ? records.get(city).n()
                                                : 0,
                                        0)))
                + Markup.note(words.text(
                        "cities.records.note",
                        Words.count(elsewhere == null ? 0 : elsewhere.n()),
                        Words.count(tonight)));
    }

    private String qualityRanking() {
        List<Ranking.Entry> entries = cities.stream()
                .filter(records::containsKey)
                .map(city -> new Ranking.Entry(
                        escaped(name(city)),
                        city,
                        records.get(city).m(),
                        records.get(city).n()))
                .toList();
        return new Ranking(entries, true)
                .html(
                        words,
                        words.text("cities.quality.ranking"),
                        words.text("col.city"),
                        words.text("col.flaggedShare"),
                        words.text("col.records"));
    }

    private String gradeCards(String policy) {
        Map<String, Map<String, Long>> of = grades.get(policy);
        Set<String> met = of.values().stream().flatMap(m -> m.keySet().stream()).collect(Collectors.toSet());
        GradeScale scale = GradeScale.of(reference.inForce(policy), met);
        String best = String.join(" ", scale.best());
        String worst = String.join(" ", scale.worst());
        Map<String, Double> shares = new HashMap<>();
        List<Ranking.Entry> good = new ArrayList<>();
        Table table = new Table(words.text("cities.chart", words.policy(policy)))
                .texts(words.text("col.city"))
                .figures(words.text("col.subjects"));
        scale.grades().forEach(table::figures);
        table.figures(words.text("cities.best", best), words.text("cities.worst", worst));
        List<String> shown = new ArrayList<>(cities);
        shown.add(ELSEWHERE);
        for (String city : shown) {
            Map<String, Long> subjects = of.getOrDefault(city, Map.of());
            long all = GradeScale.count(subjects, scale.grades());
            long fine = GradeScale.count(subjects, scale.best());
            if (all > 0) {
                table.row(cells(city, scale, subjects, all, fine));
            }
            if (all > 0 && !city.equals(ELSEWHERE)) {
                shares.put(city, (double) fine / all);
                good.add(new Ranking.Entry(escaped(name(city)), city, fine, all));
            }
        }
        return Markup.grid(
                mapCard(words.text("cities.best", best), shares, CitiesPage::percent),
                Markup.card(
                        "half",
                        words.text("cities.best.ranking", best),
                        new Ranking(good, false)
                                .html(
                                        words,
                                        words.policy(policy) + " · " + words.text("cities.best.ranking", best),
                                        words.text("col.city"),
                                        words.text("col.share"),
                                        words.text("col.subjects"))),
                Markup.card(
                        "", words.text("cities.chart", words.policy(policy)), table.html(words.text("cities.none"))));
    }

    private List<Cell> cells(String city, GradeScale scale, Map<String, Long> subjects, long all, long fine) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.markup(escaped(name(city)) + scale.bar(subjects)));
        cells.add(Cell.count(all));
        scale.grades().forEach(grade -> cells.add(Cell.count(subjects.getOrDefault(grade, 0L))));
        cells.add(Cell.share(fine, all));
        cells.add(Cell.share(GradeScale.count(subjects, scale.worst()), all));
        return cells;
    }

    private String sentRanking(boolean quality) {
        List<Ranking.Entry> entries = sent.entrySet().stream()
                .map(e -> new Ranking.Entry(
                        escaped(name(e.getKey())),
                        e.getKey(),
                        quality ? e.getValue().quarantined() : e.getValue().late(),
                        quality ? e.getValue().read() : e.getValue().due()))
                .toList();
        return new Ranking(entries, true)
                .html(
                        words,
                        words.text("cities.sent") + " · "
                                + words.text(quality ? "departments.quality" : "departments.timeliness"),
                        words.text("col.city"),
                        words.text(quality ? "col.quarantinedShare" : "col.lateShare"),
                        words.text(quality ? "col.read" : "col.due"));
    }
}
