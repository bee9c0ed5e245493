package io.creditlake.report.identity;

import io.creditlake.report.Language;
import io.creditlake.report.identity.IdentityExplanation.Case;
import io.creditlake.report.identity.IdentityExplanation.LinkedRecord;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Move;
import io.creditlake.report.identity.IdentityExplanation.Subject;
import io.creditlake.report.identity.IdentityExplanation.Tie;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An explanation for a person at a terminal. */
public final class IdentityText {
    private static final int RECORDS_SHOWN = 3;

    private final Words words;
    private final StringBuilder out = new StringBuilder();

    private IdentityText(Words words) {
        this.words = words;
    }

    /** The text of an explanation; of each tie the first three records. */
    public static String of(IdentityExplanation explanation, Language language) {
        IdentityText text = new IdentityText(new Words(language));
        text.write(explanation);
        return text.out.toString();
    }

    private void write(IdentityExplanation e) {
        Subject subject = e.subject();
        String name = subject.name().isEmpty() ? words.text("subject.unnamed") : subject.name();
        String code = subject.uscc().isEmpty() ? "#" + subject.id() : subject.uscc();
        line(0, words.text("subject", name, code, words.word("kind", subject.kind())));
        line(0, words.text("fact.release") + " " + e.release());
        section(
                "codes",
                e.codes(),
                c -> line(1, words.word("identifier", c.kind()) + " " + c.value() + "  " + words.span(c.seen())));
        section("names", e.names(), n -> line(1, n.name() + " (" + n.region() + ")  " + words.span(n.seen())));
        section(
                "former",
                e.formerNames(),
                f -> line(1, f.name() + "  " + words.period(f.borne()) + "  " + words.whyFormer(f)));
        section("ties", e.ties(), this::tie);
        section("history", e.history(), this::move);
        section("cases", e.cases(), this::openCase);
        section("judgements", e.judgements(), j -> line(1, words.judgement(j)));
    }

    private <T> void section(String key, Listed<T> list, Consumer<T> item) {
        out.append('\n');
        boolean none = list.shown().isEmpty();
        line(0, words.text(key) + (none ? ": " + words.text("none") : ""));
        list.shown().forEach(item);
        if (list.more() > 0) {
            line(1, words.text("more", list.more()));
        }
    }

    private void tie(Tie tie) {
        String by = Stream.of(words.rule(tie.rule()), tie.evidence())
                .filter(t -> !t.isEmpty())
                .collect(Collectors.joining(" "));
        long records = tie.records().shown().size() + tie.records().more();
        line(1, words.text("tie", by, records, words.span(tie.linked())));
        tie.match().ifPresent(this::match);
        tie.records().shown().stream().limit(RECORDS_SHOWN).forEach(this::record);
        if (records > RECORDS_SHOWN) {
            line(
                    3,
                    words.text(
                            "more.records",
                            records
                                    - Math.min(
                                            RECORDS_SHOWN, tie.records().shown().size())));
        }
    }

    private void record(LinkedRecord r) {
        String day = r.occurredOn().map(String::valueOf).orElse("–");
        line(3, words.text("record", r.label(), day, r.name(), r.department(), r.file(), r.row()));
    }

    private void match(Match match) {
        line(2, words.total(match));
        String steps = match.steps().stream()
                .map(s -> words.word("comparison", s.comparison()) + " " + words.word("level", s.level()) + " "
                        + Words.bits(s.weight()))
                .collect(Collectors.joining("; "));
        line(2, words.text("prior") + " " + Words.bits(match.prior()) + "; " + steps);
    }

    private void move(Move move) {
        String by = (words.rule(move.rule()) + " " + move.evidence()).strip();
        String key = move.kind().equals("split") ? "move.split" : "move.merge";
        line(1, words.text(key, move.on(), move.from(), move.into(), by));
        move.match().ifPresent(this::match);
    }

    private void openCase(Case c) {
        line(
                1,
                words.text(
                        "case.line",
                        c.id(),
                        side(c.leftName(), c.leftKey()),
                        side(c.rightName(), c.rightKey()),
                        words.word("case", c.kind()),
                        c.raisedOn()));
        c.match().ifPresent(this::match);
        c.judged().ifPresent(j -> line(2, words.text("rule.judgement") + " " + words.judgement(j)));
        if (c.judgeable()) {
            line(2, words.text("case.do", c.id()));
        }
    }

    private String side(String name, String key) {
        return key.isEmpty() ? words.text("case.person") : name.isEmpty() ? key : name + " [" + key + "]";
    }

    private void line(int indent, String text) {
        out.append("  ".repeat(indent)).append(text.stripTrailing()).append('\n');
    }
}
