package io.creditlake.report.site;

import static io.creditlake.html.Html.escaped;

import io.creditlake.report.Chapter;
import io.creditlake.report.site.DrawnCampaign.Drawn;
import io.creditlake.report.site.Reference.Announced;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Random inspections: what was drawn, how anybody can draw it again, and the commitments of what is to be drawn. */
final class DrawsPage {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Words words;
    private final String release;
    private final List<DrawnCampaign> campaigns;
    private final List<Announced> announced;

    DrawsPage(Words words, String release, List<DrawnCampaign> campaigns, List<Announced> announced) {
        this.words = words;
        this.release = release;
        this.campaigns = campaigns;
        this.announced = announced.stream()
                .filter(a -> campaigns.stream().noneMatch(c -> c.id().equals(a.campaign())))
                .toList();
    }

    Page page() {
        List<String> sections = new ArrayList<>();
        sections.add(Markup.section(
                "announced",
                words.text("draws.announced"),
                Markup.card("", words.text("draws.commitments"), announced())));
        if (campaigns.isEmpty()) {
            sections.add(Markup.section(
                    "drawn",
                    words.text("draws.drawn"),
                    Markup.card("", words.text("draws.campaigns"), Markup.empty(words.text("draws.none")))));
        }
        campaigns.forEach(c -> sections.add(campaign(c)));
        sections.add(Markup.section(
                "verify", words.text("draws.verify"), Markup.card("", words.text("draws.anybody"), verify())));
        return Page.of(Chapter.DRAWS, words, sections.toArray(String[]::new));
    }

    private String announced() {
        Table table = new Table(words.text("draws.commitments"))
                .texts(
                        words.text("col.campaign"),
                        words.text("draw.department"),
                        words.text("draw.drawOn"),
                        words.text("draw.period"),
                        words.text("draw.commitment"));
        announced.forEach(a -> table.row(
                Cell.markup(escaped(a.title()) + Markup.sub(Markup.code(a.campaign()))),
                Cell.text(a.department()),
                Cell.of(a.drawOn().toString()),
                Cell.of(period(a.from(), a.to())),
                Cell.markup(Markup.code(a.commitment()))));
        return table.html(words.text("draws.announced.none"));
    }

    private String campaign(DrawnCampaign c) {
        return Markup.section(
                "campaign-" + c.id(),
                c.title(),
                Markup.grid(
                        Markup.card("half", words.text("draws.terms"), terms(c)),
                        Markup.card("half", words.text("draws.strata"), strata(c)),
                        Markup.card("", words.text("draws.subjects"), subjects(c))));
    }

    private String terms(DrawnCampaign c) {
        return "<div class=\"long\">"
                + Markup.facts(
                        Markup.fact(words.text("col.campaign"), Markup.code(c.id())),
                        Markup.fact(
                                words.text("draw.department"),
                                escaped(c.department().isEmpty() ? "–" : c.department())),
                        Markup.fact(
                                words.text("draw.drawnOn"),
                                escaped(c.drawnOn() == null ? "–" : c.drawnOn().toString())),
                        Markup.fact(words.text("draw.period"), escaped(period(c.from(), c.to()))),
                        Markup.fact(words.text("draw.release"), Markup.code(release)),
                        Markup.fact(words.text("draw.commitment"), Markup.code(c.commitment())),
                        Markup.fact(
                                words.text("draw.seed"),
                                c.seed().isEmpty() ? escaped(words.text("draw.secret")) : Markup.code(c.seed())),
                        Markup.fact(words.text("draw.population"), Words.count(c.population())),
                        Markup.fact(words.text("col.drawn"), Words.count(c.drawn())),
                        Markup.fact(words.text("col.unassigned"), Words.count(c.unassigned())),
                        Markup.fact(words.text("draw.inspected"), Words.count(c.inspected())))
                + "</div>";
    }

    private static String period(LocalDate from, LocalDate to) {
        return from == null || to == null ? "–" : from + " – " + to;
    }

    private String strata(DrawnCampaign c) {
        if (c.policy().isEmpty()) {
            return Markup.note(words.text("draws.internal"));
        }
        Table table = new Table(c.title() + " · " + words.text("draws.strata"))
                .texts(words.text("col.grade"))
                .figures(words.text("draw.ratio"), words.text("draw.stratum"), words.text("col.drawn"));
        c.strata()
                .forEach(s -> table.row(
                        GradeScale.cell(s.grade()),
                        Cell.figure(
                                s.ratio() == null
                                        ? "–"
                                        : s.ratio()
                                                        .multiply(HUNDRED)
                                                        .stripTrailingZeros()
                                                        .toPlainString() + "%"),
                        Cell.count(s.subjects()),
                        Cell.count(s.drawn())));
        return Markup.note(words.text("draws.policy", words.policy(c.policy()))) + table.html(words.text("none"));
    }

    private String subjects(DrawnCampaign c) {
        Table table = new Table(c.title() + " · " + words.text("draws.subjects"))
                .texts(
                        words.text("col.subject"),
                        words.text("draw.uscc"),
                        words.text("draw.inspectors"),
                        words.text("draw.inspectedOn"));
        for (Drawn drawn : c.subjects()) {
            table.row(
                    Cell.text(drawn.name().isEmpty() ? words.text("unknown") : drawn.name()),
                    Cell.code(drawn.uscc().isEmpty() ? "–" : drawn.uscc()),
                    drawn.inspectors().isEmpty()
                            ? Cell.of(words.text("draw.nobody"))
                            : Cell.code(String.join(" ", drawn.inspectors())),
                    Cell.of(
                            drawn.inspectedOn() == null
                                    ? "–"
                                    : drawn.inspectedOn().toString()));
        }
        return (c.drawn() > c.subjects().size()
                        ? Markup.note(words.text(
                                "shown",
                                Words.count(c.drawn()),
                                Words.count(c.subjects().size())))
                        : "")
                + table.html(words.text("draws.unnamed"));
    }

    private String verify() {
        String campaign = campaigns.isEmpty() ? "CAMPAIGN" : campaigns.get(0).id();
        return "<p>" + escaped(words.text("draws.verify.how"))
                + "</p><div class=\"scroll free\" tabindex=\"0\" role=\"region\" aria-label=\""
                + escaped(words.text("draws.command")) + "\"><pre class=\"code\">./creditlake draw verify "
                + escaped(campaign) + " --release " + escaped(release) + "</pre></div>" + "<p class=\"note\">"
                + escaped(words.text("draws.verify.what")) + "</p>";
    }
}
