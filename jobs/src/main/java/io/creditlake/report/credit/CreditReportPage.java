package io.creditlake.report.credit;

import static io.creditlake.html.Html.escaped;

import io.creditlake.html.Html;
import io.creditlake.report.Language;
import io.creditlake.report.credit.Sheet.Block;
import io.creditlake.report.credit.Sheet.Fact;
import io.creditlake.report.credit.Sheet.Facts;
import io.creditlake.report.credit.Sheet.Part;
import io.creditlake.report.credit.Sheet.Rows;
import io.creditlake.report.credit.Sheet.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A report as one HTML page that loads nothing and runs no script, in the style of the other pages, for the screen and for
 * paper. Every text from outside is escaped.
 */
public final class CreditReportPage {
    private CreditReportPage() {}

    /** The page. Equal arguments make equal pages. */
    public static String of(CreditReport report, Seal seal, Language language) {
        Sheet sheet = CreditReportSheet.of(report, seal, language);
        return Html.filled(
                Html.resource("/report/subject.html"),
                Map.of(
                        "lang", language.tag(),
                        "title", escaped(sheet.title() + " · " + sheet.name()),
                        "style", Html.resource("/report/page.css"),
                        "own", Html.resource("/report/credit.css"),
                        "skip", escaped(language.texts("credit.").get("skip")),
                        "head", head(sheet),
                        "main",
                                sheet.parts().stream()
                                        .map(CreditReportPage::part)
                                        .collect(Collectors.joining("\n")),
                        "foot",
                                sheet.foot().stream()
                                        .map(CreditReportPage::paragraph)
                                        .collect(Collectors.joining())));
    }

    private static String head(Sheet sheet) {
        return "<p class=\"over\">" + escaped(sheet.title()) + "</p><div class=\"headline\"><h1>"
                + escaped(sheet.name()) + "</h1></div>" + facts(sheet.seal(), "facts seal");
    }

    private static String part(Part part) {
        return "<section><h2>" + escaped(part.heading()) + "</h2>"
                + part.blocks().stream().map(CreditReportPage::block).collect(Collectors.joining("\n")) + "</section>";
    }

    private static String block(Block block) {
        if (block instanceof Rows rows) {
            return card(rows.title(), rows.note(), table(rows));
        }
        if (block instanceof Facts facts) {
            return card(facts.title(), facts.note(), facts(facts.facts(), "pairs"));
        }
        return "<div class=\"card\">" + paragraph(((Text) block).text()) + "</div>";
    }

    private static String card(String title, String note, String content) {
        return "<div class=\"card\">" + (title.isEmpty() ? "" : "<h3>" + escaped(title) + "</h3>")
                + (note.isEmpty() ? "" : "<p class=\"note\">" + escaped(note) + "</p>") + content + "</div>";
    }

    private static String facts(List<Fact> facts, String style) {
        return facts.isEmpty()
                ? ""
                : facts.stream()
                        .map(f -> "<div><dt>" + escaped(f.label()) + "</dt><dd>" + escaped(f.value()) + "</dd></div>")
                        .collect(Collectors.joining("", "<dl class=\"" + style + "\">", "</dl>"));
    }

    private static String table(Rows rows) {
        String head = rows.head().stream()
                .map(h -> "<th scope=\"col\">" + escaped(h) + "</th>")
                .collect(Collectors.joining());
        String body = rows.rows().stream()
                .map(row -> row.stream()
                        .map(cell -> "<td>" + escaped(cell) + "</td>")
                        .collect(Collectors.joining("", "<tr>", "</tr>")))
                .collect(Collectors.joining("\n"));
        return "<table><caption class=\"unseen\">" + escaped(rows.title()) + "</caption><thead><tr>" + head
                + "</tr></thead><tbody>" + body + "</tbody></table>";
    }

    private static String paragraph(String text) {
        return "<p>" + escaped(text) + "</p>";
    }
}
