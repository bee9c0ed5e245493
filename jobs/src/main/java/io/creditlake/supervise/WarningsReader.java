package io.creditlake.supervise;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.SelectionReader;
import java.math.BigDecimal;
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
    private static final List<String> SEVERITIES = List.of("notice", "warning", "alert");
    static final List<String> DROP_WORDS =
            List.of("policy", "previous_grade", "grade", "levels", "previous_score", "score");

    private final TableContracts contracts;

    WarningsReader(TableContracts contracts) {
        this.contracts = contracts;
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
        Optional<String> on = node.choice("on", List.of("grade_change", "record"));
        if (on.isEmpty() || severity.isEmpty()) {
            return Optional.empty();
        }
        return on.get().equals("record")
                ? onRecord(node, id, severity.get(), message)
                : onDrop(node, id, severity.get(), message);
    }

    private static Optional<WarningRule> onDrop(TypedNode node, String id, String severity, Message message) {
        node.allowOnly(DROP_KEYS);
        checkWords(node, message, DROP_WORDS);
        BigDecimal levels = node.decimal("levels", "2");
        if (levels.signum() <= 0 || levels.stripTrailingZeros().scale() > 0) {
            node.report("levels", levels.toPlainString(), "a whole number of grades, 1 or more");
        }
        return Optional.of(new WarningRule.GradeDrop(id, severity, message, levels.intValue()));
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
