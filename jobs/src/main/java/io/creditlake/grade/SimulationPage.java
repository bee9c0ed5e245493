package io.creditlake.grade;

import static io.creditlake.html.Html.escaped;

import io.creditlake.grade.SimulationResult.Cell;
import io.creditlake.grade.SimulationResult.Mover;
import io.creditlake.grade.SimulationResult.Reason;
import io.creditlake.html.Html;
import io.creditlake.standards.Industries;
import io.creditlake.standards.Regions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A simulation as one HTML page that loads nothing and runs no script, with the matrix as a heat map, in the style of the
 * report. Every text from outside is escaped.
 */
public final class SimulationPage {
    /** Least and most of the colour that a cell is mixed with, in per cent. */
    private static final int PALEST = 14;

    private static final int DEEPEST = 48;

    private static final String OWN = "section + section { margin-top: 28px; } .scroll + h3 { margin-top: 16px; }"
            + " .heat { width: auto; } .heat td { min-width: 64px; } .heat thead td { background: none; }";

    private final SimulationResult result;
    private final SimulationWords words;

    private SimulationPage(SimulationResult result, SimulationWords words) {
        this.result = result;
        this.words = words;
    }

    /**
     * The page. Equal arguments make equal pages.
     *
     * @param release name of the release it was computed from; empty for a lake without any
     * @param locale Chinese, or anything else for English
     */
    public static String of(
            SimulationResult result, String release, Locale locale, Regions regions, Industries industries) {
        SimulationWords words = new SimulationWords(locale, regions, industries);
        return Html.filled(
                Html.resource("/report/subject.html"),
                Map.of(
                        "lang",
                        locale.equals(Locale.CHINESE) ? "zh-CN" : "en",
                        "title",
                        escaped(words.say("title")),
                        "style",
                        Html.resource("/report/page.css"),
                        "own",
                        OWN,
                        "skip",
                        escaped(words.say("skip")),
                        "head",
                        "<p class=\"over\">" + escaped(words.say("title")) + "</p><h1>"
                                + escaped(words.head(result)) + "</h1><p class=\"note\">"
                                + escaped(words.moved(result)) + "</p>",
                        "main",
                        new SimulationPage(result, words).main(),
                        "foot",
                        "<p>" + escaped(words.say("foot", release)) + "</p>"));
    }

    private String main() {
        String facets = SimulationWords.facets().stream().map(this::facet).collect(Collectors.joining());
        return section("matrix", "<p class=\"note\">" + escaped(words.say("matrix.note")) + "</p>" + matrix())
                + facets
                + section("reasons", reasons(false) + reasons(true))
                + section("movers", movers());
    }

    private String section(String key, String content) {
        return "<section><h2>" + escaped(words.say(key)) + "</h2><div class=\"card\">" + content + "</div></section>";
    }

    private String matrix() {
        Map<List<Optional<String>>, Long> matrix = SimulationWords.matrix(result);
        List<Optional<String>> across =
                SimulationWords.axis(result.other(), matrix.keySet().stream().map(pair -> pair.get(1)));
        List<Optional<String>> down =
                SimulationWords.axis(result.now(), matrix.keySet().stream().map(pair -> pair.get(0)));
        long most = matrix.entrySet().stream()
                .filter(e -> !e.getKey().get(0).equals(e.getKey().get(1)))
                .mapToLong(Map.Entry::getValue)
                .max()
                .orElse(1);
        StringBuilder rows = new StringBuilder();
        for (Optional<String> now : down) {
            rows.append("<tr><th scope=\"row\">")
                    .append(escaped(words.grade(now)))
                    .append("</th>");
            for (Optional<String> other : across) {
                long subjects = matrix.getOrDefault(List.of(now, other), 0L);
                rows.append(cell(new Cell("all", "", now, other, subjects), most));
            }
            rows.append("</tr>");
        }
        String heads = across.stream().map(grade -> head(words.grade(grade))).collect(Collectors.joining());
        return frame(
                "matrix",
                "<table class=\"heat\"><thead><tr>" + head("") + heads + "</tr></thead><tbody>" + rows
                        + "</tbody></table>");
    }

