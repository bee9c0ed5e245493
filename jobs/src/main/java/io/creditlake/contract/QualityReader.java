package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.DeliveryTerms.Measure;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.SourceContract.Unique;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code quality}. Where the Open Data Contract Standard has a metric for a table, that is used ({@code type:
 * library}); conditions on a row and measures of ours are {@code type: custom}, whose {@code implementation} is a
 * condition, or a mapping with a {@code measure}.
 */
final class QualityReader {
    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "type",
            "description",
            "dimension",
            "severity",
            "tags",
            "businessImpact",
            "customProperties",
            "authoritativeDefinitions");
    private static final List<String> METRICS = List.of("rowCount", "duplicateValues");
    private static final List<String> MEASURES = List.of("invalidRows", "volume");
    private static final int EARLIER_DELIVERIES = 10;

    private final List<Field> fields;
    private final Problems problems;
    private final List<Rule> rules = new ArrayList<>();
    private final List<Unique> unique = new ArrayList<>();
    private final List<DeliveryTerms.Rule> ofDeliveries = new ArrayList<>();
    private final Map<String, YamlNode> named = new HashMap<>();

    QualityReader(List<Field> fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    /** Reads the rules under {@code quality}. */
    void read(List<YamlNode> nodes) {
        for (YamlNode node : nodes) {
            String name = node.required("name", "publicity_after_decision", problems);
            if (named.put(name, node) != null) {
                problems.add(node, "the rule '" + name + "' a second time", "each name once", "");
            }
            switch (node.text("type", node.get("metric").isPresent() ? "library" : "")) {
                case "custom" -> custom(node, name);
                case "library" -> metric(node, name);
                case "text" -> node.required("description", "什么必须成立", problems);
                default ->
                    problems.unknown(
                            node.get("type").orElse(node),
                            "type",
                            node.text("type", ""),
                            List.of("custom", "library", "text"));
            }
        }
    }

    List<Rule> rules() {
        return rules;
    }

    List<Unique> unique() {
        return unique;
    }

    List<DeliveryTerms.Rule> ofDeliveries() {
        return ofDeliveries;
    }

    private void custom(YamlNode node, String name) {
        allowOnly(node, Set.of("engine", "implementation"));
        if (!node.text("engine", "").equals("creditlake")) {
            problems.add(node, "a rule without engine: creditlake", "type: custom, engine: creditlake", "");
        }
        Optional<YamlNode> measured = node.get("implementation").filter(YamlNode::isMap);
        if (measured.isEmpty()) {
            condition(node, name);
            return;
        }
        String measure = measured.get().text("measure", "");
        switch (measure) {
            case "invalidRows" -> invalid(node, measured.get(), name);
            case "volume" -> volume(node, measured.get(), name);
            default -> problems.unknown(measured.get(), "measure", measure, MEASURES);
        }
    }

    private void condition(YamlNode node, String name) {
        CustomProperties own = CustomProperties.of(node);
        own.names().stream()
                .filter(property -> !property.equals("field"))
                .forEach(property ->
                        problems.unknown(own.get(property).orElse(node), "customProperty", property, List.of("field")));
        String field = own.text("field").orElse("");
        if (!field.isEmpty()) {
            checkSent(own.get("field").orElse(node), "field", field);
        }
        rules.add(new Rule(
                name,
                node.required("implementation", "publicity_end >= decision_date", problems),
                severity(node, Severity.REJECT),
                field,
                node.required("description", "公示截止期早于处罚决定日期", problems),
                node.get("implementation").orElse(node).line()));
    }

    private void checkSent(YamlNode where, String what, String column) {
        List<String> sent =
                fields.stream().filter(Field::kept).map(Field::column).toList();
        if (!sent.contains(column)) {
            problems.unknown(where, what, column, sent);
        }
    }

    private void metric(YamlNode node, String name) {
        allowOnly(node, with("metric", "arguments"));
        String metric = node.text("metric", "");
        switch (metric) {
            case "duplicateValues" -> different(node, name);
            case "rowCount" -> add(node, node, name, Measure.ROWS, List.of(), 0, false);
            default -> problems.unknown(node.get("metric").orElse(node), "metric", metric, METRICS);
        }
    }

    private static Set<String> with(String... keys) {
        Set<String> known = new HashSet<>(RangeReader.OPERATORS);
        known.addAll(List.of(keys));
        return known;
    }

    private void different(YamlNode node, String name) {
        List<String> columns =
                node.at("arguments", "properties").map(YamlNode::texts).orElse(List.of());
        if (columns.isEmpty()) {
            problems.add(node, "duplicateValues of no properties", "arguments: {properties: [document_number]}", "");
            return;
        }
        columns.forEach(column -> checkSent(node.at("arguments", "properties").orElse(node), "property", column));
        if (!node.text("mustBe", "").equals("0")) {
            problems.add(node, "duplicateValues", "mustBe: 0", "For a share of them measure invalidRows of this rule");
        }
        unique.add(
                new Unique(name, columns, severity(node, Severity.REJECT), node.text("description", "同一文件内不同事项的值重复")));
    }

    private void volume(YamlNode node, YamlNode measured, String name) {
        measured.allowOnly(with("measure", "deliveries"), problems);
        Optional<YamlNode> deliveries = measured.get("deliveries");
        boolean right =
                deliveries.filter(n -> !n.scalar().matches("[1-9]\\d{0,2}")).isEmpty();
        if (!right) {
            problems.add(deliveries.get(), "deliveries '" + deliveries.get().scalar() + "'", "a number such as 10", "");
        }
        int most = right
                ? deliveries.map(YamlNode::scalar).map(Integer::valueOf).orElse(EARLIER_DELIVERIES)
                : EARLIER_DELIVERIES;
        add(node, measured, name, Measure.VOLUME, List.of(), most, true);
    }

    private void invalid(YamlNode node, YamlNode measured, String name) {
        measured.allowOnly(with("measure", "rules", "unit"), problems);
        String unit = measured.text("unit", "rows");
        if (!unit.equals("rows") && !unit.equals("percent")) {
            problems.unknown(measured.get("unit").orElse(measured), "unit", unit, List.of("rows", "percent"));
        }
        List<String> of = measured.get("rules").map(YamlNode::texts).orElse(List.of());
        add(node, measured, name, Measure.INVALID, of, 0, unit.equals("percent"));
    }

    private void add(
            YamlNode node,
            YamlNode measured,
            String name,
            Measure measure,
            List<String> of,
            int deliveries,
            boolean percent) {
        new RangeReader(measured, problems)
                .read()
                .ifPresent(range -> ofDeliveries.add(new DeliveryTerms.Rule(
                        name, measure, of, deliveries, range, percent, refuses(node), node.text("description", ""))));
    }

    /** The node of a rule, for mistakes found later. */
    YamlNode node(String name) {
        return named.get(name);
    }

    private boolean refuses(YamlNode node) {
        Severity severity = severity(node, Severity.REFUSE);
        if (severity == Severity.REJECT) {
            problems.add(
                    node.get("severity").orElse(node),
                    "severity 'reject' of a rule on whole deliveries",
                    "refuse (the file is refused) or flag (it is told)",
                    "");
        }
        return severity != Severity.FLAG;
    }

    private Severity severity(YamlNode node, Severity otherwise) {
        Optional<String> text = node.get("severity").map(YamlNode::scalar);
        Optional<Severity> severity = text.flatMap(Severity::of);
        if (text.isPresent() && severity.isEmpty()) {
            problems.unknown(node.get("severity").orElse(node), "severity", text.get(), Severity.words());
        }
        return severity.orElse(otherwise);
    }

    private void allowOnly(YamlNode node, Set<String> more) {
        Set<String> known = new HashSet<>(KEYS);
        known.addAll(more);
        node.allowOnly(known, problems);
    }
}
