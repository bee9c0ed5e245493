package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.SourceContract.Unique;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.standards.Text;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /** What means nothing of a field that becomes no column. */
    private static final List<String> OF_KEPT_FIELDS = List.of(
            "standard",
            "missing",
            "check",
            "codes",
            "minimum",
            "maximum",
            "maxLength",
            "limits",
            "notUnique",
            "otherwise");

    private static final Set<String> OWN_PROPERTIES = Stream.concat(
                    Stream.of("headers", "mustExist", "keep"), OF_KEPT_FIELDS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final YamlNode node;
    private final TableContract recordClass;
    private final Problems problems;
    private final CustomProperties own;
    private final Standard standard;
    private final boolean kept;

    FieldReader(YamlNode node, TableContract recordClass, Problems problems) {
        this.node = node;
        this.recordClass = recordClass;
        this.problems = problems;
        this.own = CustomProperties.of(node);
        this.standard = standard();
        this.kept = truth("keep", own.get("keep"), true);
    }

    Field read() {
        node.allowOnly(KEYS, problems);
        own.names().stream()
                .filter(name -> !OWN_PROPERTIES.contains(name))
                .forEach(name -> problems.unknown(own.get(name).orElse(node), "customProperty", name, OWN_PROPERTIES));
        String column = node.required("name", "decision_date", problems);
        boolean required = truth("required", node.get("required"), false);
        checkColumn(column);
        return new Field(
                column,
                kept,
                node.text("businessName", column),
                headers(),
                standard,
                severity("missing").or(() -> required ? Optional.of(Severity.REJECT) : Optional.empty()),
                truth("mustExist", own.get("mustExist"), required),
                check(),
                codes(),
                new LimitsReader(node, own, standard, severity("limits").orElse(Severity.REJECT), problems).read(),
                node.text("classification", "").equals("personal"),
                otherwise());
    }

    /** What {@code unique: true} says of a field. */
    Optional<Unique> unique(Field field) {
        boolean unique = truth("unique", node.get("unique"), false);
        if (!unique && own.get("notUnique").isPresent()) {
            problems.add(own.get("notUnique").get(), "notUnique", "unique: true beside it", "");
        }
        return unique && kept
                ? Optional.of(new Unique(
                        "unique",
                        List.of(field.column()),
                        severity("notUnique").orElse(Severity.REJECT),
                        "同一文件内不同事项的值重复"))
                : Optional.empty();
    }

    private void checkColumn(String column) {
        if (!kept) {
            OF_KEPT_FIELDS.stream()
                    .flatMap(name -> own.get(name).stream())
                    .forEach(value -> problems.add(
                            value, "a rule on a field that is not kept", "headers, mustExist and keep alone", ""));
            return;
        }
        List<Column> ofRows = recordClass.sentColumns();
        Optional<Column> target =
                ofRows.stream().filter(c -> c.name().equals(column)).findFirst();
        if (target.isEmpty()) {
            List<String> known = ofRows.stream().map(Column::name).toList();
            problems.unknown(node.get("name").orElse(node), "column", column, known);
            return;
        }
        String type = node.text("logicalType", standard.logicalType());
        if (!type.equals(standard.logicalType())) {
            problems.add(
                    node.get("logicalType").orElse(node),
                    "logicalType '" + type + "' with the standard " + standard.key(),
                    "logicalType: " + standard.logicalType(),
                    "");
        }
        if (!standard.fits(target.get().type())) {
            problems.add(
                    own.get("standard").orElse(node),
                    "the standard " + standard.key() + " for " + column + ", a column of type "
                            + target.get().type(),
                    "a standard whose values such a column holds: "
                            + fitting(target.get().type()),
                    "");
        }
    }

    private static String fitting(String type) {
        return String.join(
                ", ",
                Arrays.stream(Standard.values())
                        .filter(s -> s.fits(type))
                        .map(Standard::key)
                        .toList());
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
        Optional<Standard> known = Arrays.stream(Standard.values())
                .filter(s -> s.key().equals(text))
                .findFirst();
        if (known.isEmpty()) {
            List<String> words =
                    Arrays.stream(Standard.values()).map(Standard::key).toList();
            problems.unknown(own.get("standard").orElse(node), "standard", text, words);
        }
        return known.orElse(Standard.TEXT);
    }

    private Optional<Severity> severity(String property) {
        Optional<String> text = own.text(property);
        Optional<Severity> severity = text.flatMap(Severity::of);
        if (text.isPresent() && severity.isEmpty()) {
            problems.unknown(own.get(property).orElse(node), property, text.get(), Severity.words());
        }
        return severity;
    }

    private Optional<Severity> check() {
        if (own.get("check").isPresent() && kept && !standard.hasCheck()) {
            problems.add(
                    own.get("check").get(),
                    "a check of the standard " + standard.key() + ", which any text passes",
                    "a code, a date, a number, a region or a code set; else limits or a rule under quality",
                    "");
        }
        return severity("check");
    }

    private Map<String, String> codes() {
        Map<String, String> codes = new LinkedHashMap<>();
        Optional<YamlNode> map = own.get("codes");
        if (map.isPresent() && standard != Standard.CODE) {
            problems.add(map.get(), "codes with the standard " + standard.key(), "standard: code beside them", "");
        }
        map.ifPresent(node -> node.map().forEach((sent, keptAs) -> {
            String clean = Text.clean(sent);
            if (!sent.equals(clean)) {
                problems.add(
                        keptAs,
                        "the code '" + sent + "', which no value equals once it is normalised",
                        clean == null ? "a word that does not mean nothing" : "'" + clean + "'",
                        "");
            }
            codes.put(sent, keptAs.scalar());
        }));
        return codes;
    }

    private Optional<String> otherwise() {
        Optional<YamlNode> value = own.get("otherwise");
        boolean text = standard == Standard.TEXT || standard == Standard.CODE;
        value.filter(v -> !text || v.scalar().isBlank())
                .ifPresent(v -> problems.add(
                        v,
                        "otherwise '" + v.scalar() + "' with the standard " + standard.key(),
                        "a word, with the standard text or code",
                        "It is kept as it stands here where a row says nothing"));
        return value.map(YamlNode::scalar).filter(v -> text);
    }

    private boolean truth(String key, Optional<YamlNode> value, boolean otherwise) {
        value.filter(v -> !v.scalar().equals("true") && !v.scalar().equals("false"))
                .ifPresent(v -> problems.add(v, key + " '" + v.scalar() + "'", "true or false", ""));
        return value.map(v -> v.scalar().equals("true")).orElse(otherwise);
    }
}
