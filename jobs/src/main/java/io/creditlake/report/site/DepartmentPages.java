package io.creditlake.report.site;

import io.creditlake.report.Chapter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The rankings of departments, and a page for each. */
final class DepartmentPages {
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
                Markup.section(
                        "tonight",
                        words.text("departments.tonight"),
                        Markup.card("", words.text("departments.rows"), tonight())),
                Markup.section(
                        "ranking",
                        words.text("departments.ranking"),
                        Markup.note(words.text("departments.ranking.note", Trend.NIGHTS)),
                        Markup.grid(
                                Markup.card("half", words.text("departments.quality"), quality()),
                                Markup.card("half", words.text("departments.timeliness"), timeliness())))));
        departments.forEach(department -> pages.add(new DepartmentPage(words, night, department).page()));
        return pages;
    }

    private String tonight() {
        Table table = rowsTable(words, words.text("departments.rows"), words.text("col.department"));
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
        return Markup.link(department.page() + words.language().suffix(), department.shownAs(words));
    }

    /** A table of what became of rows, whose first column says whose they are. */
    static Table rowsTable(Words words, String caption, String who) {
        return new Table(caption)
                .texts(who)
                .figures(Stream.of(
                                "files",
                                "read",
                                "accepted",
                                "duplicate",
                                "quarantined",
                                "quarantinedShare",
                                "due",
                                "late",
                                "lateShare")
                        .map(key -> words.text("col." + key))
                        .toArray(String[]::new));
    }

    /** A row of such a table. */
    static List<Cell> rowCells(Cell head, Rows rows) {
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
}
