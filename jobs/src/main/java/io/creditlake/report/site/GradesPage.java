package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.Chapter;
import io.creditlake.report.ReportData;
import io.creditlake.report.ReportData.Move;
import io.creditlake.report.ReportData.Standing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The grades of the policies that everybody may see: how they lie, how they moved, and what they rest on. */
final class GradesPage {
    private final Words words;
    private final Reference reference;
    private final SiteCounts counts;
    private final ReportData data;

    GradesPage(Words words, Reference reference, SiteCounts counts, ReportData data) {
        this.words = words;
        this.reference = reference;
        this.counts = counts;
        this.data = data;
    }

    Page page() {
        List<String> policies = policies(data);
        if (policies.isEmpty()) {
            return Page.of(
                    Chapter.GRADES,
                    words,
                    Markup.card("", words.text("grades.title"), Markup.empty(words.text("grades.none"))));
        }
        return Page.of(
                Chapter.GRADES, words, policies.stream().map(this::section).toArray(String[]::new));
    }

    /** The policies with grades, that with the most subjects first. */
    static List<String> policies(ReportData data) {
        Map<String, Long> subjects = new TreeMap<>();
        data.before().forEach(b -> subjects.putIfAbsent(b.policy(), 0L));
        data.standing().forEach(s -> subjects.merge(s.policy(), s.subjects(), Long::sum));
        return subjects.keySet().stream()
                .sorted(Comparator.comparing((String policy) -> subjects.get(policy))
                        .reversed())
                .toList();
    }

    private String section(String policy) {
        GradeScale scale = scale(policy);
        return Markup.section(
                "policy-" + policy,
                words.policy(policy),
                Markup.grid(
                        Markup.card("half", words.text("grades.distribution"), distribution(policy, scale)),
                        Markup.card("half", words.text("grades.moves"), moves(policy, scale)),
                        Markup.card(
                                "",
                                words.text("grades.kinds"),
                                byKey("kind", policy, scale, Standing::kind, k -> words.word("kind", k))),
                        Markup.card(
                                "",
                                words.text("grades.sections"),
                                byKey("section", policy, scale, Standing::section, this::industry)),
                        new GradeReasons(words, reference, policy, counts).cards(data.causes())));
    }

    private GradeScale scale(String policy) {
        Set<String> met = new TreeSet<>();
        data.standing().stream().filter(s -> s.policy().equals(policy)).forEach(s -> met.add(s.grade()));
        data.before().stream().filter(b -> b.policy().equals(policy)).forEach(b -> met.add(b.grade()));
        for (Move move : data.moves()) {
            if (move.policy().equals(policy)) {
                met.add(move.to());
                if (move.from() != null) {
                    met.add(move.from());
                }
            }
        }
        return GradeScale.of(reference.inForce(policy), met);
    }

    private String distribution(String policy, GradeScale scale) {
        Map<String, Long> now = new HashMap<>();
        data.standing().stream()
                .filter(s -> s.policy().equals(policy))
                .forEach(s -> now.merge(s.grade(), s.subjects(), Long::sum));
        Map<String, Long> before = new HashMap<>();
        data.before().stream()
                .filter(b -> b.policy().equals(policy))
                .forEach(b -> before.merge(b.grade(), b.subjects(), Long::sum));
        long all = now.values().stream().mapToLong(n -> n).sum();
        Table table = new Table(words.policy(policy) + " · " + words.text("grades.distribution"))
                .texts(words.text("col.grade"), words.text("col.category"))
                .figures(
                        words.text("col.subjects"),
                        words.text("col.share"),
                        words.text("grades.before"),
                        words.text("grades.change"));
        for (String grade : scale.grades()) {
            long subjects = now.getOrDefault(grade, 0L);
            long old = before.getOrDefault(grade, 0L);
            String category =
                    reference.inForce(policy).flatMap(v -> v.category(grade)).orElse("");
            table.row(
                    GradeScale.cell(grade),
                    Cell.markup(escaped(category) + Markup.bar(subjects, all)),
                    Cell.count(subjects),
                    Cell.share(subjects, all),
                    Cell.count(old),
                    Cell.points(BigDecimal.valueOf(subjects - old)));
        }
        return scale.bar(now) + table.html(words.text("grades.none"));
    }

