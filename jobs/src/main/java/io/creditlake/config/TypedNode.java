package io.creditlake.config;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the values under the keys of a mapping in their types. What is missing or malformed is reported with its line
 * and answered with an empty value, so that a loader goes on and shows all mistakes at once.
 *
 * @param node the mapping
 * @param problems where mistakes are reported
 */
public record TypedNode(YamlNode node, Problems problems) {

    /** The same for a child; the mapping itself when the key is absent, so that mistakes still have a line. */
    public TypedNode child(String key) {
        return new TypedNode(node.get(key).orElse(node), problems);
    }

    /** The children of the sequence under a key; none when it is absent. */
    public List<TypedNode> items(String key) {
        return node.get(key).map(YamlNode::items).orElse(List.of()).stream()
                .map(item -> new TypedNode(item, problems))
                .toList();
    }

    /** Reports every key that is not among the known ones. */
    public void allowOnly(Set<String> known) {
        node.allowOnly(known, problems);
    }

    /** Whether the key is there with a value. */
    public boolean has(String key) {
        return node.get(key).isPresent();
    }

    /** The text under a key that must be there. */
    public String text(String key, String example) {
        return node.required(key, example, problems);
    }

    /** The text under a key that may be absent; empty after reporting that something else stands there. */
    public Optional<String> optionalText(String key) {
        return scalar(key, "one value").map(YamlNode::scalar);
    }

    private Optional<YamlNode> scalar(String key, String expected) {
        Optional<YamlNode> value = node.get(key);
        value.filter(v -> !v.isScalar())
                .ifPresent(v -> report(key, "a list or a mapping", expected, "Write it on the line of the key"));
        return value.filter(YamlNode::isScalar);
    }

    /** The texts under a key, a single one counting as a list of one; none when it is absent. */
    public List<String> texts(String key) {
        return node.get(key).map(YamlNode::texts).orElse(List.of());
    }

    /** The number under a key that must be there. */
    public BigDecimal decimal(String key, String example) {
        text(key, example);
        return optionalDecimal(key, example).orElse(BigDecimal.ZERO);
    }

    /** The number under a key that may be absent. */
    public Optional<BigDecimal> optionalDecimal(String key, String example) {
        Optional<YamlNode> value = scalar(key, "a number, for example " + key + ": " + example);
        try {
            return value.map(v -> new BigDecimal(v.scalar()));
        } catch (NumberFormatException e) {
            report(key, "'" + value.orElseThrow().scalar() + "'", "a number, for example " + key + ": " + example);
            return Optional.empty();
        }
    }

    /** The whole number under a key that must be there; the least after reporting that something else stands there. */
    public int wholeNumber(String key, int least, int most) {
        BigDecimal number = decimal(key, String.valueOf(least));
        boolean fits = number.stripTrailingZeros().scale() <= 0
                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!fits && has(key)) {
            report(
                    key,
                    number.toPlainString(),
                    "a whole number from " + least + (most == Integer.MAX_VALUE ? "" : " to " + most));
        }
        return fits ? number.intValue() : least;
    }

    /** The day under a key that must be there. */
    public Optional<LocalDate> date(String key, String example) {
        String text = text(key, example);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            report(key, "'" + text + "'", "a day, for example " + key + ": " + example);
            return Optional.empty();
        }
    }

    /** Whether the value under a key is {@code true}; false when it is absent. */
    public boolean flag(String key) {
        String text = node.text(key, "false");
        if (!text.equals("true") && !text.equals("false")) {
            report(key, "'" + text + "'", "true or false");
        }
        return text.equals("true");
    }

    /** One of the known words under a key that must be there; empty after reporting another. */
    public Optional<String> choice(String key, Collection<String> known) {
        String text = text(key, known.iterator().next());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return known(key, key, text, known) ? Optional.of(text) : Optional.empty();
    }

    /** Whether a word found under a key is known; reports it when it is not. */
    public boolean known(String key, String what, String word, Collection<String> known) {
        if (!known.contains(word)) {
            problems.unknown(node.get(key).orElse(node), what, word, known);
        }
        return known.contains(word);
    }

    /** Reports a mistake at the value of a key, or at the mapping when it is absent. */
    public void report(String key, String found, String expected) {
        report(key, found, expected, "");
    }

    /** Reports a mistake with what to do. */
    public void report(String key, String found, String expected, String hint) {
        problems.add(node.get(key).orElse(node), key + ": " + found, expected, hint);
    }

    /** Where the value of a key stands, or the mapping when it is absent. */
    public int line(String key) {
        return node.get(key).orElse(node).line();
    }
}
