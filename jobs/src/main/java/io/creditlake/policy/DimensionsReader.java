package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the dimensions of a version and sees that each is used, and limits what it can limit. */
final class DimensionsReader {
    private static final Set<String> KEYS = Set.of("id", "title", "cap", "floor", "basis", "pending", "illustrative");

    private final TypedNode root;
    private final Map<String, TypedNode> nodes = new HashMap<>();

    DimensionsReader(TypedNode root) {
        this.root = root;
    }

    List<Dimension> read() {
        List<Dimension> dimensions = new ArrayList<>();
        for (TypedNode item : root.items("dimensions")) {
            item.allowOnly(KEYS);
            Dimension dimension = new Dimension(
                    item.text("id", "penalties"),
                    item.text("title", "行政处罚"),
                    limit(item, "cap", 1),
                    limit(item, "floor", -1),
                    item.optionalText("basis")
                            .or(() -> root.optionalText("basis"))
                            .orElse(""));
            ItemReader.checkId(item, dimension.id());
            if (nodes.putIfAbsent(dimension.id(), item) != null) {
                item.report("id", "'" + dimension.id() + "' a second time", "each dimension once");
            }
            if (dimension.isLimited()) {
                BasisCheck.check(item, dimension.basis());
            }
            dimensions.add(dimension);
        }
        if (dimensions.isEmpty()) {
            root.report("dimensions", "no dimension", "at least one, for example {id: penalties, title: 行政处罚}");
        }
        return List.copyOf(dimensions);
    }

    private static Optional<BigDecimal> limit(TypedNode item, String key, int sign) {
        Optional<BigDecimal> limit = item.optionalDecimal(key, sign > 0 ? "60" : "-200");
        limit.filter(l -> l.signum() != sign)
                .ifPresent(l -> item.report(
                        key,
                        l.toPlainString(),
                        sign > 0 ? "more than 0: what is given at most" : "less than 0: what is taken at most"));
        return limit;
    }

    /** Reports dimensions that no indicator is in, unless they say what they wait for. */
    void checkUse() {
        Set<String> used = new HashSet<>();
        root.items("indicators").forEach(i -> i.optionalText("dimension").ifPresent(used::add));
        nodes.forEach((id, node) -> {
            boolean pending = node.has("pending");
            if (!used.contains(id) && !pending) {
                node.report(
                        "id",
                        "the dimension '" + id + "', which no indicator is in",
                        "an indicator, or what it waits for, for example pending: 尚无数据来源");
            } else if (used.contains(id) && pending) {
                node.report("pending", "beside indicators of '" + id + "'", "either pending or indicators");
            }
        });
    }
}
