package io.creditlake.supervise;

import io.creditlake.config.TypedNode;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.SelectionReader;
import io.creditlake.policy.SelectionReader.ColumnKind;
import io.creditlake.policy.Span;
import io.creditlake.policy.TimeUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code conf/supervision/listings.yaml}. */
final class ListingsReader {
    private static final Set<String> KEYS = Set.of(
            "id",
            "title",
            "colour",
            "record",
            "where",
            "from",
            "until",
            "through",
            "longest",
            "authority",
            "reason",
            "suspended_by",
            "basis",
            "consequences",
            "illustrative");

    private final TableContracts contracts;

    ListingsReader(TableContracts contracts) {
        this.contracts = contracts;
    }

    List<ListingRule> read(TypedNode root) {
        root.allowOnly(Set.of("illustrative", "listings"));
        Map<String, List<String>> suspending = new HashMap<>();
        List<ListingRule> rules = new ArrayList<>();
        for (TypedNode node : root.items("listings")) {
            rule(node).ifPresent(rule -> {
                if (suspending.putIfAbsent(rule.id(), rule.suspendedBy()) != null) {
                    node.report("id", "'" + rule.id() + "' a second time", "each id once");
                }
                rules.add(rule);
            });
        }
        for (TypedNode node : root.items("listings")) {
            for (String other : node.texts("suspended_by")) {
                if (node.known("suspended_by", "the list", other, suspending.keySet())
                        && !suspending.get(other).isEmpty()) {
                    node.report(
                            "suspended_by", "'" + other + "', which others suspend", "a list that nothing suspends");
                }
            }
        }
        return List.copyOf(rules);
    }

    private Optional<ListingRule> rule(TypedNode node) {
        node.allowOnly(KEYS);
        String id = node.text("id", "seriously_dishonest");
        String title = node.text("title", "严重失信主体名单");
        String basis = node.text("basis", "《市场监督管理严重违法失信名单管理办法》");
        Optional<String> colour = node.choice("colour", List.of("red", "black"));
        Optional<TableContract> table = SelectionReader.recordClass(node, contracts);
        if (table.isEmpty() || colour.isEmpty()) {
            return Optional.empty();
        }
        TableContract of = table.get();
        String from = node.text("from", "listed_on");
        SelectionReader.hasColumn(node, "from", of, from, ColumnKind.DATE);
        if (!node.has("until") && !node.has("through") && !node.has("longest")) {
            node.report("until", "nothing that ends it", "until, through or longest: no subject is listed for ever");
        }
        return Optional.of(new ListingRule(
                id,
                title,
                colour.get(),
                SelectionReader.where(node, of),
                from,
                column(node, "until", of, ColumnKind.DATE),
                column(node, "through", of, ColumnKind.DATE),
                node.optionalText("longest").flatMap(text -> length(node, text)),
                column(node, "authority", of, ColumnKind.ANY),
                column(node, "reason", of, ColumnKind.ANY),
                node.texts("suspended_by"),
                basis,
                consequences(node)));
    }

    private static Optional<String> column(TypedNode node, String key, TableContract table, ColumnKind kind) {
        Optional<String> name = node.optionalText(key);
        name.filter(column -> SelectionReader.hasColumn(node, key, table, column, kind))
                .flatMap(table::column)
                .filter(TableContract.Column::personal)
                .ifPresent(column -> node.report(key, column.name(), "no column that names a person", "Leave it out"));
        return name;
    }

    private static List<Consequence> consequences(TypedNode node) {
        List<TypedNode> items = node.items("consequences");
        items.forEach(item -> item.allowOnly(Consequence.KEYS));
        return items.stream().map(Consequence::read).toList();
    }

    private static Optional<Span> length(TypedNode node, String text) {
        Optional<Span> span = Span.parse(text);
        if (span.isEmpty()) {
            node.report(
                    "longest",
                    "'" + text + "'",
                    "a length such as 36 months, in " + String.join(", ", TimeUnit.keys()));
        }
        return span;
    }
}
