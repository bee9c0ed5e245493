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
            "part",
            "points",
            "basis",
            "remedy",
            "show",
            "illustrative");
    private static final Set<String> RULE_KEYS = Set.of(
            "id",
            "title",
            "grade",
            "record",
            "where",
            "window",
            "while",
            "at_once",
            "basis",
            "remedy",
            "show",
            "illustrative");

    private final TableContracts contracts;
    private final List<String> dimensions;
    private final Cadence cadence;
    private final Set<String> ids;

    ItemReader(TableContracts contracts, List<String> dimensions, Cadence cadence) {
        this.contracts = contracts;
        this.dimensions = dimensions;
        this.cadence = cadence;
        this.ids = new HashSet<>(dimensions);
    }

    /** The indicator at a node; empty after reporting what keeps it from being one. */
    Optional<Indicator> indicator(TypedNode node) {
        node.allowOnly(INDICATOR_KEYS);
        String id = id(node);
        String title = node.text("title", "重大行政处罚");
        Optional<String> dimension = dimensions.isEmpty() ? Optional.empty() : node.choice("dimension", dimensions);
        Optional<Boolean> bonus =
                node.choice("kind", List.of("bonus", "deduction")).map("bonus"::equals);
        String basis = BasisCheck.read(node);
        String remedy = node.text("remedy", "履行处罚决定，期满后申请信用修复");
        Optional<TableContract> recordClass = SelectionReader.recordClass(node, contracts);
        Optional<Selection> selection = recordClass.map(c -> SelectionReader.read(node, c));
        Optional<Measure> measure = recordClass.flatMap(c -> selection.flatMap(s -> MeasureReader.read(node, c, s)));
        Optional<Points> points = measure.flatMap(
                m -> bonus.flatMap(isBonus -> PointsReader.read(node, isBonus, m, selection.orElseThrow())));
        if (recordClass.isEmpty() || points.isEmpty() || dimension.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Indicator(
                id,
                title,
                dimension.get(),
                bonus.orElseThrow(),
                selection.orElseThrow(),
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
        String basis = BasisCheck.read(node);
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
                atOnce(node),
                basis,
                remedy,
                shown(node, recordClass.get())));
    }

    private boolean atOnce(TypedNode node) {
        if (node.flag("at_once") && cadence == Cadence.NIGHTLY) {
            node.report("at_once", "true under a nightly cadence", "no at_once", "Every grade acts at once already");
        }
        return node.flag("at_once") || cadence == Cadence.NIGHTLY;
    }

    private String id(TypedNode node) {
        String id = node.text("id", "penalty_large");
        checkId(node, id);
        if (!id.isEmpty() && !ids.add(id)) {
            node.report(
                    "id", "'" + id + "' a second time", "each id once among dimensions, indicators and direct grades");
        }
        return id;
    }

    /** Reports an id that is not written as one. */
    static void checkId(TypedNode node, String id) {
        if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]*")) {
            node.report("id", "'" + id + "'", "lower-case letters, digits and underscores, for example penalty_large");
        }
    }

    private static List<String> shown(TypedNode node, TableContract recordClass) {
        List<String> shown = node.texts("show");
        for (String column : shown) {
            boolean known = SelectionReader.hasColumn(node, "show", recordClass, column, ColumnKind.ANY);
            if (known && recordClass.column(column).orElseThrow().personal()) {
                node.report("show", "'" + column + "'", "no column that names a person", "Leave it out");
            }
        }
        return List.copyOf(shown);
    }
}
