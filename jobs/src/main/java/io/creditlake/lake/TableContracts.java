package io.creditlake.lake;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract.Access;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.lake.TableContract.RecordClass;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every table of the lake as {@code schemas/lake} says it, by name in alphabetical order. */
public final class TableContracts {
    private final Map<TableName, TableContract> tables;

    private TableContracts(Map<TableName, TableContract> tables) {
        this.tables = tables;
    }

    /**
     * Reads every table contract.
     *
     * @param schemas the folder {@code schemas}
     * @throws ConfigurationException with every mistake of every file
     */
    public static TableContracts load(Path schemas) {
        Problems problems = new Problems();
        Map<TableName, TableContract> tables = new LinkedHashMap<>();
        Path folder = schemas.resolve("lake");
        for (Path file : yamlFiles(folder)) {
            YamlNode.read(file, problems)
                    .flatMap(root -> table(root, folder, problems))
                    .ifPresent(table -> tables.put(table.name(), table));
        }
        problems.throwIfAny();
        return new TableContracts(tables);
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    folder.toString(), "no readable folder", "the folder schemas/lake", "Check --schemas");
        }
    }

    private static Optional<TableContract> table(YamlNode root, Path folder, Problems problems) {
        Optional<YamlNode> schema =
                root.get("schema").flatMap(s -> s.items().stream().findFirst());
        if (schema.isEmpty()) {
            problems.add(root, "no 'schema'", "a list with the table", "");
            return Optional.empty();
        }
        YamlNode node = schema.get();
        String name = node.required("physicalName", "record.penalty", problems);
        if (!TableContract.NAMESPACES.contains(name.split("\\.", 2)[0])) {
            problems.add(node, "table '" + name + "'", "a table of " + TableContract.NAMESPACES, "");
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        CustomProperties own = CustomProperties.of(node);
        own.text("include").ifPresent(file -> YamlNode.read(folder.resolve(file), problems)
                .ifPresent(included -> columns.addAll(columns(firstTable(included), true, problems))));
        columns.addAll(columns(node, false, problems));
        return Optional.of(new TableContract(
                TableName.of(name),
                node.text("businessName", name),
                List.copyOf(columns),
                own.texts("partition"),
                own.texts("sort"),
                own.texts("lookup"),
                own.text("ledger").map(Boolean::parseBoolean).orElse(false),
                recordClass(name, own, columns, problems),
                access(own, Access.INTERNAL, problems),
                own.text("publicWhere"),
                own.texts("key")));
    }

    private static YamlNode firstTable(YamlNode root) {
        return root.get("schema").map(s -> s.items().get(0)).orElse(root);
    }

    private static List<Column> columns(YamlNode table, boolean common, Problems problems) {
        List<Column> columns = new ArrayList<>();
        for (YamlNode property : table.get("properties").map(YamlNode::items).orElse(List.of())) {
            CustomProperties own = CustomProperties.of(property);
            columns.add(new Column(
                    property.required("name", "decision_date", problems),
                    property.required("physicalType", "date", problems),
                    Boolean.parseBoolean(property.text("required", "false")),
                    property.text("businessName", ""),
                    property.text("description", ""),
                    common,
                    !own.text("volatile").map(Boolean::parseBoolean).orElse(false),
                    own.texts("survivesFrom"),
                    property.text("classification", "").equals("personal"),
                    own.text("filledLater").map(Boolean::parseBoolean).orElse(false),
                    own.texts("values"),
                    own.text("minimum").map(BigDecimal::new),
                    access(own, Access.PUBLIC, problems)));
        }
        return columns;
    }

    private static Access access(CustomProperties own, Access unsaid, Problems problems) {
        Optional<String> said = own.text("access");
        for (Access access : Access.values()) {
            if (said.filter(s -> s.equals(access.name().toLowerCase(Locale.ROOT)))
                    .isPresent()) {
                return access;
            }
        }
        said.ifPresent(s -> problems.unknown(
                own.get("access").orElseThrow(), "access", s, List.of("public", "government", "internal")));
        return unsaid;
    }

    private static Optional<RecordClass> recordClass(
            String name, CustomProperties own, List<Column> columns, Problems problems) {
        List<String> known = columns.stream().map(Column::name).toList();
        for (String property : List.of("documentNumber", "decidedBy", "latestWins")) {
            own.texts(property).stream()
                    .filter(column -> !known.contains(column))
                    .forEach(column -> problems.unknown(own.get(property).orElseThrow(), property, column, known));
        }
        List<String> key = own.texts("businessKey");
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordClass(
                        TableName.of(name).table(),
                        key,
                        own.text("documentNumber").orElse(""),
                        own.text("occurredOn").orElse(""),
                        own.text("validFrom").orElse(""),
                        own.text("validTo").orElse(""),
                        own.texts("decidedBy"),
                        own.texts("latestWins")));
    }

    /** Every table. */
    public List<TableContract> all() {
        return List.copyOf(tables.values());
    }

    /** The tables that move together at publication. */
    public List<TableContract> released() {
        return tables.values().stream().filter(t -> !t.ledger()).toList();
    }

    /** The record classes. */
    public List<TableContract> recordClasses() {
        return tables.values().stream().filter(t -> t.recordClass().isPresent()).toList();
    }

    /** The table of a record class, empty when there is no such class. */
    public Optional<TableContract> recordClass(String name) {
        return Optional.ofNullable(tables.get(new TableName("record", name)))
                .filter(t -> t.recordClass().isPresent());
    }

    /** A table that must exist. */
    public TableContract get(String name) {
        TableContract table = tables.get(TableName.of(name));
        if (table == null) {
            throw ConfigurationException.of(
                    "schemas/lake/" + name + ".yaml", "no such file", "a contract of the table " + name, "");
        }
        return table;
    }
}
