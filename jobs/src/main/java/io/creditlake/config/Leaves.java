package io.creditlake.config;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The scalar and list values of a YAML tree by dotted path, so that files and options lay over one another. */
final class Leaves {
    private final Map<String, Leaf> leaves;

    private record Leaf(List<String> texts, String where, int line) {}

    Leaves(YamlNode root) {
        leaves = new LinkedHashMap<>();
        gather("", root);
    }

    Leaves(Map<String, String> options) {
        leaves = new LinkedHashMap<>();
        options.forEach((key, value) -> leaves.put(key, new Leaf(List.of(value), "--set " + key, 0)));
    }

    private Leaves(Leaves under, Leaves over) {
        leaves = new LinkedHashMap<>(under.leaves);
        leaves.putAll(over.leaves);
    }

    private void gather(String path, YamlNode node) {
        if (node.isMap()) {
            node.map().forEach((key, child) -> gather(path.isEmpty() ? key : path + "." + key, child));
        } else {
            leaves.put(path, new Leaf(node.texts(), node.file(), node.line()));
        }
    }

    Leaves with(Leaves over) {
        return new Leaves(this, over);
    }

    boolean has(String key) {
        return leaves.containsKey(key);
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(leaves.keySet());
    }

    Optional<String> text(String key) {
        return texts(key).stream().findFirst();
    }

    List<String> texts(String key) {
        return leaves.containsKey(key) ? leaves.get(key).texts() : List.of();
    }

    Map<String, String> under(String prefix, UnaryOperator<String> change) {
        Map<String, String> result = new LinkedHashMap<>();
        leaves.forEach((key, leaf) -> {
            if (key.startsWith(prefix + ".")) {
                String text = leaf.texts().isEmpty() ? "" : leaf.texts().get(0);
                result.put(key.substring(prefix.length() + 1), change.apply(text));
            }
        });
        return Collections.unmodifiableMap(result);
    }

    int integer(String key, int otherwise, Problems problems) {
        BigDecimal number = decimal(key, String.valueOf(otherwise), problems);
        try {
            return number.intValueExact();
        } catch (ArithmeticException e) {
            report(key, "a whole number", problems);
            return otherwise;
        }
    }

    BigDecimal decimal(String key, String otherwise, Problems problems) {
        String text = text(key).orElse(otherwise);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            report(key, "a number", problems);
            return new BigDecimal(otherwise);
        }
    }

    /** A whole number that is not below the least. */
    int atLeast(String key, int least, int otherwise, Problems problems) {
        int number = integer(key, otherwise, problems);
        if (number < least) {
            report(key, least + " or more", problems);
        }
        return number;
    }

    /** A number between 0 and 1. */
    BigDecimal share(String key, String otherwise, Problems problems) {
        BigDecimal number = decimal(key, otherwise, problems);
        if (number.signum() < 0 || number.compareTo(BigDecimal.ONE) > 0) {
            report(key, "a share between 0 and 1", problems);
        }
        return number;
    }

    private void report(String key, String expected, Problems problems) {
        report(key, String.valueOf(leaves.get(key).texts()), expected, problems);
    }

    /** Reports what was found at a key that is there. */
    void report(String key, String found, String expected, Problems problems) {
        Leaf leaf = leaves.get(key);
        problems.add(new Problem(leaf.where(), leaf.line(), key + ": " + found, expected, ""));
    }
}
