package io.creditlake.supervise;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Selection;
import io.creditlake.policy.SelectionReader;
import io.creditlake.policy.SelectionReader.ColumnKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code conf/supervision/warnings.yaml}. */
final class WarningsReader {
    private static final Set<String> DROP_KEYS = Set.of("id", "on", "severity", "message", "illustrative", "levels");
    private static final Set<String> RECORD_KEYS =
            Set.of("id", "on", "severity", "message", "illustrative", "record", "where");
    private static final Set<String> REPEATED_KEYS =
            Set.of("id", "on", "severity", "message", "illustrative", "record", "where", "window", "at_least");
    private static final Set<String> DATE_KEYS = Set.of(
            "id", "on", "severity", "message", "illustrative", "record", "where", "date", "days_before", "days_after");
    private static final Set<String> RELATED_KEYS =
            Set.of("id", "on", "severity", "message", "illustrative", "record", "where", "shares", "at_most", "lists");
    private static final int MOST_DAYS = 3660;
    private static final List<String> SEVERITIES = List.of("notice", "warning", "alert");
    static final List<String> DROP_WORDS =
            List.of("policy", "previous_grade", "grade", "levels", "previous_score", "score");

    private final TableContracts contracts;
    private final List<String> lists;

    /**
     * A reader.
     *
     * @param lists ids of the lists that there are
     */
    WarningsReader(TableContracts contracts, List<String> lists) {
        this.contracts = contracts;
        this.lists = lists;
    }

    List<WarningRule> read(TypedNode root) {
        root.allowOnly(Set.of("illustrative", "warnings"));
        List<WarningRule> rules = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (TypedNode node : root.items("warnings")) {
            rule(node).ifPresent(rule -> {
                if (!ids.add(rule.id())) {
                    node.report("id", "'" + rule.id() + "' a second time", "each id once");
                }
                rules.add(rule);
            });
        }
        return List.copyOf(rules);
    }

    private Optional<WarningRule> rule(TypedNode node) {
        String id = node.text("id", "grade_drop");
        Optional<String> severity = node.choice("severity", SEVERITIES);
        Message message = new Message(node.text("message", "信用等级由{previous_grade}降至{grade}"));
        Optional<String> on = node.choice("on", List.of("grade_change", "record", "repeated", "date", "related"));
        if (on.isEmpty() || severity.isEmpty()) {
            return Optional.empty();
        }
        return switch (on.get()) {
            case "record" -> onRecord(node, id, severity.get(), message);
            case "repeated" -> repeated(node, id, severity.get(), message);
            case "date" -> onDate(node, id, severity.get(), message);
            case "related" -> related(node, id, severity.get(), message);
            default -> onDrop(node, id, severity.get(), message);
        };
    }

    private static Optional<WarningRule> onDrop(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(DROP_KEYS);
        checkWords(node, message, DROP_WORDS);
        return Optional.of(
                new WarningRule.GradeDrop(id, severity, message, node.wholeNumber("levels", 1, Integer.MAX_VALUE)));
    }

    private Optional<WarningRule> onRecord(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(RECORD_KEYS);
        Optional<TableContract> table = SelectionReader.recordClass(node, contracts);
        table.ifPresent(t -> {
            refusePersonal(node, message, t);
            checkWords(node, message, t.columnNames());
        });
        return table.map(t -> new WarningRule.OnRecord(id, severity, message, SelectionReader.where(node, t)));
    }

    private Optional<WarningRule> repeated(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(REPEATED_KEYS);
        checkWords(node, message, List.of("count"));
        int atLeast = node.wholeNumber("at_least", 2, Integer.MAX_VALUE);
        Optional<Selection> selection =
                SelectionReader.recordClass(node, contracts).map(table -> SelectionReader.read(node, table));
        if (!node.has("window")) {
            node.report("window", "nothing", "the time within which they count, such as 12 months");
        }
        return selection
                .filter(s -> s.window().isPresent())
                .map(s -> new WarningRule.Repeated(id, severity, message, s, atLeast));
    }

    private Optional<WarningRule> onDate(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(DATE_KEYS);
        if (node.has("days_before") == node.has("days_after")) {
            node.report("date", "days_before and days_after", "one of them, such as days_before: 30");
            return Optional.empty();
        }
        int days = node.has("days_before")
                ? -node.wholeNumber("days_before", 0, MOST_DAYS)
                : node.wholeNumber("days_after", 0, MOST_DAYS);
        String date = node.text("date", "licence_to");
        Optional<TableContract> table = SelectionReader.recordClass(node, contracts);
        table.ifPresent(t -> {
            if (!WarningRule.DAYS_OF_LIFE.contains(date)) {
                SelectionReader.hasColumn(node, "date", t, date, ColumnKind.DATE);
            }
            refusePersonal(node, message, t);
            List<String> words = new ArrayList<>(t.columnNames());
            words.addAll(WarningRule.DAYS_OF_LIFE);
            checkWords(node, message, words);
        });
        return table.map(
                t -> new WarningRule.OnDate(id, severity, message, SelectionReader.where(node, t), date, days));
    }

    private Optional<WarningRule> related(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(RELATED_KEYS);
        checkWords(node, message, RelatedListed.WORDS);
        List<String> shares = node.texts("shares");
        if (shares.isEmpty()) {
            node.report("shares", "nothing", "the columns in which both agree, such as [legal_representative, region]");
        }
        List<String> on = node.texts("lists");
        if (on.isEmpty()) {
            node.report("lists", "nothing", "lists, such as [seriously_dishonest]");
        }
        on.forEach(list -> node.known("lists", "the list", list, lists));
        int atMost = node.wholeNumber("at_most", 2, Integer.MAX_VALUE);
        Optional<TableContract> table = SelectionReader.recordClass(node, contracts);
        table.ifPresent(
                t -> shares.forEach(column -> SelectionReader.hasColumn(node, "shares", t, column, ColumnKind.ANY)));
        return table.map(t ->
                new WarningRule.Related(id, severity, message, SelectionReader.where(node, t), shares, atMost, on));
    }

    private static void checkWords(TypedNode node, Message message, Collection<String> known) {
        message.columns().forEach(word -> node.known("message", "message: the word", word, known));
    }

    private static void refusePersonal(TypedNode node, Message message, TableContract table) {
        message.columns().stream()
                .filter(word ->
                        table.column(word).map(TableContract.Column::personal).orElse(false))
                .forEach(word ->
                        node.report("message", "{" + word + "}", "no word that names a person", "Leave it out"));
    }
}
