package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContract;
import io.creditlake.policy.Measure.Kind;
import io.creditlake.policy.SelectionReader.ColumnKind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an indicator measures. */
final class MeasureReader {
    private static final Pattern AMOUNT = Pattern.compile("(sum|max|latest)\\((\\w+)\\)");
    private static final Pattern AGE = Pattern.compile("(\\w+) since (earliest|latest) (\\w+)");
    private static final String PER_YEAR = " per year";
    private static final String FORMS = "count, none, sum(column), max(column), latest(column), days, share, count per"
            + " year, sum(column) per year, or an age such as years since earliest established_on";

    private final TypedNode node;
    private final TableContract recordClass;

    private MeasureReader(TypedNode node, TableContract recordClass) {
        this.node = node;
        this.recordClass = recordClass;
    }

    /** The measure of an indicator; empty after reporting what keeps it from being one. */
    static Optional<Measure> read(TypedNode node, TableContract recordClass, Selection selection) {
        return new MeasureReader(node, recordClass).read(selection);
    }

    private Optional<Measure> read(Selection selection) {
        String text = node.text("measure", "count");
        if (!text.equals("share") && node.has("part")) {
            node.report("part", "beside the measure " + text, "no part", "Only a share has one");
        }
        if (!text.endsWith(PER_YEAR)) {
            return plain(text);
        }
        String rated = text.substring(0, text.length() - PER_YEAR.length());
        if (!rated.equals("count") && !rated.startsWith("sum(")) {
            node.report("measure", "'" + text + "'", "count per year or sum(column) per year");
            return Optional.empty();
        }
        if (selection.window().isEmpty()) {
            node.report("measure", text + " without a window", "a window, whose years it is divided by");
        }
        return plain(rated).flatMap(m -> selection.window().map(m::perYear));
    }

    private Optional<Measure> plain(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Matcher age = AGE.matcher(text);
        if (text.isEmpty()) {
            return Optional.empty();
        } else if (text.equals("count") || text.equals("none") || text.equals("days")) {
            return Optional.of(Measure.of(kind(text)));
        } else if (text.equals("share")) {
            return share();
        } else if (amount.matches()) {
            boolean right = SelectionReader.hasColumn(node, "measure", recordClass, amount.group(2), ColumnKind.NUMBER);
            return right ? Optional.of(Measure.of(kind(amount.group(1)), amount.group(2))) : Optional.empty();
        } else if (age.matches()) {
            boolean dated = SelectionReader.hasColumn(node, "measure", recordClass, age.group(3), ColumnKind.DATE);
            boolean known = node.known("measure", "unit", age.group(1), TimeUnit.keys());
            return dated && known
                    ? TimeUnit.of(age.group(1))
                            .map(unit -> Measure.age(kind("since_" + age.group(2)), age.group(3), unit))
                    : Optional.empty();
        }
        node.report("measure", "'" + text + "'", FORMS);
        return Optional.empty();
    }

    private Optional<Measure> share() {
        if (!node.has("part")) {
            node.report(
                    "measure", "a share of nothing", "part, a second condition, such as part: result = 'no_problem'");
            return Optional.empty();
        }
        Condition part = new Condition(
                recordClass.name().table(), node.text("part", ""), node.node().file(), node.line("part"));
        return Optional.of(Measure.share(part));
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
