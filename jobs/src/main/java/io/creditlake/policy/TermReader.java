package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract;
import io.creditlake.policy.Term.Publicity;
import io.creditlake.policy.Term.Publicity.Kind;
import java.util.Optional;
import java.util.Set;

/** Reads how long records of one severity are publicised and used. */
final class TermReader {
    private static final Set<String> KEYS =
            Set.of("severity", "where", "publicity", "use", "repairable_after", "basis", "illustrative");
    private static final String PUBLICITY_FORMS =
            "none, while valid, or lengths such as {at_least: 3 months, at_most: 12 months}";

    private final TypedNode node;
    private final TableContract recordClass;

    TermReader(TypedNode node, TableContract recordClass) {
        this.node = node;
        this.recordClass = recordClass;
    }

    /** The term; empty after reporting what keeps it from being one. */
    Optional<Term> read() {
        node.allowOnly(KEYS);
        Optional<Severity> severity = node.choice("severity", Severity.keys()).flatMap(Severity::of);
        Optional<Span> atLeast = Optional.empty();
        Publicity publicity = new Publicity(Kind.NONE, Optional.empty());
        if (node.node().get("publicity").filter(YamlNode::isMap).isPresent()) {
            TypedNode lengths = node.child("publicity");
            lengths.allowOnly(Set.of("at_least", "at_most"));
            atLeast = lengths.optionalText("at_least").flatMap(text -> span(lengths, "at_least", text));
            Optional<Span> atMost = span(lengths, "at_most", lengths.text("at_most", "12 months"));
            checkLengths(lengths, atLeast, atMost);
            publicity = new Publicity(Kind.FOR_A_TIME, atMost);
        } else {
            publicity = new Publicity(publicityWord(), Optional.empty());
        }
        Optional<Span> use = use(publicity);
        String repair = node.optionalText("repairable_after").orElse("");
        boolean repairable = !repair.equals("never");
        Optional<Span> repairableAfter =
                repair.isEmpty() || !repairable ? atLeast : span(node, "repairable_after", repair);
        String basis = node.text("basis", "《信用修复管理办法》");
        Publicity shown = publicity;
        return severity.map(s ->
                new Term(s, SelectionReader.where(node, recordClass), shown, use, repairableAfter, repairable, basis));
    }

    private Kind publicityWord() {
        return switch (node.text("publicity", "while valid")) {
            case "none", "" -> Kind.NONE;
            case "while valid" -> Kind.WHILE_VALID;
            default -> {
                node.report("publicity", "'" + node.optionalText("publicity").orElse("") + "'", PUBLICITY_FORMS);
                yield Kind.NONE;
            }
        };
    }

    private static void checkLengths(TypedNode lengths, Optional<Span> atLeast, Optional<Span> atMost) {
        if (atLeast.isPresent() && atMost.isPresent() && atLeast.get().isLongerThan(atMost.get())) {
            lengths.report(
                    "at_most",
                    lengths.optionalText("at_most").orElse(""),
                    "no less than at_least, " + lengths.optionalText("at_least").orElse(""));
        }
    }

    private Optional<Span> use(Publicity publicity) {
        String text = node.text("use", "publicity");
        if (text.isEmpty() || text.equals("policy")) {
            return Optional.empty();
        }
        if (!text.equals("publicity")) {
            return span(node, "use", text);
        }
        if (publicity.kind() != Kind.FOR_A_TIME) {
            node.report(
                    "use",
                    "until the end of a publicity that has no length",
                    "policy, or a length such as 12 months",
                    "use: policy leaves it to the windows of the policies");
        }
        return publicity.atMost();
    }

    private static Optional<Span> span(TypedNode node, String key, String text) {
        Optional<Span> span = Span.parse(text);
        if (span.isEmpty() && !text.isEmpty()) {
            node.report(key, "'" + text + "'", "a length such as 12 months");
        }
        return span;
    }
}
