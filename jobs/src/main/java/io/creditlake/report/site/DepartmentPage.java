package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.lake.Replay;
import io.creditlake.report.Chapter;
import io.creditlake.report.site.Department.Request;
import io.creditlake.report.site.SiteCounts.Count;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The page of one department: what it sent, what it is asked to send again and why, and its last nights. */
final class DepartmentPage {
    private static final int REASONS_SHOWN = 20;

    private final Words words;
    private final LocalDate night;
    private final Department department;

    DepartmentPage(Words words, LocalDate night, Department department) {
        this.words = words;
        this.night = night;
        this.department = department;
    }

    Page page() {
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
                department.shownAs(words),
                keys
                        + Markup.section(
                                "sources",
                                words.text("department.sources"),
                                Markup.card("", words.text("department.tonight"), sources()))
                        + Markup.section(
                                "requests",
                                words.text("department.requests"),
                                Markup.card("", words.text("department.again"), requests()))
                        + Markup.section(
                                "reasons",
                                words.text("department.reasons"),
                                Markup.card("", words.text("department.why"), reasons()))
                        + Markup.section("trend", words.text("trend.title", Trend.NIGHTS), trends()));
    }

    private String key(String key, long value, String remark) {
        return Markup.key(words.text("col." + key), Words.count(value), remark);
    }

    private String sources() {
        Table table = DepartmentPages.rowsTable(words, words.text("department.tonight"), words.text("col.source"));
        department.sources().forEach((source, rows) -> table.row(DepartmentPages.rowCells(source(source), rows)));
        table.foot(DepartmentPages.rowCells(Cell.of(words.text("col.total")), department.tonight()));
        return table.html(words.text("department.quiet"));
    }

    private Cell source(String source) {
        String label = words.source(source);
        return Cell.markup(
                label.equals(source) ? Markup.code(source) : escaped(label) + Markup.sub(Markup.code(source)));
    }

    private String requests() {
        Table table = new Table(words.text("department.again"))
                .texts(words.text("col.file"), words.text("col.status"), words.text("col.request"))
                .figures(words.text("col.quarantined"));
        for (Request request : department.requests()) {
            boolean whole =
                    request.status().equals("refused") || request.status().equals("missing");
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
                        ? Markup.note(words.text(
                                "shown",
                                Words.count(department.asked()),
                                department.requests().size()))
                        : "");
    }

    private String asked(Request request) {
        if (Replay.isReplay(request.file())) {
            return words.text("request.replay");
        }
        return words.text("request."
                + (request.status().equals("refused") || request.status().equals("missing")
                        ? request.status()
                        : "rows"));
    }

    private String reasons() {
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
                + (refusals.size() > REASONS_SHOWN
                        ? Markup.note(words.text("shown", refusals.size(), REASONS_SHOWN))
                        : "");
    }

    private String trends() {
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
