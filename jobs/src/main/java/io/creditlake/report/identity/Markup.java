package io.creditlake.report.identity;

import static io.creditlake.html.Html.escaped;

import java.util.List;

/** The pieces of the page, in the style of the report. */
final class Markup {
    private Markup() {}

    static String card(String content) {
        return "<div class=\"card\">" + content + "</div>";
    }

    /** A head of a card: a text, and a code beside it when there is one. */
    static String head(String text, String code) {
        return "<h3>" + escaped(text) + (code.isEmpty() ? "" : code(code)) + "</h3>";
    }

    static String paragraph(String kind, String text) {
        return "<p" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + ">" + escaped(text) + "</p>";
    }

    static String code(String text) {
        return "<span class=\"code\">" + escaped(text) + "</span>";
    }

    /** A wide table or picture scrolls inside its own frame, which the keyboard can reach. */
    static String frame(String name, String content) {
        return "<div class=\"scroll free\" tabindex=\"0\" role=\"group\" aria-label=\"" + escaped(name) + "\">"
                + content + "</div>";
    }

    /**
     * A table.
     *
     * @param kind its class; empty for none
     * @param caption for those who hear the page
     * @param heads its head, as {@link #headCell} makes it
     * @param rows its rows
     */
    static String table(String kind, String caption, String heads, String rows) {
        return "<table" + (kind.isEmpty() ? "" : " class=\"" + kind + "\"") + "><caption><span class=\"unseen\">"
                + escaped(caption) + "</span></caption><thead><tr>" + heads + "</tr></thead><tbody>" + rows
                + "</tbody></table>";
    }

    static String headCell(String text, boolean figures) {
        return "<th scope=\"col\"" + (figures ? " class=\"num\"" : "") + ">" + escaped(text) + "</th>";
    }

    /** A row of cells that are markup already. */
    static String row(List<String> cells) {
        return "<tr><td>" + String.join("</td><td>", cells) + "</td></tr>";
    }
}
