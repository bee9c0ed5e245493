package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.lake.TableContract;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one property of a source contract's table. */
final class FieldReader {
    private static final Set<String> KEYS = Set.of(
            "id",
            "name",
            "physicalName",
            "physicalType",
            "businessName",
            "description",
            "logicalType",
            "logicalTypeOptions",
            "required",
            "tags",
            "classification",
            "examples",
            "customProperties",
            "criticalDataElement",
            "unique",
            "primaryKey");
    private static final Set<String> OWN_PROPERTIES = Set.of(
            "headers", "standard", "missing", "mustExist", "check", "codes", "minimum", "maximum", "maxLength", "keep");
    private static final List<String> SEVERITIES = List.of("reject", "flag");

    private final YamlNode node;
    private final TableContract recordClass;
    private final Problems problems;
    private final CustomProperties own;

    FieldReader(YamlNode node, TableContract recordClass, Problems problems) {
        this.node = node;
        this.recordClass = recordClass;
        this.problems = problems;
        this.own = CustomProperties.of(node);
    }

    Field read() {
        node.allowOnly(KEYS, problems);
        own.names().stream()
                .filter(name -> !OWN_PROPERTIES.contains(name))
                .forEach(name -> problems.unknown(own.get(name).orElse(node), "customProperty", name, OWN_PROPERTIES));
        String column = node.required("name", "decision_date", problems);
        boolean kept = own.text("keep").map(Boolean::parseBoolean).orElse(true);
        if (kept && recordClass.column(column).isEmpty()) {
            problems.unknown(node, "column", column, recordClass.columnNames());
        }
        boolean required = Boolean.parseBoolean(node.text("required", "false"));
        return new Field(
                column,
                kept,
                node.text("businessName", column),
                headers(),
                standard(),
                severity("missing").or(() -> required ? Optional.of(Severity.REJECT) : Optional.empty()),
                own.text("mustExist").map(Boolean::parseBoolean).orElse(required),
                severity("check"),
                codes(),
                bound("minimum"),
                bound("maximum"),
                own.get("maxLength").flatMap(this::wholeNumber),
                node.text("classification", "").equals("personal"));
    }

    private List<String> headers() {
        Set<String> headers = new LinkedHashSet<>();
        node.get("physicalName").ifPresent(n -> headers.add(n.scalar()));
        node.get("businessName").ifPresent(n -> headers.add(n.scalar()));
        headers.addAll(own.texts("headers"));
        if (headers.isEmpty()) {
            problems.add(node, "no header", "physicalName, businessName or customProperty headers", "");
        }
        return List.copyOf(headers);
    }

    private Standard standard() {
        String text = own.text("standard").orElse("text");
        Optional<Standard> standard = Arrays.stream(Standard.values())
                .filter(s -> s.key().equals(text))
                .findFirst();
        if (standard.isEmpty()) {
            List<String> known =
                    Arrays.stream(Standard.values()).map(Standard::key).toList();
            problems.unknown(own.get("standard").orElse(node), "standard", text, known);
        }
        return standard.orElse(Standard.TEXT);
    }

    private Optional<Severity> severity(String property) {
        Optional<String> text = own.text(property);
        if (text.isPresent() && !SEVERITIES.contains(text.get())) {
            problems.unknown(own.get(property).orElse(node), property, text.get(), SEVERITIES);
            return Optional.empty();
        }
        return text.map(t -> Severity.valueOf(t.toUpperCase(Locale.ROOT)));
    }

    private Optional<String> bound(String property) {
        Optional<String> text = own.text(property);
        Standard standard = standard();
        boolean day = standard == Standard.DATE || standard == Standard.END_DATE;
        boolean amount = standard == Standard.AMOUNT || standard == Standard.AMOUNT_WAN;
        boolean right = text.isEmpty()
                || (day && (text.get().equals("run_date") || text.get().matches("\\d{4}-\\d{2}-\\d{2}")))
                || (amount && text.get().matches("-?\\d+(\\.\\d+)?"));
        if (!right) {
            problems.add(
                    own.get(property).orElse(node),
                    property + " '" + text.get() + "'",
                    day
                            ? "a day such as 1990-01-01, or run_date"
                            : amount ? "an amount in yuan" : "a date or an amount",
                    "");
        }
        return right ? text : Optional.empty();
    }

    private Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        own.get("codes").ifPresent(map -> map.map().forEach((sent, kept) -> codes.put(sent, kept.scalar())));
        return codes;
    }

    private Optional<Integer> wholeNumber(YamlNode value) {
        try {
            return Optional.of(Integer.valueOf(value.scalar()));
        } catch (NumberFormatException e) {
            problems.add(value, "'" + value.scalar() + "'", "a whole number", "");
            return Optional.empty();
        }
    }
}
