package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import java.math.BigDecimal;

/**
 * A cell of a table.
 *
 * @param markup what it holds
 * @param kind its class: {@code num} for figures, {@code text} for what may break into lines, or none
 */
record Cell(String markup, String kind) {

    /** A short text. */
    static Cell of(String text) {
        return new Cell(escaped(text), "");
    }

    /** A text that may break into lines. */
    static Cell text(String text) {
        return new Cell(escaped(text), "text");
    }

    /** A text with smaller type under it. */
    static Cell text(String text, String under) {
        return new Cell(escaped(text) + (under.isEmpty() ? "" : Markup.sub(escaped(under))), "text");
    }

    /** Markup that may break into lines. */
    static Cell markup(String markup) {
        return new Cell(markup, "text");
    }

    /** A name of the lake. */
    static Cell code(String text) {
        return new Cell(Markup.code(text), "");
    }

    /** A date, a number or what stands like one. */
    static Cell figure(String text) {
        return new Cell(escaped(text), "num");
    }

    static Cell count(long number) {
        return new Cell(number == 0 ? "<span class=\"zero\">0</span>" : Words.count(number), "num");
    }

    static Cell share(long part, long whole) {
        return figure(Words.share(part, whole));
    }

    static Cell points(BigDecimal points) {
        return figure(Words.signed(points));
    }
}
