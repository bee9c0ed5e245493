package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.SelectionReader.ColumnKind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads indicators and direct rules of one version; ids are unique among both. */
final class ItemReader {
    private static final Set<String> INDICATOR_KEYS = Set.of(
            "id",
            "title",
            "dimension",
            "kind",
            "record",
            "where",
            "window",
            "while",
            "measure",
            "points",
            "basis",
            "remedy",
            "show",
            "illustrative");
    private static final Set<String> RULE_KEYS = Set.of(
            "id", "title", "grade", "record", "where", "window", "while", "basis", "remedy", "show", "illustrative");

    private final TableContracts contracts;
    private final Set<String> ids = new HashSet<>();

    ItemReader(TableContracts contracts) {
        this.contracts = contracts;
    }

    /** The indicator at a node; empty after reporting what keeps it from being one. */
    Optional<Indicator> indicator(TypedNode node) {
        node.allowOnly(INDICATOR_KEYS);
        String id = id(node);
        String title = node.text("title", "重大行政处罚");
        String dimension = node.text("dimension", "行政处罚");
        Optional<Boolean> bonus =
                node.choice("kind", List.of("bonus", "deduction")).map("bonus"::equals);
        String basis = basis(node);
        String remedy = node.text("remedy", "履行处罚决定，期满后申请信用修复");
        Optional<TableContract> recordClass = SelectionReader.recordClass(node, contracts);
        Optional<Measure> measure = recordClass.flatMap(c -> MeasureReader.read(node, c));
        Optional<Points> points = measure.flatMap(m -> bonus.flatMap(isBonus -> PointsReader.read(node, isBonus, m)));
        if (recordClass.isEmpty() || points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                id,
                title,
                dimension,
                bonus.orElseThrow(),
                SelectionReader.read(node, recordClass.get()),
                measure.orElseThrow(),
                points.get(),
                basis,
                remedy,
                shown(node, recordClass.get())));
    }

    /** The rule at a node; empty after reporting what keeps it from being one. */
    Optional<DirectRule> directRule(TypedNode node, List<String> grades) {
        node.allowOnly(RULE_KEYS);
        String id = id(node);
        String title = node.text("title", "列入严重失信主体名单");
        Optional<String> grade = node.choice("grade", grades);
        String basis = basis(node);
        String remedy = node.text("remedy", "移出名单");
        Optional<TableContract> recordClass = SelectionReader.recordClass(node, contracts);
        if (recordClass.isEmpty() || grade.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DirectRule(
                id,
                title,
                grade.get(),
                SelectionReader.read(node, recordClass.get()),
                basis,
                remedy,
                shown(node, recordClass.get())));
    }

    private String id(TypedNode node) {
        String id = node.text("id", "penalty_large");
        if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]*")) {
            node.report("id", "'" + id + "'", "lower-case letters, digits and underscores, for example penalty_large");
        }
        if (!id.isEmpty() && !ids.add(id)) {
            node.report("id", "'" + id + "' a second time", "each id once among indicators and direct grades");
        }
        return id;
    }

    private static String basis(TypedNode node) {
        if (!node.has("basis")) {
            node.report(
                    "basis",
                    "points or a grade that rest on nothing",
                    "the title of the law, for example basis: 《中华人民共和国行政处罚法》");
            return "";
        }
        return node.text("basis", "《中华人民共和国行政处罚法》");
    }

    private static List<String> shown(TypedNode node, TableContract recordClass) {
        List<String> shown = node.texts("show");
        shown.forEach(column -> SelectionReader.hasColumn(node, "show", recordClass, column, ColumnKind.ANY));
        return List.copyOf(shown);
    }
}
