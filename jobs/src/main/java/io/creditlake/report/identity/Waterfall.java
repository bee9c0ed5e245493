package io.creditlake.report.identity;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.identity.Match.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The weights of a match as an SVG: a bar from where the total stood to where a comparison takes it, from the prior to
 * the total, across the bounds from which on something follows.
 */
final class Waterfall {
    private static final int WIDTH = 760;
    private static final int LEFT = 236;
    private static final int RIGHT = 76;
    private static final int TOP = 30;
    private static final int ROW = 28;
    private static final int BAR = 16;
    private static final int MOST_TICKS = 8;

    private final Match match;
    private final Words words;
    private final double low;
    private final double high;
    private final int bottom;
    private final StringBuilder out = new StringBuilder();

    private Waterfall(Match match, Words words) {
        this.match = match;
        this.words = words;
        List<Double> reached = new ArrayList<>(List.of(0.0, match.prior(), match.total()));
        double running = match.prior();
        for (Step step : match.steps()) {
            running += step.weight();
            reached.add(running);
        }
        match.bounds().ifPresent(b -> reached.addAll(List.of(b.review(), b.link())));
        this.low = reached.stream().min(Double::compare).orElseThrow();
        this.high = Math.max(low + 1, reached.stream().max(Double::compare).orElseThrow());
        this.bottom = TOP + ROW * (match.steps().size() + 2);
    }

    /**
     * The picture.
     *
     * @param id unique in the page, for the names of its title and description
     */
    static String svg(Match match, Words words, String id) {
        return new Waterfall(match, words).draw(id);
    }

    /** What the picture shows, in words. */
    static String described(Match match, Words words) {
        String steps = match.steps().stream()
                .map(s -> words.word("comparison", s.comparison()) + " (" + words.word("level", s.level()) + ") "
                        + Words.bits(s.weight()))
                .collect(Collectors.joining("; "));
        return words.text("prior") + " " + Words.bits(match.prior()) + "; " + steps + "; " + words.total(match);
    }

    private String draw(String id) {
        out.append("<svg class=\"waterfall\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\">"
                .formatted(WIDTH, bottom + 40, id, id));
        out.append("<title id=\"%s-t\">%s</title>"
                .formatted(id, escaped(words.text("weights.of", words.text("rule.match", match.model())))));
        out.append("<desc id=\"%s-d\">%s</desc>".formatted(id, escaped(described(match, words))));
        axis();
        match.bounds().ifPresent(b -> {
            bound(b.review(), "review", "end", -4);
            bound(b.link(), "link", "start", 4);
        });
        double running = match.prior();
        bar(0, 0, running, "prior", words.text("prior"), "");
        int row = 1;
        for (Step step : match.steps()) {
            double next = running + step.weight();
            connect(row, running);
            bar(
                    row++,
                    running,
                    next,
                    step.weight() < 0 ? "against" : "for",
                    words.word("comparison", step.comparison()),
                    words.word("level", step.level()));
            running = next;
        }
        connect(row, running);
        bar(row, 0, match.total(), "total", words.text("total"), "");
        return out.append("</svg>").toString();
    }

    private void axis() {
        double step = 1;
        for (int i = 0; (high - low) / step > MOST_TICKS; i++) {
            step *= i % 3 == 1 ? 2.5 : 2;
        }
        for (long n = (long) Math.ceil(low / step); n * step <= high; n++) {
            double tick = n * step;
            line(x(tick), TOP, x(tick), bottom, tick == 0 ? "zero" : "grid");
            String label = String.format(Locale.ROOT, "%.0f", tick).replace('-', '\u2212');
            text(x(tick), bottom + 15, "middle", "soft", label);
        }
        text(x((low + high) / 2), bottom + 33, "middle", "soft", words.text("axis"));
    }

    private void bar(int row, double from, double to, String kind, String name, String level) {
        double y = TOP + ROW * row + (ROW - BAR) / 2.0;
        double left = x(Math.min(from, to));
        double right = Math.max(x(Math.max(from, to)), left + 1);
        out.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" rx=\"2\"/>"
                .formatted(kind, number(left), number(y), number(right - left), BAR));
        double base = y + BAR - 4;
        out.append("<text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s".formatted(LEFT - 16, number(base), escaped(name)));
        if (!level.isEmpty()) {
            out.append("<tspan class=\"soft\" dx=\"6\">").append(escaped(level)).append("</tspan>");
        }
        out.append("</text>");
        text(right + 6, base, "start", "value", Words.bits(to - from));
    }

    private void connect(int row, double running) {
        double y = TOP + ROW * row;
        line(x(running), y - (ROW - BAR) / 2.0, x(running), y + (ROW - BAR) / 2.0, "step");
    }

    private void bound(double at, String kind, String anchor, int shift) {
        line(x(at), TOP - 6, x(at), bottom, "bound " + kind);
        text(x(at) + shift, TOP - 12, anchor, kind + "-label", words.text("bound." + kind, Words.bits(at)));
    }

    private double x(double bits) {
        return LEFT + (bits - low) / (high - low) * (WIDTH - LEFT - RIGHT);
    }

    private void line(double x1, double y1, double x2, double y2, String kind) {
        out.append("<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
                .formatted(kind, number(x1), number(y1), number(x2), number(y2)));
    }

    private void text(double x, double y, String anchor, String kind, String text) {
        out.append("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(kind, number(x), number(y), anchor, escaped(text)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
