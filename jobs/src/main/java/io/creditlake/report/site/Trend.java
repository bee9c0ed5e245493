package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * The last nights as columns, each made of parts over one another. It is drawn by the style of the page, so that its
 * type keeps its size on a phone; beside it stands a table of the same figures.
 */
final class Trend {
    /** Nights of a trend, the night's own among them. */
    static final int NIGHTS = 30;

    private final Words words;
    private final LocalDate night;
    private final String title;
    private final List<String> names = new ArrayList<>();
    private final List<String> colours = new ArrayList<>();

    Trend(Words words, LocalDate night, String title) {
        this.words = words;
        this.night = night;
        this.title = title;
    }

    /** Adds a part, the lowest first. */
    Trend part(String name, String colour) {
        names.add(name);
        colours.add(colour);
        return this;
    }

    /**
     * The columns and their table.
     *
     * @param nights figures of the parts by night, in the order of the parts; a night without any may be left out
     */
    String html(SortedMap<LocalDate, long[]> nights) {
        if (nights.isEmpty()) {
            return Markup.empty(words.text("none"));
        }
        long most = nights.values().stream()
                .mapToLong(parts -> Arrays.stream(parts).sum())
                .max()
                .orElse(0);
        StringBuilder columns = new StringBuilder();
        Table table = new Table(title).texts(words.text("trend.night"));
        names.forEach(table::figures);
        for (LocalDate day = night.minusDays(NIGHTS - 1L); !day.isAfter(night); day = day.plusDays(1)) {
            long[] parts = nights.getOrDefault(day, new long[names.size()]);
            columns.append(column(parts, most));
            if (nights.containsKey(day)) {
                List<Cell> cells = new ArrayList<>(List.of(Cell.figure(day.toString())));
                Arrays.stream(parts).forEach(part -> cells.add(Cell.count(part)));
                table.row(cells);
            }
        }
        return legend()
                + "<div class=\"trend\" role=\"img\" aria-label=\"%s\"><span class=\"most\">%s</span><div class=\"plot\">%s</div><div class=\"days\"><span>%s</span><span>%s</span></div></div>"
                        .formatted(
                                escaped(words.text("trend.picture", title, Words.count(most))),
                                Words.count(most),
                                columns,
                                night.minusDays(NIGHTS - 1L),
                                night)
                + Markup.folded(words.text("data") + " · " + title, table.html(words.text("none")));
    }

    private String legend() {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < names.size(); i++) {
            legend.append("<li><span class=\"swatch\" style=\"background:var(--%s)\"></span>%s</li>"
                    .formatted(colours.get(i), escaped(names.get(i))));
        }
        return legend.append("</ul>").toString();
    }

    private String column(long[] parts, long most) {
        StringBuilder column = new StringBuilder("<span>");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (parts[i] > 0) {
                column.append("<i style=\"height:%s%%;background:var(--%s)\"></i>"
                        .formatted(height(parts[i], most), colours.get(i)));
            }
        }
        return column.append("</span>").toString();
    }

    private static String height(long part, long most) {
        return BigDecimal.valueOf(Math.round(10_000.0 * part / most), 2).toPlainString();
    }
}
