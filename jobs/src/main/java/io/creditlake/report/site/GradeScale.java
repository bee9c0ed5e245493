package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.policy.GradeBand;
import io.creditlake.policy.PolicyVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The grades of a policy from best to worst, in the colours that the night's page gives them.
 *
 * @param grades the grades
 * @param best those of the best class of the policy in force
 * @param worst those of its worst class
 */
record GradeScale(List<String> grades, List<String> best, List<String> worst) {
    private static final Map<String, String> COLOURS = Map.ofEntries(
            Map.entry("A+", "aplus"),
            Map.entry("A", "a"),
            Map.entry("A-", "aminus"),
            Map.entry("B+", "aminus"),
            Map.entry("B", "b"),
            Map.entry("B-", "b"),
            Map.entry("C+", "c"),
            Map.entry("C", "c"),
            Map.entry("C-", "cminus"),
            Map.entry("D+", "cminus"),
            Map.entry("D", "d"),
            Map.entry("D-", "dminus"),
            Map.entry("E", "dminus"));

    /**
     * The grades of a policy.
     *
     * @param version the version in force; without one grades are in the order of their letters
     * @param met grades that subjects have, of whatever version
     */
    static GradeScale of(Optional<PolicyVersion> version, Collection<String> met) {
        List<String> grades = new ArrayList<>(version.map(PolicyVersion::grades).orElse(List.of()));
        for (String grade : new TreeSet<>(met)) {
            if (!grades.contains(grade)) {
                grades.add(grade);
            }
        }
        List<GradeBand> bands = version.map(PolicyVersion::bands).orElse(List.of());
        return new GradeScale(
                List.copyOf(grades),
                bands.isEmpty() ? List.of() : sameClass(bands, bands.get(0)),
                bands.isEmpty() ? List.of() : sameClass(bands, bands.get(bands.size() - 1)));
    }

    private static List<String> sameClass(List<GradeBand> bands, GradeBand band) {
        return bands.stream()
                .filter(b -> b.category().equals(band.category()))
                .map(GradeBand::grade)
                .toList();
    }

    static String colour(String grade) {
        return COLOURS.getOrDefault(grade, "duplicate");
    }

    /** A grade with a spot of its colour. */
    static Cell cell(String grade) {
        return new Cell(
                "<span class=\"swatch\" style=\"background:var(--%s)\"></span>%s"
                        .formatted(colour(grade), escaped(grade)),
                "");
    }

    /** The shares of the grades as one bar; the figures stand beside it. */
    String bar(Map<String, Long> subjects) {
        long all = subjects.values().stream().mapToLong(n -> n).sum();
        StringBuilder bar = new StringBuilder("<span class=\"mix\" aria-hidden=\"true\">");
        for (String grade : grades) {
            long n = subjects.getOrDefault(grade, 0L);
            if (n > 0) {
                bar.append("<span style=\"width:%s%%;background:var(--%s)\"></span>"
                        .formatted(Markup.decimal(100.0 * n / all), colour(grade)));
            }
        }
        return bar.append("</span>").toString();
    }

    /** Subjects with some of the grades. */
    static long count(Map<String, Long> subjects, List<String> some) {
        return some.stream().mapToLong(g -> subjects.getOrDefault(g, 0L)).sum();
    }
}
