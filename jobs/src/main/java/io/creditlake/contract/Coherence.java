package io.creditlake.contract;

import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContract.Unique;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sees that the parts of a contract fit each other and its record class. */
final class Coherence {
    /** Columns any of which tells who a row is about. */
    private static final Set<String> WHO =
            Set.of("subject_name", "uscc", "org_code", "reg_no", "tax_no", "person_token");
    /** Checks that a contract gives a field. */
    private static final List<String> CHECKS = List.of(
            "required",
            "masked",
            "format",
            "region",
            "code_set",
            "check_digit",
            "rounded",
            "personal",
            "minimum",
            "maximum",
            "min_length",
            "max_length",
            "pattern",
            "unique");

    private final List<Field> fields;
    private final Problems problems;

    Coherence(List<Field> fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Reports names and headers that two fields have. */
    void checkHeaders(List<YamlNode> nodes) {
        Map<String, String> owners = new HashMap<>();
        Set<String> columns = new TreeSet<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            YamlNode node = nodes.get(i);
            if (!columns.add(field.column())) {
                problems.add(node, "the field '" + field.column() + "' a second time", "each field once", "");
                continue;
            }
            for (String header : field.headers()) {
                String owner = owners.putIfAbsent(Headers.reduced(header), field.column());
                if (owner != null && !owner.equals(field.column())) {
                    problems.add(
                            node,
                            "the header '" + header + "' of " + field.column() + ", which " + owner + " has too",
                            "each header on one field",
                            "physicalName, businessName and headers all count");
                }
            }
        }
    }

    /** Reports a record class that the fields cannot fill. */
    void checkClass(YamlNode table, TableContract recordClass) {
        List<String> sent =
                fields.stream().filter(Field::kept).map(Field::column).toList();
        List<String> key =
                recordClass.recordClass().map(RecordClass::businessKey).orElse(List.of());
        List<String> lacking = key.stream()
                .filter(c -> !c.equals(RecordClass.SUBJECT_KEY) && !sent.contains(c))
                .toList();
        if (!lacking.isEmpty()) {
            problems.add(
                    table,
                    "no field for " + String.join(", ", lacking) + " of the business key of " + recordClass.name(),
                    "all of " + String.join(", ", key),
                    "Without a whole key no row is known again");
        }
        if (sent.stream().noneMatch(WHO::contains)) {
            problems.add(
                    table,
                    "no field that tells who a row is about",
                    "one of " + String.join(", ", new TreeSet<>(WHO)),
                    "");
        }
    }

    /** The delivery rules with the rules they count named in full; reports those that are none. */
    List<DeliveryTerms.Rule> resolved(QualityReader quality) {
        Map<String, String> breaches = new LinkedHashMap<>();
        for (Rule rule : quality.rules()) {
            breaches.put(rule.name(), DeliveryTerms.breach(rule.field(), rule.name()));
        }
        for (Unique unique : quality.unique()) {
            breaches.put(unique.name(), unique.breach());
        }
        List<DeliveryTerms.Rule> resolved = new ArrayList<>();
        for (DeliveryTerms.Rule rule : quality.ofDeliveries()) {
            List<String> of = new ArrayList<>();
            for (String name : rule.of()) {
                if (!breaches.containsKey(name) && !isCheck(name)) {
                    List<String> known = new ArrayList<>(breaches.keySet());
                    known.add(DeliveryTerms.ROW_SHAPE);
                    known.add("<field>:<check> with a check of " + CHECKS);
                    problems.unknown(quality.node(rule.name()), "rule", name, known);
                }
                of.add(breaches.getOrDefault(name, name));
            }
            resolved.add(new DeliveryTerms.Rule(
                    rule.name(),
                    rule.measure(),
                    List.copyOf(of),
                    rule.deliveries(),
                    rule.allowed(),
                    rule.percent(),
                    rule.refuses(),
                    rule.message()));
        }
        return resolved;
    }

    private boolean isCheck(String name) {
        String[] parts = name.split(":", 2);
        return name.equals(DeliveryTerms.ROW_SHAPE)
                || (parts.length == 2
                        && CHECKS.contains(parts[1])
                        && fields.stream().anyMatch(f -> f.kept() && f.column().equals(parts[0])));
    }
}
