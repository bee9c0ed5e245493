package io.creditlake.report.identity;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.identity.Match.Step;

/** A match on the page: what it comes to, the picture, and its figures in a table for those who do not see it. */
final class MatchFigure {
    private MatchFigure() {}

    /**
     * The markup.
     *
     * @param id unique in the page
     */
    static String of(Match match, Words words, String id) {
        String caption = words.text("weights.of", words.text("rule.match", match.model()));
        String gone = match.bounds().isPresent() ? "" : Markup.paragraph("note", words.text("match.gone"));
        return "<figure><figcaption>" + escaped(words.total(match)) + "</figcaption>"
                + Markup.frame(caption, Waterfall.svg(match, words, id)) + gone + "</figure>"
                + Markup.frame(caption + " · " + words.text("weights"), figures(match, words, caption));
    }

    private static String figures(Match match, Words words, String caption) {
        StringBuilder rows = new StringBuilder();
        double running = match.prior();
        rows.append(row(words.text("prior"), "", match.prior(), running));
        for (Step step : match.steps()) {
            running += step.weight();
            String name = words.word("comparison", step.comparison());
            rows.append(row(name, words.word("level", step.level()), step.weight(), running));
        }
        String heads = Markup.headCell(words.text("step"), false)
                + Markup.headCell(words.text("level"), false)
                + Markup.headCell(words.text("weight"), true)
                + Markup.headCell(words.text("sum"), true);
        return Markup.table("figures", caption, heads, rows.toString());
    }

    private static String row(String step, String level, double weight, double running) {
        return "<tr><th scope=\"row\">%s</th><td>%s</td><td class=\"num\">%s</td><td class=\"num\">%s</td></tr>"
                .formatted(escaped(step), escaped(level), Words.bits(weight), Words.bits(running));
    }
}
