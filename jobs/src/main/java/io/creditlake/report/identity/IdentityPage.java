package io.creditlake.report.identity;

import static io.creditlake.html.Html.escaped;
import static io.creditlake.report.identity.Markup.card;
import static io.creditlake.report.identity.Markup.code;
import static io.creditlake.report.identity.Markup.frame;
import static io.creditlake.report.identity.Markup.headCell;
import static io.creditlake.report.identity.Markup.paragraph;
import static io.creditlake.report.identity.Markup.row;

import io.creditlake.html.Html;
import io.creditlake.report.Language;
import io.creditlake.report.identity.IdentityExplanation.Case;
import io.creditlake.report.identity.IdentityExplanation.LinkedRecord;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Move;
import io.creditlake.report.identity.IdentityExplanation.Subject;
import io.creditlake.report.identity.IdentityExplanation.Tie;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An explanation as one HTML page that loads nothing and runs no script, in the style of the report, for the screen and
 * for paper. Every text from outside is escaped.
 */
public final class IdentityPage {
    private final IdentityExplanation e;
    private final Words words;
    private int pictures;

    private IdentityPage(IdentityExplanation e, Words words) {
        this.e = e;
        this.words = words;
    }

    /** The page. Equal arguments make equal pages. */
    public static String of(IdentityExplanation explanation, Language language) {
        return new IdentityPage(explanation, new Words(language)).render();
    }

    private String render() {
        String name = e.subject().name().isEmpty()
                ? words.text("subject.unnamed")
                : e.subject().name();
        return Html.filled(
                Html.resource("/report/subject.html"),
                Map.of(
                        "lang", words.language().tag(),
                        "title", escaped(words.text("title") + " · " + name),
                        "style", Html.resource("/report/page.css"),
                        "own", Html.resource("/report/identity.css"),
                        "skip", escaped(words.text("skip")),
                        "head", head(name),
                        "main", String.join("\n", sections()),
                        "foot", paragraph("", words.text("foot", e.release()))));
    }

    private String head(String name) {
        Subject subject = e.subject();
        StringBuilder facts = new StringBuilder();
        fact(facts, "fact.uscc", subject.uscc());
        fact(facts, "fact.kind", words.word("kind", subject.kind()));
        fact(facts, "fact.id", String.valueOf(subject.id()));
        fact(facts, "fact.first", subject.firstSeen().map(String::valueOf).orElse(""));
        fact(facts, "fact.release", e.release());
        return paragraph("over", words.text("title")) + "<div class=\"headline\"><h1>" + escaped(name)
                + "</h1></div><dl class=\"facts\">" + facts + "</dl>";
    }

    private void fact(StringBuilder facts, String key, String value) {
        if (!value.isEmpty()) {
            facts.append("<div><dt>%s</dt><dd>%s</dd></div>".formatted(escaped(words.text(key)), escaped(value)));
        }
    }

    private List<String> sections() {
        List<String> sections = new ArrayList<>();
        sections.add(section(
                "codes",
                card(table(
                        "codes",
                        e.codes(),
                        List.of("code.kind", "code", "seen"),
                        c -> List.of(
                                escaped(words.word("identifier", c.kind())),
                                code(c.value()),
                                escaped(words.span(c.seen())))))));
        sections.add(section(
                "names",
                card(table(
                        "names",
                        e.names(),
                        List.of("name", "region", "used", "seen"),
                        n -> List.of(
                                escaped(n.name()),
                                code(n.region()),
                                escaped(words.period(n.used())),
                                escaped(words.span(n.seen())))))));
        sections.add(section(
                "former",
                card(table(
                        "former",
                        e.formerNames(),
                        List.of("name", "borne", "former.why"),
                        f -> List.of(
                                escaped(f.name()), escaped(words.period(f.borne())), escaped(words.whyFormer(f)))))));
        StringBuilder ties = new StringBuilder(paragraph("note", words.text("ties.note")));
        e.ties().shown().forEach(tie -> ties.append(tie(tie)));
        sections.add(section("ties", ties + more("more", e.ties().more())));
        sections.add(section(
                "history",
                card(table(
                                "history",
                                e.history(),
                                List.of("move.date", "move.what", "move.from", "move.into", "move.rule"),
                                this::move))
                        + charts()));
        StringBuilder cases = new StringBuilder();
        e.cases().shown().forEach(c -> cases.append(openCase(c)));
        sections.add(section(
                "cases",
                cases.isEmpty() ? card(none()) : cases + more("more", e.cases().more())));
        sections.add(section(
                "judgements",
                card(table(
                        "judgements",
                        e.judgements(),
                        List.of(
                                "judgement.on",
                                "judgement.about",
                                "judgement.says",
                                "judgement.by",
                                "judgement.note",
                                "judgement.id"),
                        j -> List.of(
                                escaped(String.valueOf(j.on())),
                                code(j.left()) + "<br>" + code(j.right()),
                                escaped(words.word("says", j.says())),
                                escaped(j.by()),
                                escaped(j.note()),
                                code(j.id()))))));
        return sections;
    }