    private String cell(Cell cell, long most) {
        if (cell.subjects() == 0) {
            return "<td></td>";
        }
        if (cell.now().equals(cell.other())) {
            return "<td class=\"same\">" + cell.subjects() + "</td>";
        }
        long weight = PALEST + Math.round((DEEPEST - PALEST) * Math.sqrt((double) cell.subjects() / most));
        int steps = result.steps(cell);
        String tone = steps > 0 ? "accepted" : steps < 0 ? "quarantined" : "duplicate";
        return "<td style=\"background:color-mix(in srgb, var(--" + tone + ") " + weight + "%, var(--card))\">"
                + cell.subjects() + "</td>";
    }

    private String facet(String facet) {
        StringBuilder rows = new StringBuilder();
        result.groups(facet).forEach((value, cells) -> {
            long up = result.direction(cells, 1);
            long fall = result.direction(cells, -1);
            rows.append("<tr><th scope=\"row\">")
                    .append(escaped(words.group(facet, value)))
                    .append("</th>")
                    .append(number(SimulationResult.count(cells)))
                    .append(number(up))
                    .append(number(fall))
                    .append("</tr>");
        });
        String heads = head(words.say("column.value"))
                + numberHead("column.subjects")
                + numberHead("column.up")
                + numberHead("column.down");
        return section("facet." + facet, table("facet." + facet, heads, rows.toString()));
    }

    private String reasons(boolean up) {
        List<Reason> own = result.reasons().stream().filter(r -> r.up() == up).toList();
        String key = up ? "reasons.up" : "reasons.down";
        String rows = own.stream()
                .map(r -> "<tr><td class=\"text\">" + escaped(r.title()) + "<span class=\"sub\">"
                        + escaped(r.indicator()) + "</span></td>" + number(r.subjects()) + "<td class=\"num\">"
                        + escaped(SimulationWords.signed(r.points())) + "</td></tr>")
                .collect(Collectors.joining());
        String heads =
                head(words.say("column.indicator")) + numberHead("column.subjects") + numberHead("column.points");
        return "<h3>" + escaped(words.say(key)) + "</h3>" + (own.isEmpty() ? nobody() : table(key, heads, rows));
    }

    private String movers() {
        if (result.movers().isEmpty()) {
            return nobody();
        }
        String heads = head(words.say("column.subject"))
                + head(words.say("column.now"))
                + head(words.say("column.other"))
                + head(words.say("column.changes"));
        return table("movers", heads, result.movers().stream().map(this::mover).collect(Collectors.joining()));
    }

    private String mover(Mover m) {
        String changes = words.changes(m).stream()
                .map(change -> "<span class=\"sub\">" + escaped(change) + "</span>")
                .collect(Collectors.joining());
        return "<tr><td class=\"text\">" + escaped(m.name()) + "<span class=\"sub\">"
                + escaped(m.uscc().isEmpty() ? "#" + m.subjectId() : m.uscc()) + "</span></td>"
                + "<td>" + escaped(m.now()) + "<span class=\"sub\">"
                + m.scoreNow().toPlainString() + "</span></td>"
                + "<td>" + escaped(m.other()) + "<span class=\"sub\">"
                + m.scoreOther().toPlainString()
                + "</span></td><td class=\"text\">" + changes + "</td></tr>";
    }

    private String nobody() {
        return "<p class=\"empty\">" + escaped(words.say("none")) + "</p>";
    }

    private String table(String name, String heads, String rows) {
        return frame(name, "<table><thead><tr>" + heads + "</tr></thead><tbody>" + rows + "</tbody></table>");
    }

    /** A wide table scrolls inside its own frame, which the keyboard can reach. */
    private String frame(String name, String table) {
        return "<div class=\"scroll free\" tabindex=\"0\" role=\"group\" aria-label=\"" + escaped(words.say(name))
                + "\">" + table + "</div>";
    }

    private static String head(String text) {
        return text.isEmpty() ? "<td></td>" : "<th scope=\"col\">" + escaped(text) + "</th>";
    }

    private String numberHead(String key) {
        return "<th scope=\"col\" class=\"num\">" + escaped(words.say(key)) + "</th>";
    }

    private static String number(long count) {
        return "<td class=\"num\">" + count + "</td>";
    }
}
