package io.creditlake.policy;

import io.creditlake.config.TypedNode;
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
    private static final String FORMS =
            "count, none, sum(column), max(column), latest(column), or an age such as years since earliest established_on";

    private MeasureReader() {}

    static Optional<Measure> read(TypedNode node, TableContract recordClass) {
        String text = node.text("measure", "count");
        Matcher amount = AMOUNT.matcher(text);
        Matcher age = AGE.matcher(text);
        if (text.isEmpty()) {
            return Optional.empty();
        } else if (text.equals("count") || text.equals("none")) {
            return Optional.of(new Measure(kind(text), Optional.empty(), Optional.empty()));
        } else if (amount.matches()) {
            boolean right = SelectionReader.hasColumn(node, "measure", recordClass, amount.group(2), ColumnKind.NUMBER);
            return right
                    ? Optional.of(new Measure(kind(amount.group(1)), Optional.of(amount.group(2)), Optional.empty()))
                    : Optional.empty();
        } else if (age.matches()) {
            boolean dated = SelectionReader.hasColumn(node, "measure", recordClass, age.group(3), ColumnKind.DATE);
            boolean known = node.known("measure", "unit", age.group(1), TimeUnit.keys());
            return dated && known
                    ? Optional.of(new Measure(
                            kind("since_" + age.group(2)), Optional.of(age.group(3)), TimeUnit.of(age.group(1))))
                    : Optional.empty();
        }
        node.report("measure", "'" + text + "'", FORMS);
        return Optional.empty();
    }

    private static Kind kind(String word) {
        return Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
