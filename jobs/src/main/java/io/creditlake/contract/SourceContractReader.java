package io.creditlake.contract;

import io.creditlake.config.CustomProperties;
import io.creditlake.config.Problems;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Format;
import io.creditlake.contract.SourceContract.Unique;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one source contract and reports all of its mistakes. */
final class SourceContractReader {
    private static final Set<String> ROOT_KEYS = Set.of(
            "apiVersion",
            "kind",
            "id",
            "name",
            "version",
            "status",
            "domain",
            "tenant",
            "dataProduct",
            "tags",
            "description",
            "schema",
            "customProperties",
            "team",
            "roles",
            "servers",
            "slaProperties",
            "support",
            "price",
            "authoritativeDefinitions",
            "contractCreatedTs");
    private static final Set<String> OWN_PROPERTIES = Set.of(
            "department",
            "departmentRegion",
            "recordClass",
            "formats",
            "lateAfterWorkingDays",
            "authority",
            "completeWhen",
            "whenLate",
            "newColumns",
            "generated",
            "pull");
    private static final Set<String> TABLE_KEYS = Set.of(
            "id",
            "name",
            "physicalName",
            "physicalType",
            "businessName",
            "description",
            "tags",
            "properties",
            "quality",
            "customProperties",
            "logicalType",
            "dataGranularityDescription",
            "authoritativeDefinitions");

    private static final int COUNTY = 10;
    private static final int CITY = 20;
    private static final int PROVINCE = 30;
    private static final int GREATEST = 100;

    private final Path file;
    private final TableContracts tables;
    private final Problems problems;

    SourceContractReader(Path file, TableContracts tables, Problems problems) {
        this.file = file;
        this.tables = tables;
        this.problems = problems;
    }

    Optional<SourceContract> read(YamlNode root) {
        root.allowOnly(ROOT_KEYS, problems);
        CustomProperties own = CustomProperties.of(root);
        own.names().stream()
                .filter(name -> !OWN_PROPERTIES.contains(name))
                .forEach(name -> problems.unknown(own.get(name).orElse(root), "customProperty", name, OWN_PROPERTIES));
        String className = own.text("recordClass").orElse("");
        Optional<TableContract> recordClass = tables.recordClass(className);
        Optional<YamlNode> table =
                root.get("schema").flatMap(s -> s.items().stream().findFirst());
        if (recordClass.isEmpty()) {
            List<String> classes =
                    tables.recordClasses().stream().map(t -> t.name().table()).toList();
            problems.unknown(own.get("recordClass").orElse(root), "recordClass", className, classes);
        }
        if (table.isEmpty()) {
            problems.add(root, "no 'schema'", "a list with one table", "");
        }
        if (recordClass.isEmpty() || table.isEmpty()) {
            return Optional.empty();
        }
        table.get().allowOnly(TABLE_KEYS, problems);
        List<YamlNode> properties =
                table.get().get("properties").map(YamlNode::items).orElse(List.of());
        List<Unique> unique = new ArrayList<>();
        List<Field> fields = fields(table.get(), properties, recordClass.get(), unique);
        QualityReader quality = new QualityReader(fields, problems);
        quality.read(table.get().get("quality").map(YamlNode::items).orElse(List.of()));
        unique.addAll(quality.unique());
        Coherence coherence = new Coherence(fields, problems);
        coherence.checkHeaders(properties);
        coherence.checkClass(table.get(), recordClass.get());
        Optional<Pull> pull = own.get("pull").flatMap(node -> new PullReader(root, node, problems).read());
        pull.ifPresent(p -> fields.addAll(PullReader.ownFields(p, fields)));
        return Optional.of(new SourceContract(
                root.required("name", "provincial_penalty", problems),
                file,
                table.get().text("businessName", root.text("name", "")),
                needed(root, own, "department", "山东省市场监督管理局"),
                needed(root, own, "departmentRegion", "370000"),
                className,
                formats(root, own),
                fields,
                List.copyOf(quality.rules()),
                List.copyOf(unique),
                new TermsReader(root, own, problems).read(coherence.resolved(quality)),
                own.get("lateAfterWorkingDays").flatMap(node -> wholeNumber(node)),
                authority(own),
                own.text("generated").map(Boolean::parseBoolean).orElse(false),
                pull));
    }

    private String needed(YamlNode root, CustomProperties own, String name, String example) {
        Optional<String> value = own.text(name);
        if (value.isEmpty()) {
            problems.add(
                    root, "no customProperty '" + name + "'", "{property: " + name + ", value: " + example + "}", "");
        }
        return value.orElse("");
    }

    private List<Format> formats(YamlNode root, CustomProperties own) {
        List<YamlNode> nodes = own.get("formats").map(YamlNode::items).orElse(List.of());
        if (nodes.isEmpty() && own.get("pull").isEmpty()) {
            problems.add(
                    root,
                    "no customProperty 'formats'",
                    "a list such as [{files: \"*.csv\", kind: csv, charsets: [UTF-8, GB18030]}]",
                    "");
        }
        return nodes.stream()
                .flatMap(node -> new FormatReader(node, problems).read().stream())
                .toList();
    }

    private List<Field> fields(
            YamlNode table, List<YamlNode> properties, TableContract recordClass, List<Unique> unique) {
        List<Field> fields = new ArrayList<>();
        for (YamlNode node : properties) {
            FieldReader reader = new FieldReader(node, recordClass, problems);
            Field field = reader.read();
            fields.add(field);
            reader.unique(field).ifPresent(unique::add);
        }
        if (fields.isEmpty()) {
            problems.add(table, "no 'properties'", "a list of fields", "");
        }
        return fields;
    }

    /** As stated; else by the level of the department: a province above a city above a county. */
    private int authority(CustomProperties own) {
        String region = own.text("departmentRegion").orElse("");
        int ofLevel = region.endsWith("0000") ? PROVINCE : region.endsWith("00") ? CITY : COUNTY;
        Optional<YamlNode> stated = own.get("authority");
        int authority = stated.flatMap(this::wholeNumber).orElse(ofLevel);
        if (authority < 0 || authority > GREATEST) {
            problems.add(stated.orElseThrow(), "authority " + authority, "a whole number from 0 to " + GREATEST, "");
        }
        return authority;
    }

    private Optional<Integer> wholeNumber(YamlNode node) {
        try {
            return Optional.of(Integer.valueOf(node.scalar()));
        } catch (NumberFormatException e) {
            problems.add(node, "'" + node.scalar() + "'", "a whole number", "");
            return Optional.empty();
        }
    }
}
