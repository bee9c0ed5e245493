package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.lake.TableContract;
import io.creditlake.policy.Dimension;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.GradeBand;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Points;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Selection;
import io.creditlake.policy.Validity;
import io.creditlake.report.Chapter;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;

/** The policies in force that everybody may see the grades of: what gives which grade, and on which law it rests. */
final class PoliciesPage {
    private final Words words;
    private final Reference reference;

    PoliciesPage(Words words, Reference reference) {
        this.words = words;
        this.reference = reference;
    }

    Page page() {
        if (reference.policies().isEmpty()) {
            return Page.of(
                    Chapter.POLICIES,
                    words,
                    Markup.card("", words.text("policies.page"), Markup.empty(words.text("policies.none"))));
        }
        return Page.of(
                Chapter.POLICIES,
                words,
                reference.policies().stream()
                        .map(v -> new OfVersion(v).section())
                        .toArray(String[]::new));
    }

    /** One version, with the items of it that are marked as not the law's. */
    private final class OfVersion {
        private final PolicyVersion version;
        private final Set<String> illustrative;

        OfVersion(PolicyVersion version) {
            this.version = version;
            this.illustrative =
                    version.placeholders().stream().map(p -> p.item()).collect(Collectors.toSet());
        }

        String section() {
            String warning = illustrative.isEmpty()
                    ? ""
                    : "<p class=\"banner ours\">" + escaped(words.text("policy.illustrative", illustrative.size()))
                            + "</p>";
            return Markup.section(
                    "policy-" + version.policy(),
                    version.title(),
                    facts(),
                    warning,
                    Markup.grid(
                            Markup.card("half", words.text("policy.bands"), bands()),
                            Markup.card("half", words.text("policy.dimensions"), dimensions()),
                            Markup.card("", words.text("policy.indicators"), indicators()),
                            Markup.card("", words.text("policy.direct"), directRules())));
        }

        private String facts() {
            return Markup.facts(
                    Markup.fact(words.text("policy.id"), Markup.code(version.policy())),
                    Markup.fact(words.text("policy.from"), version.version()),
                    Markup.fact(words.text("policy.basis"), escaped(version.basis())),
                    Markup.fact(
                            words.text("policy.cadence"),
                            escaped(words.word("cadence", version.cadence().key()))),
                    Markup.fact(
                            words.text("policy.subjects"),
                            escaped(version.subjects().stream()
                                    .sorted()
                                    .map(kind -> words.word("kind", kind))
                                    .collect(Collectors.joining(words.chinese() ? "、" : ", ")))),
                    Markup.fact(
                            words.text("policy.industries"),
                            escaped(
                                    version.industries().isEmpty()
                                            ? words.text("policy.everyIndustry")
                                            : String.join(
                                                    " ",
                                                    version.industries().stream()
                                                            .sorted()
                                                            .toList()))),
                    Markup.fact(words.text("policy.base"), escaped(Words.points(version.base()))));
        }

        private String mark(String group, String id) {
            return illustrative.contains(group + " " + id) ? " " + Markup.pill(words.text("policy.ours"), "warn") : "";
        }

        private String bands() {
            Table table = new Table(version.title() + " · " + words.text("policy.bands"))
                    .texts(words.text("col.grade"), words.text("col.category"))
                    .figures(words.text("policy.lowest"), words.text("policy.below"));
            for (GradeBand band : version.bands()) {
                table.row(
                        GradeScale.cell(band.grade()),
                        Cell.markup(escaped(band.category()) + mark("grades", band.grade())),
                        Cell.figure(band.from().map(Words::points).orElse("–")),
                        Cell.figure(band.below().map(Words::points).orElse("–")));
            }
            return table.html(words.text("none"));
        }

        private String dimensions() {
            Table table = new Table(version.title() + " · " + words.text("policy.dimensions"))
                    .texts(words.text("policy.dimension"))
                    .figures(words.text("policy.cap"), words.text("policy.floor"));
            for (Dimension dimension : version.dimensions()) {
                table.row(
                        Cell.markup(escaped(dimension.title()) + mark("dimensions", dimension.id())),
                        Cell.figure(dimension.cap().map(Words::signed).orElse("–")),
                        Cell.figure(dimension.floor().map(Words::signed).orElse("–")));
            }
            return table.html(words.text("none"));
        }

