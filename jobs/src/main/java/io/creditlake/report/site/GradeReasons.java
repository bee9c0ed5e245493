package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.policy.DirectRule;
import io.creditlake.report.ReportData.Cause;
import io.creditlake.report.site.SiteCounts.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the grades of a policy rest on: the indicators that give and take most, direct rules, and what moved grades. */
final class GradeReasons {
    private static final int REASONS_SHOWN = 15;

    private final Words words;
    private final Reference reference;
    private final String policy;
    private final List<Count> counts;

    GradeReasons(Words words, Reference reference, String policy, SiteCounts counts) {
        this.words = words;
        this.reference = reference;
        this.policy = policy;
        this.counts =
                counts.part("reason").stream().filter(c -> c.a().equals(policy)).toList();
    }

    /** The cards; {@code causes} are those of every policy. */
    String cards(List<Cause> causes) {
        return Markup.card("half", words.text("grades.up"), reasons(c -> c.p().signum() > 0, "grades.up"))
                + Markup.card("half", words.text("grades.down"), reasons(c -> c.p().signum() < 0, "grades.down"))
                + Markup.card("half", words.text("grades.direct"), direct())
                + Markup.card("half", words.text("grades.causes"), causes(causes));
    }

    private String reasons(Predicate<Count> direction, String title) {
        Table table = new Table(words.policy(policy) + " · " + words.text(title))
                .texts(words.text("col.indicator"))
                .figures(words.text("col.subjects"), words.text("col.points"));
        List<Count> reasons = counts.stream()
                .filter(direction)
                .sorted(Comparator.comparing(Count::n).reversed())
                .limit(REASONS_SHOWN)
                .toList();
        long most = reasons.stream().mapToLong(Count::n).max().orElse(0);
        for (Count count : reasons) {
            String limit = count.c().equals("limit") ? " · " + words.text("grades.limit") : "";
            table.row(
                    Cell.markup(escaped(words.indicator(policy, count.b()) + limit) + Markup.bar(count.n(), most)),
                    Cell.count(count.n()),
                    Cell.points(count.p()));
        }
        return table.html(words.text("grades.reasons.none"));
    }

    private String direct() {
        Table table = new Table(words.policy(policy) + " · " + words.text("grades.direct"))
                .texts(words.text("col.indicator"), words.text("col.grade"))
                .figures(words.text("col.subjects"));
        for (Count count : counts) {
            if (count.c().equals("direct")) {
                Optional<DirectRule> rule = reference.inForce(policy).flatMap(v -> v.directRule(count.b()));
                table.row(
                        Cell.text(rule.filter(r -> words.chinese())
                                .map(DirectRule::title)
                                .orElse(count.b())),
                        rule.map(r -> GradeScale.cell(r.grade())).orElse(Cell.of("–")),
                        Cell.count(count.n()));
            }
        }
        return table.html(words.text("grades.reasons.none"));
    }

    private String causes(List<Cause> causes) {
        Table table = new Table(words.policy(policy) + " · " + words.text("grades.causes"))
                .texts(words.text("col.indicator"))
                .figures(words.text("grades.rose"), words.text("grades.fell"));
        for (Cause cause : causes) {
            if (cause.policy().equals(policy)) {
                table.row(
                        Cell.text(words.indicator(policy, cause.indicator())),
                        Cell.count(cause.rose()),
                        Cell.count(cause.fell()));
            }
        }
        return table.html(words.text("grades.causes.none"));
    }
}
