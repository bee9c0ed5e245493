package io.creditlake.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code customProperties} of an element of a data contract (Open Data Contract Standard v3.1) by name. */
public final class CustomProperties {
    private final Map<String, YamlNode> values;

    private CustomProperties(Map<String, YamlNode> values) {
        this.values = values;
    }

    /** Those of a node, none when it has no such key. */
    public static CustomProperties of(YamlNode node) {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        for (YamlNode item : node.get("customProperties").map(YamlNode::items).orElse(List.of())) {
            item.get("value").ifPresent(value -> values.put(item.text("property", ""), value));
        }
        return new CustomProperties(values);
    }

    /** The names that are there. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The node under a name. */
    public Optional<YamlNode> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The text under a name. */
    public Optional<String> text(String name) {
        return get(name).filter(YamlNode::isScalar).map(YamlNode::scalar);
    }

    /** The texts under a name; a single text is a list of one. */
    public List<String> texts(String name) {
        return get(name).map(YamlNode::texts).orElse(List.of());
    }
}
