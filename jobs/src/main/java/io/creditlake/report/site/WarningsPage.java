package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.Chapter;
import io.creditlake.report.site.SiteCounts.Count;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Warnings by rule, severity and city, and over the last nights. No subject is named. */
final class WarningsPage {
    private static final List<String> SEVERITIES = List.of("alert", "warning", "notice");
    private static final List<String> MOODS = List.of("bad", "warn", "");
    private static final List<String> COLOURS = List.of("dminus", "cminus", "before");

    private final Words words;
    private final LocalDate night;
    private final SiteCounts counts;

    WarningsPage(Words words, LocalDate night, SiteCounts counts) {
        this.words = words;
        this.night = night;
        this.counts = counts;
    }

    /** Warnings that are raised tonight, stand, and have been cleared. */
    private record Sums(long tonight, long standing, long cleared) {
        static final Sums NONE = new Sums(0, 0, 0);

        static Sums of(Count count) {
            return new Sums(count.m(), count.n(), count.p().longValue());
        }

        Sums plus(Sums other) {
            return new Sums(tonight + other.tonight, standing + other.standing, cleared + other.cleared);
        }

        List<Cell> cells() {
            return List.of(Cell.count(tonight), Cell.count(standing), Cell.count(cleared));
        }
    }

    Page page() {
        List<Count> warnings = counts.part("warning");
        Sums all = warnings.stream().map(Sums::of).reduce(Sums.NONE, Sums::plus);
        return Page.of(
                Chapter.WARNINGS,
                words,
                Markup.keys(
                        words.text("key.title"),
                        Markup.key(words.text("col.tonight"), Words.count(all.tonight()), night.toString()),
                        Markup.key(
                                words.text("col.standing"),
                                Words.count(all.standing()),
                                words.text("warnings.standing")),
                        Markup.key(
                                words.text("col.cleared"), Words.count(all.cleared()), words.text("warnings.cleared"))),
                Markup.section(
                        "rules",
                        words.text("warnings.byRule"),
                        Markup.card("", words.text("warnings.counts"), rules(warnings, all))),
                Markup.section(
                        "cities",
                        words.text("warnings.byCity"),
                        Markup.card("", words.text("warnings.counts"), cities(warnings, all))),
                Markup.section(
                        "trend",
                        words.text("trend.title", Trend.NIGHTS),
                        Markup.grid(
                                Markup.card("half", words.text("warnings.trend"), raised()),
                                Markup.card("half", words.text("warnings.trend.cleared"), cleared()))));
    }

    private String rules(List<Count> warnings, Sums all) {
        SortedMap<String, Sums> rules = sums(warnings, c -> place(c.a()) + "\0" + c.a() + "\0" + c.b());
        Table table = counted(
                words.text("warnings.counts") + " · " + words.text("warnings.byRule"),
                words.text("col.rule"),
                words.text("col.severity"));
        rules.forEach((key, sums) -> {
            String[] parts = key.split("\0", -1);
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.markup(
                            escaped(words.word("warningRule", parts[2])) + Markup.bar(sums.standing(), all.standing())),
                    new Cell(severity(parts[1]), "")));
            cells.addAll(sums.cells());
            table.row(cells);
        });
        List<Cell> foot = new ArrayList<>(List.of(Cell.of(words.text("col.total")), Cell.of("")));
        foot.addAll(all.cells());
        return table.foot(foot).html(words.text("warnings.never"));
    }

    private String cities(List<Count> warnings, Sums all) {
        SortedMap<String, Sums> cities = sums(warnings, Count::c);
        Table table =
                counted(words.text("warnings.counts") + " · " + words.text("warnings.byCity"), words.text("col.city"));
        cities.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<String, Sums> e) -> e.getKey().isEmpty())
                        .thenComparing(e -> -e.getValue().standing())
                        .thenComparing(Map.Entry::getKey))
                .forEach(e -> {
                    List<Cell> cells = new ArrayList<>(List.of(Cell.markup(escaped(words.city(e.getKey()))
                            + Markup.bar(e.getValue().standing(), all.standing()))));
                    cells.addAll(e.getValue().cells());
                    table.row(cells);
                });
        List<Cell> foot = new ArrayList<>(List.of(Cell.of(words.text("col.total"))));
        foot.addAll(all.cells());
        return table.foot(foot).html(words.text("warnings.never"));
    }

    private Table counted(String caption, String... heads) {
        return new Table(caption)
                .texts(heads)
                .figures(words.text("col.tonight"), words.text("col.standing"), words.text("col.cleared"));
    }

    private static SortedMap<String, Sums> sums(List<Count> warnings, Function<Count, String> key) {
        SortedMap<String, Sums> sums = new TreeMap<>();
        warnings.forEach(c -> sums.merge(key.apply(c), Sums.of(c), Sums::plus));
        return sums;
    }

    private static int place(String severity) {
        return Math.floorMod(SEVERITIES.indexOf(severity), SEVERITIES.size() + 1);
    }

    private String severity(String severity) {
        int place = SEVERITIES.indexOf(severity);
        return Markup.pill(words.word("severity", severity), place < 0 ? "" : MOODS.get(place));
    }

    private String raised() {
        SortedMap<LocalDate, long[]> nights = new TreeMap<>();
        for (Count count : counts.part("raised")) {
            int place = SEVERITIES.indexOf(count.b());
            nights.computeIfAbsent(LocalDate.parse(count.a()), d -> new long[SEVERITIES.size()])[
                            place < 0 ? SEVERITIES.size() - 1 : place] +=
                    count.n();
        }
        Trend trend = new Trend(words, night, words.text("warnings.trend"));
        for (int i = 0; i < SEVERITIES.size(); i++) {
            trend.part(words.word("severity", SEVERITIES.get(i)), COLOURS.get(i));
        }
        return trend.html(nights);
    }

    private String cleared() {
        SortedMap<LocalDate, long[]> nights = new TreeMap<>();
        counts.part("cleared").forEach(c -> nights.put(LocalDate.parse(c.a()), new long[] {c.n()}));
        return new Trend(words, night, words.text("warnings.trend.cleared"))
                .part(words.text("col.cleared"), "accepted")
                .html(nights);
    }
}
