package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.lake.TableContract.RecordClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A record as a case writes it: some columns of its class. What dates it and bounds its validity follows from them as in
 * the lake, unless the case says otherwise.
 *
 * @param node the record
 * @param table its class
 */
record CaseRecord(TypedNode node, TableContract table) {

    /** Values by column, in the types of the class. */
    Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        for (String name : node.node().map().keySet()) {
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
}