        private String indicators() {
            Table table = new Table(version.title() + " · " + words.text("policy.indicators"))
                    .texts(
                            words.text("col.indicator"),
                            words.text("policy.dimension"),
                            words.text("col.points"),
                            words.text("policy.counted"),
                            words.text("policy.basis"));
            for (Indicator indicator : version.indicators()) {
                table.row(
                        Cell.markup(escaped(indicator.title())
                                + mark("indicators", indicator.id())
                                + Markup.sub(Markup.code(indicator.id()))),
                        Cell.of(dimension(indicator.dimension())),
                        Cell.text(points(indicator.points())),
                        Cell.markup(escaped(words.text(
                                        "policy.measure",
                                        words.recordClass(indicator.selection().recordClass()),
                                        words.text("measure."
                                                + indicator.measure().kind().name()),
                                        column(indicator)))
                                + selection(indicator.selection())),
                        Cell.text(indicator.basis()));
            }
            return table.html(words.text("none"));
        }

        private String dimension(String id) {
            return version.dimensions().stream()
                    .filter(d -> d.id().equals(id))
                    .map(Dimension::title)
                    .findFirst()
                    .orElse(id);
        }

        private String directRules() {
            Table table = new Table(version.title() + " · " + words.text("policy.direct"))
                    .texts(
                            words.text("policy.circumstance"),
                            words.text("policy.atBest"),
                            words.text("policy.counted"),
                            words.text("policy.basis"));
            for (DirectRule rule : version.directRules()) {
                table.row(
                        Cell.markup(escaped(rule.title())
                                + mark("direct_grades", rule.id())
                                + Markup.sub(Markup.code(rule.id()))),
                        GradeScale.cell(rule.grade()),
                        Cell.markup(escaped(words.recordClass(rule.selection().recordClass()))
                                + selection(rule.selection())),
                        Cell.text(rule.basis()));
            }
            return table.html(words.text("none"));
        }
    }

    /** The column that is measured, by its name in the contract; nothing where records are counted. */
    private String column(Indicator indicator) {
        return indicator
                .measure()
                .column()
                .map(column -> label(indicator.selection().recordClass(), column))
                .map(name -> words.text("measure.of", name))
                .orElse("");
    }

    /** What the contract calls a column of a record class. */
    private String label(String recordClass, String column) {
        return words.chinese()
                ? reference
                        .tables()
                        .recordClass(recordClass)
                        .flatMap(table -> table.column(column))
                        .map(TableContract.Column::label)
                        .orElse(column)
                : column;
    }

    private String selection(Selection selection) {
        String window = selection
                .window()
                .map(w -> words.text(
                        "policy.window",
                        w.length(),
                        words.text("unit." + w.unit().key()),
                        label(selection.recordClass(), w.column())))
                .orElse("");
        String valid = selection.validity() == Validity.ANY
                ? ""
                : words.text("policy." + selection.validity().key());
        String terms = window + (window.isEmpty() || valid.isEmpty() ? "" : "; ") + valid;
        String where = selection.where().sql();
        return (terms.isEmpty() ? "" : Markup.sub(escaped(terms)))
                + (where.equals("true") ? "" : Markup.sub(Markup.code(where)));
    }

    private String points(Points points) {
        if (points instanceof Points.PerUnit unit) {
            return words.text("points.each", Words.signed(unit.each()))
                    + unit.cap()
                            .map(cap -> words.text("points.cap", Words.signed(cap)))
                            .orElse("")
                    + unit.decay().stream()
                            .map(d -> words.text("points.decay", d.months(), percent(d.keep())))
                            .collect(Collectors.joining());
        }
        return ((Points.Steps) points)
                .steps().stream()
                        .map(s -> words.text("points.step", Words.points(s.from()), Words.signed(s.points())))
                        .collect(Collectors.joining("; "));
    }

    private static String percent(BigDecimal part) {
        return part.multiply(BigDecimal.valueOf(100)).stripTrailingZeros().toPlainString() + "%";
    }
}
