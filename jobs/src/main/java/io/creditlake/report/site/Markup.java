package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import java.util.Locale;

/** The pieces of the pages, in the style of the night's page. What takes content takes markup, what takes text escapes it. */
final class Markup {
    /** Figures of a row that is full. */
    private static final int FULL = 8;

    private Markup() {}

    /** A section that links can lead to. */
    static String section(String id, String title, String... content) {
        return "<section id=\"%s\" aria-labelledby=\"%s-title\"><h2 id=\"%s-title\">%s</h2>%s</section>"
                .formatted(id, id, id, escaped(title), String.join("", content));
    }

    static String grid(String... cards) {
        return "<div class=\"grid\">" + String.join("", cards) + "</div>";
    }

    /**
     * A card.
     *
     * @param size its width from 1100 pixels on: {@code half}, {@code third}, {@code two-thirds}; empty for all of it
     */
    static String card(String size, String title, String... content) {
        return "<div class=\"card%s\"><div class=\"top\"><h3>%s</h3></div>%s</div>"
                .formatted(size.isEmpty() ? "" : " " + size, escaped(title), String.join("", content));
    }

    static String note(String text) {
        return "<p class=\"note\">" + escaped(text) + "</p>";
    }

    static String empty(String text) {
        return "<p class=\"empty\">" + escaped(text) + "</p>";
    }

    static String sub(String content) {
        return "<span class=\"sub\">" + content + "</span>";
    }

    static String code(String text) {
        return "<span class=\"code\">" + escaped(text) + "</span>";
    }

    /** A mark, whose mood is one of those of the style sheet, or none. */
    static String pill(String text, String mood) {
        return "<span class=\"pill " + mood + "\">" + escaped(text) + "</span>";
    }

    static String link(String address, String text) {
        return "<a href=\"" + escaped(address) + "\">" + escaped(text) + "</a>";
    }

    /** A figure of a head: its name, its value and a remark. */
    static String key(String name, String value, String remark) {
        return "<div><dt>%s</dt><dd class=\"value\">%s</dd><dd class=\"note\">%s</dd></div>"
                .formatted(escaped(name), escaped(value), escaped(remark));
    }

    static String keys(String name, String... keys) {
        return "<dl class=\"keys" + (keys.length < FULL ? " few" : "") + "\" aria-label=\"" + escaped(name) + "\">"
                + String.join("", keys) + "</dl>";
    }

    /** A fact of a list of facts. */
    static String fact(String name, String markup) {
        return "<div><dt>%s</dt><dd>%s</dd></div>".formatted(escaped(name), markup);
    }

    static String facts(String... facts) {
        return "<dl class=\"facts\">" + String.join("", facts) + "</dl>";
    }

    /** What is shown when the reader asks for it. */
    static String folded(String summary, String content) {
        return "<details><summary>" + escaped(summary) + "</summary>" + content + "</details>";
    }

    /** A bar that shows a part of a whole; a figure stands beside it. */
    static String bar(long part, long whole) {
        double width = whole == 0 ? 0 : 100.0 * part / whole;
        return "<span class=\"bar\" aria-hidden=\"true\"><span style=\"width:%s%%\"></span></span>"
                .formatted(decimal(width));
    }

    /** A number of a style, whatever the language. */
    static String decimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
