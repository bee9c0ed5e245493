package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.lake.Replay;
import io.creditlake.report.Chapter;
import io.creditlake.report.site.Department.Request;
import io.creditlake.report.site.SiteCounts.Count;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The rankings of departments, and a page for each. */
final class DepartmentPages {
    private static final int REASONS_SHOWN = 20;

    private final Words words;
    private final LocalDate night;
    private final List<Department> departments;

    DepartmentPages(Words words, LocalDate night, List<Department> departments) {
        this.words = words;
        this.night = night;
        this.departments = departments;
    }

    List<Page> pages() {
        List<Page> pages = new ArrayList<>();
        pages.add(Page.of(
                Chapter.DEPARTMENTS,
                words,
                Markup.section("tonight", words.text("departments.tonight"), Markup.card("", words.text("departments.rows"), tonight())),
                Markup.section(
                        "ranking",
                        words.text("departments.ranking"),
                        Markup.note(words.text("departments.ranking.note", Trend.NIGHTS)),
                        Markup.grid(
                                Markup.card("half", words.text("departments.quality"), quality()),
                                Markup.card("half", words.text("departments.timeliness"), timeliness())))));
        departments.forEach(department -> pages.add(page(department)));
        return pages;
    }

    private String tonight() {
        Table table = rowsTable(words.text("departments.rows"), words.text("col.department"));
        Rows all = Rows.NONE;
        for (Department department : departments) {
            Rows rows = department.tonight();
            all = all.plus(rows);
            table.row(rowCells(Cell.markup(link(department)), rows));
        }
        table.foot(rowCells(Cell.of(words.text("col.total")), all));
        return table.html(words.text("departments.none"));
    }

    private String link(Department department) {
        return Markup.link(department.page() + words.language().suffix(), name(department));
    }

    private String name(Department department) {
        return department.name().isEmpty() ? words.text("unknown") : department.name();
    }

    private Table rowsTable(String caption, String who) {
        return new Table(caption)
                .texts(who)
                .figures(Stream.of("files", "read", "accepted", "duplicate", "quarantined", "quarantinedShare", "due", "late", "lateShare")
                        .map(key -> words.text("col." + key))
                        .toArray(String[]::new));
    }

    private static List<Cell> rowCells(Cell head, Rows rows) {
        return List.of(
                head,
                Cell.count(rows.files()),
                Cell.count(rows.read()),
                Cell.count(rows.accepted()),
                Cell.count(rows.duplicate()),
                Cell.count(rows.quarantined()),
                Cell.share(rows.quarantined(), rows.read()),
                Cell.count(rows.due()),
                Cell.count(rows.late()),
                Cell.share(rows.late(), rows.due()));
    }

    private String quality() {
        return ranking(Rows::quarantined, Rows::read)
                .html(
                        words,
                        words.text("departments.quality"),
                        words.text("col.department"),
                        words.text("col.quarantinedShare"),
                        words.text("col.read"));
    }

    private String timeliness() {
        return ranking(Rows::late, Rows::due)
                .html(
                        words,
                        words.text("departments.timeliness"),
                        words.text("col.department"),
                        words.text("col.lateShare"),
                        words.text("col.due"));
    }

    private Ranking ranking(ToLongFunction<Rows> part, ToLongFunction<Rows> whole) {
        return new Ranking(
                departments.stream()
                        .map(d -> new Ranking.Entry(
                                link(d), d.name(), part.applyAsLong(d.lately()), whole.applyAsLong(d.lately())))
                        .toList(),
                true);
    }

    private Page page(Department department) {
        Rows rows = department.tonight();
        String keys = Markup.keys(
                words.text("key.title"),
                key("read", rows.read(), words.text("department.files", rows.files())),
                key("accepted", rows.accepted(), Words.share(rows.accepted(), rows.read())),
                key("duplicate", rows.duplicate(), Words.share(rows.duplicate(), rows.read())),
                key("quarantined", rows.quarantined(), Words.share(rows.quarantined(), rows.read())),
                key("due", rows.due(), words.text("department.due")),
                key("late", rows.late(), Words.share(rows.late(), rows.due())),
                key("refusedFiles", rows.refused(), words.text("department.refused")),
                key("missingFiles", rows.missing(), words.text("department.missing")));
        return new Page(
                Chapter.DEPARTMENTS,
                department.page(),
                name(department),
                keys
                        + Markup.section(
                                "sources",
                                words.text("department.sources"),
                                Markup.card("", words.text("department.tonight"), sources(department)))
                        + Markup.section(
                                "requests",
                                words.text("department.requests"),
                                Markup.card("", words.text("department.again"), requests(department)))
                        + Markup.section(
                                "reasons",
                                words.text("department.reasons"),
                                Markup.card("", words.text("department.why"), reasons(department)))
                        + Markup.section("trend", words.text("trend.title", Trend.NIGHTS), trends(department)));
    }

