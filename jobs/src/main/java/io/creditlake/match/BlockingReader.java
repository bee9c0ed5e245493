package io.creditlake.match;

import io.creditlake.config.TypedNode;
import io.creditlake.standards.compare.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which subjects a model compares. */
final class BlockingReader {
    private static final Pattern KEY = Pattern.compile("(\\w+)\\((\\w+(?: *, *\\w+)*)\\)");

    private BlockingReader() {}

    static List<BlockingRule> read(TypedNode root, Collection<String> columns, Map<String, Kind> kinds) {
        List<BlockingRule> rules = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TypedNode node : root.items("blocking")) {
            node.allowOnly(Set.of("name", "keys"));
            String name = node.text("name", "trade_name_and_prefecture");
            if (!names.add(name)) {
                node.report("name", "'" + name + "' a second time", "each rule once");
            }
            List<BlockingRule.Key> keys = new ArrayList<>();
            for (String key : node.texts("keys")) {
                key(node, key, columns, kinds, keys);
            }
            if (node.texts("keys").isEmpty()) {
                node.report("keys", "none", "a list such as [\"trade_name(names)\", \"prefecture(region)\"]");
            }
            rules.add(new BlockingRule(name, List.copyOf(keys)));
        }
        if (rules.isEmpty()) {
            root.report("blocking", "no rule: nothing would be compared", "at least one");
        }
        return List.copyOf(rules);
    }

    private static void key(
            TypedNode node,
            String text,
            Collection<String> columns,
            Map<String, Kind> kinds,
            List<BlockingRule.Key> keys) {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.matches()) {
            node.report(
                    "keys",
                    "'" + text + "'",
                    "a part of columns, such as trade_name(names) or prefecture(region, names)");
            return;
        }
        String part = matcher.group(1);
        List<String> of = List.of(matcher.group(2).split(" *, *", -1));
        boolean known = true;
        for (String column : of) {
            Kind kind = kinds.get(column);
            // A column that nothing compares is reported where it stands.
            known &= node.known("keys", "the column", column, columns)
                    && kind != null
                    && node.known("keys", "the part of " + column, part, kind.parts());
        }
        if (known) {
            keys.add(new BlockingRule.Key(part, of));
        }
    }
}
