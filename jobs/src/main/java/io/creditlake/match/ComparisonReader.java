package io.creditlake.match;

import io.creditlake.config.TypedNode;
import io.creditlake.standards.compare.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a model compares. */
final class ComparisonReader {
    private static final Set<String> KEYS = Set.of("name", "as", "of", "term_frequency", "term_bound", "levels");
    private static final String BOUND = "6";
    private static final double ROUNDING = 0.02;

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private ComparisonReader() {}

    static List<Comparison> read(TypedNode root, Collection<String> columns) {
        ComparisonReader reader = new ComparisonReader();
        List<Comparison> comparisons = new ArrayList<>();
        for (TypedNode node : root.items("comparisons")) {
            reader.comparison(node, columns).ifPresent(comparisons::add);
        }
        if (root.items("comparisons").isEmpty()) {
            root.report("comparisons", "nothing to compare", "at least one");
        }
        return List.copyOf(comparisons);
    }

    private Optional<Comparison> comparison(TypedNode node, Collection<String> columns) {
        node.allowOnly(KEYS);
        String name = node.text("name", "name");
        if (!name.isEmpty() && !name.matches("[a-z][a-z0-9_]*")) {
            node.report("name", "'" + name + "'", "lower-case letters, digits and underscores");
        }
        if (!names.add(name)) {
            node.report("name", "'" + name + "' a second time", "each comparison once");
        }
        Optional<Kind> kind = node.choice("as", Kind.keys()).flatMap(Kind::of);
        Optional<String> column = columns.isEmpty() ? Optional.empty() : node.choice("of", columns);
        if (kind.isEmpty() || column.isEmpty()) {
            return Optional.empty();
        }
        Kind before = kinds.putIfAbsent(column.get(), kind.get());
        if (before != null && before != kind.get()) {
            node.report("as", kind.get().key(), before.key() + ", as which " + column.get() + " is compared above");
        }
        Optional<String> term = node.optionalText("term_frequency");
        term.ifPresent(
                t -> node.known("term_frequency", "the term", t, kind.get().terms()));
        double bound = node.optionalDecimal("term_bound", BOUND)
                .orElse(new BigDecimal(BOUND))
                .doubleValue();
        if (bound < 0) {
            node.report("term_bound", String.valueOf(bound), "bits, 0 or more");
        }
        return Optional.of(new Comparison(name, kind.get(), column.get(), term, bound, levels(node, kind.get())));
    }

    private static List<Level> levels(TypedNode node, Kind kind) {
        List<Level> levels = new ArrayList<>();
        int last = -1;
        for (TypedNode item : node.items("levels")) {
            item.allowOnly(Set.of("level", "m", "u", "never"));
            Optional<String> name = item.choice("level", kind.levels());
            int place = name.map(kind.levels()::indexOf).orElse(last + 1);
            if (place <= last) {
                item.report("level", name.orElse(""), "each level once, the best first: " + kind.levels());
            }
            last = place;
            levels.add(level(item, name.orElse("")));
        }
        String worst = kind.levels().get(kind.levels().size() - 1);
        if (levels.stream().noneMatch(l -> l.name().equals(worst))) {
            node.report(
                    "levels", "no level '" + worst + "'", "levels of " + kind.levels() + ", the last one among them");
        } else {
            checkSum(node, "m", levels.stream().mapToDouble(Level::m).sum());
            checkSum(node, "u", levels.stream().mapToDouble(Level::u).sum());
        }
        return List.copyOf(levels);
    }

    private static Level level(TypedNode item, String name) {
        boolean never = item.flag("never");
        if (never && item.has("m")) {
            item.report("m", "a probability of what is never so", "no m beside never: true");
        }
        return new Level(name, never ? 0 : probability(item, "m"), probability(item, "u"), never);
    }

    private static double probability(TypedNode item, String key) {
        if (item.text(key, "0.05").isEmpty()) {
            return 0.5;
        }
        double value =
                item.optionalDecimal(key, "0.05").map(BigDecimal::doubleValue).orElse(0.5);
        if (value <= 0 || value > 1) {
            item.report(
                    key, item.text(key, "0.05"), "a probability above 0, at most 1", "What never is has never: true");
        }
        return value;
    }

    private static void checkSum(TypedNode node, String key, double sum) {
        if (Math.abs(sum - 1) > ROUNDING) {
            node.report("levels", key + " of all levels is " + Math.round(sum * 1000) / 1000.0, "1");
        }
    }
}
