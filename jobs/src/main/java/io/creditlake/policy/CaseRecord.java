package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.policy.PolicyCase.Life;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A record as a case writes it: some columns of its class, and beside them what was decided about it and what it must
 * still be. What dates it and bounds its validity follows from its columns as in the lake, unless the case says otherwise.
 *
 * @param node the record
 * @param table its class
 */
record CaseRecord(TypedNode node, TableContract table) {
    private static final String REVISIONS = "revisions";
    private static final String EXPECT = "expect";
    private static final List<String> KINDS = List.of("repair", "objection", "withdrawal", "correction");
    private static final List<String> OUTCOMES = List.of("granted", "upheld", "refused", "rejected");

    /** The record. */
    PolicyCase.Given given() {
        Map<String, Object> values = values();
        List<Map<String, Object>> revisions = new ArrayList<>();
        node.items(REVISIONS).forEach(item -> revisions.add(revision(item, values)));
        if (node.has(REVISIONS) && revisions.isEmpty()) {
            node.report(REVISIONS, "no list", "a list such as [{kind: repair, effective_on: 2026-11-24}]");
        }
        return new PolicyCase.Given(
                values, List.copyOf(revisions), expected(), node.node().line());
    }

    /** Values by column, in the types of the class. */
    private Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (String name : node.node().map().keySet()) {
            if (name.equals(REVISIONS) || name.equals(EXPECT)) {
                continue;
            }
            Optional<Column> column = table.column(name);
            if (column.isEmpty()) {
                node.known(name, "the column", name, table.columnNames());
            } else if (node.has(name)) {
                value(name, column.get()).ifPresent(value -> values.put(name, value));
            }
        }
        RecordClass recordClass = table.recordClass().orElseThrow();
        derive(values, "occurred_on", recordClass.occurredOn());
        derive(values, "valid_from", recordClass.validFrom());
        derive(values, "valid_to", recordClass.validTo());
        return values;
    }

    private static void derive(Map<String, Object> values, String common, String own) {
        if (!own.isEmpty() && values.containsKey(own)) {
            values.putIfAbsent(common, values.get(own));
        }
    }

    private Optional<Object> value(String name, Column column) {
        String type = column.type();
        if (type.equals("date")) {
            return node.date(name, "2026-01-10").map(day -> day);
        } else if (type.startsWith("decimal")) {
            return node.optionalDecimal(name, "50000").map(number -> number);
        } else if (type.equals("string")) {
            return node.optionalText(name).map(text -> text);
        }
        node.report(name, "a column of type " + type, "a text, number or date");
        return Optional.empty();
    }

    /** A decision about the record as {@code record.revision} has it, tied to it. */
    private static Map<String, Object> revision(TypedNode item, Map<String, Object> record) {
        item.allowOnly(Set.of("kind", "outcome", "effective_on", "decision_date"));
        Map<String, Object> revision = new HashMap<>();
        revision.put("target_state", "tied");
        item.choice("kind", KINDS).ifPresent(kind -> {
            revision.put("kind", kind);
            if (kind.equals("correction") && !record.containsKey("received_on")) {
                item.report(
                        "kind",
                        "a correction of a record without received_on",
                        "received_on in the record, the day on which what stands of it came",
                        "A corrected record counts again when it has come anew");
            }
        });
        if (item.has("outcome")) {
            item.choice("outcome", OUTCOMES).ifPresent(outcome -> revision.put("outcome", outcome));
        }
        for (String day : List.of("effective_on", "decision_date")) {
            if (item.has(day)) {
                item.date(day, "2026-11-24").ifPresent(date -> revision.put(day, date));
            }
        }
        if (!item.has("effective_on") && !item.has("decision_date")) {
            item.report("effective_on", "no day", "the day on which it takes effect, or decision_date");
        }
        return revision;
    }

    private Map<Life, String> expected() {
        Map<Life, String> expected = new LinkedHashMap<>();
        if (!node.has(EXPECT)) {
            return expected;
        }
        TypedNode said = node.child(EXPECT);
        said.allowOnly(Set.copyOf(Life.keys()));
        for (Life life : Life.values()) {
            if (!said.has(life.key())) {
                continue;
            }
            String text = said.optionalText(life.key()).orElse("");
            if (text.equals(Life.NONE)) {
                expected.put(life, text);
            } else if (life == Life.SEVERITY) {
                said.choice(life.key(), Severity.keys()).ifPresent(word -> expected.put(life, word));
            } else {
                said.date(life.key(), "2026-11-24").map(LocalDate::toString).ifPresent(day -> expected.put(life, day));
            }
        }
        return expected;
    }
}