    private String moves(String policy, GradeScale scale) {
        List<Move> moves =
                data.moves().stream().filter(m -> m.policy().equals(policy)).toList();
        if (moves.isEmpty()) {
            return Markup.empty(words.text("grades.moves.none"));
        }
        Map<String, Long> cells = new HashMap<>();
        moves.forEach(m -> cells.merge(m.from() + ">" + m.to(), m.subjects(), Long::sum));
        long most = moves.stream()
                .filter(m -> m.from() != null)
                .mapToLong(Move::subjects)
                .max()
                .orElse(1);
        Table table = new Table(words.policy(policy) + " · " + words.text("grades.moves.caption"))
                .styled("heat")
                .texts(words.text("grades.from"));
        scale.grades().forEach(table::texts);
        for (String from : scale.grades()) {
            table.row(heat(from, scale, cells, most));
        }
        if (moves.stream().anyMatch(m -> m.from() == null)) {
            List<Cell> fresh = new ArrayList<>(List.of(Cell.of(words.text("grades.new"))));
            scale.grades().forEach(to -> fresh.add(heatCell(cells.getOrDefault("null>" + to, 0L), "", 0)));
            table.row(fresh);
        }
        return Markup.note(words.text("grades.moves.caption")) + table.html(words.text("grades.moves.none"));
    }

    private static List<Cell> heat(String from, GradeScale scale, Map<String, Long> cells, long most) {
        List<Cell> row = new ArrayList<>(List.of(Cell.of(from)));
        for (String to : scale.grades()) {
            boolean better = scale.grades().indexOf(to) < scale.grades().indexOf(from);
            long subjects = cells.getOrDefault(from + ">" + to, 0L);
            row.add(
                    from.equals(to)
                            ? new Cell("·", "same")
                            : heatCell(
                                    subjects,
                                    better ? "accepted" : "quarantined",
                                    14 + Math.round(34 * Math.sqrt((double) subjects / most))));
        }
        return row;
    }

    /** The colour lies in the cell and not in its ground, so that a cell of a table needs no style of its own. */
    private static Cell heatCell(long subjects, String colour, long weight) {
        if (subjects == 0) {
            return Cell.of("");
        }
        String style = colour.isEmpty()
                ? ""
                : " style=\"background:color-mix(in srgb, var(--%s) %d%%, var(--card))\"".formatted(colour, weight);
        return new Cell("<span class=\"heat-cell\"" + style + ">" + Words.count(subjects) + "</span>", "");
    }

    private String byKey(
            String part,
            String policy,
            GradeScale scale,
            Function<Standing, String> keyOf,
            Function<String, String> name) {
        SortedMap<String, Map<String, Long>> keys = new TreeMap<>();
        data.standing().stream().filter(s -> s.policy().equals(policy)).forEach(s -> keys.computeIfAbsent(
                        keyOf.apply(s), k -> new HashMap<>())
                .merge(s.grade(), s.subjects(), Long::sum));
        Table table = new Table(words.policy(policy) + " · " + words.text("grades." + part + "s"))
                .texts(words.text("col." + part))
                .figures(words.text("col.subjects"));
        scale.grades().forEach(table::figures);
        keys.forEach((key, subjects) -> {
            List<Cell> cells = new ArrayList<>();
            cells.add(Cell.markup(escaped(name.apply(key)) + scale.bar(subjects)));
            cells.add(Cell.count(GradeScale.count(subjects, scale.grades())));
            scale.grades().forEach(grade -> cells.add(Cell.count(subjects.getOrDefault(grade, 0L))));
            table.row(cells);
        });
        return table.html(words.text("grades.none"));
    }

    private String industry(String section) {
        if (section.isEmpty()) {
            return words.text("section.none");
        }
        return section + " " + words.section(section, reference.sections().getOrDefault(section, section));
    }
}