    private String key(String key, long value, String remark) {
        return Markup.key(words.text("col." + key), Words.count(value), remark);
    }

    private String sources(Department department) {
        Table table = rowsTable(words.text("department.tonight"), words.text("col.source"));
        department.sources().forEach((source, rows) -> table.row(rowCells(source(source), rows)));
        table.foot(rowCells(Cell.of(words.text("col.total")), department.tonight()));
        return table.html(words.text("department.quiet"));
    }

    private Cell source(String source) {
        return Cell.markup(escaped(words.source(source)) + Markup.sub(Markup.code(source)));
    }

    private String requests(Department department) {
        Table table = new Table(words.text("department.again"))
                .texts(words.text("col.file"), words.text("col.status"), words.text("col.request"))
                .figures(words.text("col.quarantined"));
        for (Request request : department.requests()) {
            boolean whole = request.status().equals("refused") || request.status().equals("missing");
            table.row(
                    Cell.markup(Markup.code(request.file().isEmpty() ? "–" : request.file())
                            + Markup.sub(escaped(words.source(request.source()) + " · " + request.folder()))),
                    Cell.markup((whole
                                    ? Markup.pill(words.word("delivery", request.status()), "bad")
                                    : escaped(words.word("delivery", request.status())))
                            + Markup.sub(escaped(request.message()))),
                    Cell.text(asked(request)),
                    Cell.count(request.refused()));
        }
        long left = department.asked() - department.requests().size();
        return table.html(words.text("department.again.none"))
                + (left > 0
                        ? Markup.note(words.text("shown", Words.count(department.asked()), department.requests().size()))
                        : "");
    }

    private String asked(Request request) {
        if (Replay.isReplay(request.file())) {
            return words.text("request.replay");
        }
        return words.text("request." + (request.status().equals("refused") || request.status().equals("missing")
                ? request.status()
                : "rows"));
    }

    private String reasons(Department department) {
        List<Count> refusals = department.refusals().stream()
                .sorted(Comparator.comparing(Count::n).reversed())
                .toList();
        long all = refusals.stream().mapToLong(Count::n).sum();
        Table table = new Table(words.text("department.why"))
                .texts(words.text("col.field"), words.text("col.rule"))
                .figures(words.text("col.reasons"), words.text("col.share"));
        refusals.stream()
                .limit(REASONS_SHOWN)
                .forEach(c -> table.row(
                        Cell.text(words.field(c.b(), c.c()), words.source(c.b())),
                        Cell.markup(escaped(words.word("rule", c.d())) + Markup.bar(c.n(), all)),
                        Cell.count(c.n()),
                        Cell.share(c.n(), all)));
        return table.html(words.text("rejects.none"))
                + (refusals.size() > REASONS_SHOWN ? Markup.note(words.text("shown", refusals.size(), REASONS_SHOWN)) : "");
    }

    private String trends(Department department) {
        SortedMap<LocalDate, long[]> rows = new TreeMap<>();
        SortedMap<LocalDate, long[]> times = new TreeMap<>();
        department.nights().forEach((day, r) -> {
            rows.put(day, new long[] {r.accepted(), r.duplicate(), r.quarantined()});
            times.put(day, new long[] {r.due() - r.late(), r.late()});
        });
        return Markup.grid(
                Markup.card(
                        "half",
                        words.text("department.trend.rows"),
                        new Trend(words, night, words.text("department.trend.rows"))
                                .part(words.text("col.accepted"), "accepted")
                                .part(words.text("col.duplicate"), "duplicate")
                                .part(words.text("col.quarantined"), "quarantined")
                                .html(rows)),
                Markup.card(
                        "half",
                        words.text("department.trend.times"),
                        new Trend(words, night, words.text("department.trend.times"))
                                .part(words.text("col.onTime"), "accepted")
                                .part(words.text("col.late"), "quarantined")
                                .html(times)));
    }
}