    private String tie(Tie tie) {
        long records = tie.records().shown().size() + tie.records().more();
        String head = Markup.head(words.rule(tie.rule()), tie.evidence())
                + paragraph("note", words.text("records.of", records, words.span(tie.linked())));
        String chart = tie.match().map(this::chart).orElse("");
        return card(head
                + chart
                + table(
                        words.rule(tie.rule()) + " " + tie.evidence(),
                        tie.records(),
                        "more.records",
                        List.of("record.class", "record.date", "record.name", "record.source"),
                        this::record));
    }

    private List<String> record(LinkedRecord r) {
        String source =
                escaped(r.department()) + "<span class=\"sub\">" + escaped(r.file() + ":" + r.row()) + "</span>";
        return List.of(
                escaped(r.label()),
                escaped(r.occurredOn().map(String::valueOf).orElse("–")),
                escaped(r.name()),
                source);
    }

    private List<String> move(Move move) {
        return List.of(
                escaped(String.valueOf(move.on())),
                escaped(words.text(move.kind().equals("split") ? "split" : "merge")),
                code("#" + move.from()),
                code("#" + move.into()),
                escaped(words.rule(move.rule())) + (move.evidence().isEmpty() ? "" : " " + code(move.evidence())));
    }

    /** The charts of the merges that a match made. */
    private String charts() {
        StringBuilder charts = new StringBuilder();
        for (Move move : e.history().shown()) {
            String what = words.text("move.merge", move.on(), move.from(), move.into(), words.rule(move.rule()));
            move.match().ifPresent(match -> charts.append(card(Markup.head(what, "") + chart(match))));
        }
        return charts.toString();
    }

    private String openCase(Case c) {
        String title = Markup.head(words.word("case", c.kind()), String.valueOf(c.id()));
        String sides = paragraph("", side(c.leftName(), c.leftKey()) + " – " + side(c.rightName(), c.rightKey()));
        String chart = c.match().map(this::chart).orElse("")
                + c.judged()
                        .map(j -> paragraph("", words.text("rule.judgement") + " " + words.judgement(j)))
                        .orElse("");
        return card(title
                + paragraph("note", words.text("case.raised") + " " + c.raisedOn())
                + sides
                + chart
                + (c.judgeable() ? paragraph("note command", words.text("case.do", c.id())) : ""));
    }

    private String side(String name, String key) {
        return key.isEmpty() ? words.text("case.person") : name.isEmpty() ? key : name + " [" + key + "]";
    }

    private String chart(Match match) {
        return MatchFigure.of(match, words, "w" + ++pictures);
    }

    private <T> String table(String key, Listed<T> list, List<String> heads, Function<T, List<String>> cells) {
        return table(words.text(key), list, "more", heads, cells);
    }

    private <T> String table(
            String caption, Listed<T> list, String more, List<String> heads, Function<T, List<String>> cells) {
        if (list.shown().isEmpty()) {
            return list.more() > 0 ? more(more, list.more()) : none();
        }
        StringBuilder rows = new StringBuilder();
        list.shown().forEach(item -> rows.append(row(cells.apply(item))));
        StringBuilder cellsOfHead = new StringBuilder();
        heads.forEach(key -> cellsOfHead.append(headCell(words.text(key), false)));
        return frame(caption, Markup.table("", caption, cellsOfHead.toString(), rows.toString()))
                + more(more, list.more());
    }

    private String section(String id, String content) {
        return "<section id=\"%s\" aria-labelledby=\"%s-title\"><h2 id=\"%s-title\">%s</h2>%s</section>"
                .formatted(id, id, id, escaped(words.text(id)), content);
    }

    private String more(String key, long count) {
        return count > 0 ? paragraph("note", words.text(key, count)) : "";
    }

    private String none() {
        return paragraph("empty", words.text("none"));
    }
}
