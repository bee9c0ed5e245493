package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which records an indicator or a rule counts. */
public final class SelectionReader {
    private static final Pattern WINDOW = Pattern.compile("(\\d{1,4}) (\\w+)(?: by (\\w+))?");
    private static final String DEFAULT_COLUMN = "occurred_on";

    private final TypedNode node;
    private final TableContract recordClass;

    private SelectionReader(TypedNode node, TableContract recordClass) {
        this.node = node;
        this.recordClass = recordClass;
    }

    /** The contract of the class under {@code record}; empty after reporting that there is no such class. */
    public static Optional<TableContract> recordClass(TypedNode node, TableContracts contracts) {
        List<String> known =
                contracts.recordClasses().stream().map(t -> t.name().table()).toList();
        return node.choice("record", known).flatMap(contracts::recordClass);
    }

    /** The condition under {@code where}, {@code true} when there is none. */
    public static Condition where(TypedNode node, TableContract recordClass) {
        return new Condition(
                recordClass.name().table(),
                node.optionalText("where").orElse("true"),
                node.node().file(),
                node.line("where"));
    }

    /** The records that an item counts. */
    public static Selection read(TypedNode node, TableContract recordClass) {
        return new SelectionReader(node, recordClass).read();
    }

    private Selection read() {
        return new Selection(
                recordClass.name().table(),
                where(node, recordClass),
                node.optionalText("window").flatMap(this::window),
                validity());
    }

    private Validity validity() {
        Validity validity = node.optionalText("while")
                .filter(word -> node.known("while", "while", word, Validity.keys()))
                .map(Validity::of)
                .orElse(Validity.ANY);
        boolean ends =
                recordClass.recordClass().filter(c -> !c.validTo().isEmpty()).isPresent();
        if (validity == Validity.PAST && !ends) {
            node.report(
                    "while",
                    "past, of records that do not say until when they hold",
                    "no while, or a record class with validTo in " + recordClass.name() + ".yaml",
                    "A window says how long a record counts");
        }
        return validity;
    }

    private Optional<Window> window(String text) {
        Matcher matcher = WINDOW.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
            node.report("window", "'" + text + "'", "a length such as 24 months, or 24 months by decision_date");
            return Optional.empty();
        }
        String column = Optional.ofNullable(matcher.group(3)).orElse(DEFAULT_COLUMN);
        boolean dated = hasColumn(node, "window", recordClass, column, ColumnKind.DATE);
        boolean known = node.known("window", "unit", matcher.group(2), TimeUnit.keys());
        return dated && known
                ? TimeUnit.of(matcher.group(2))
                        .map(unit -> new Window(Integer.parseInt(matcher.group(1)), unit, column))
                : Optional.empty();
    }

    /** What a column must hold. */
    public enum ColumnKind {
        /** A day. */
        DATE("a date column", "date"),
        /** A number. */
        NUMBER("a number column", "decimal|bigint|int|double"),
        /** Whatever. */
        ANY("a column", ".*");

        private final String words;
        private final Pattern type;

        ColumnKind(String words, String type) {
            this.words = words;
            this.type = Pattern.compile("(" + type + ")(\\(.*)?");
        }
    }

    /** Whether a class has a column that holds it; reports it when it has not. */
    public static boolean hasColumn(TypedNode node, String key, TableContract table, String column, ColumnKind kind) {
        Optional<TableContract.Column> found = table.column(column);
        if (found.isEmpty()) {
            node.known(key, key + ": the column", column, table.columnNames());
            return false;
        }
        boolean right = kind.type.matcher(found.get().type()).matches();
        if (!right) {
            node.report(
                    key,
                    "the column '" + column + "' of type " + found.get().type(),
                    kind.words + " of " + table.name(),
                    "");
        }
        return right;
    }
}
