package io.creditlake.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A node of a YAML file that knows its line. Loaders read their types from it and report what is wrong to a {@link
 * Problems}; nothing past a loader sees a node.
 */
public final class YamlNode {
    private final String file;
    private final Node node;

    private YamlNode(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    /**
     * Reads one document.
     *
     * @return the root, or empty after reporting that the file cannot be read, is empty or is not YAML
     */
    public static Optional<YamlNode> read(Path path, Problems problems) {
        try (Reader reader = Files.newBufferedReader(path)) {
            return parse(path.toString(), reader, problems);
        } catch (IOException e) {
            problems.add(new Problem(path.toString(), 0, "no readable file", "a YAML file in UTF-8", ""));
            return Optional.empty();
        }
    }

    /**
     * Reads one document that is no file.
     *
     * @param name how messages call it
     * @return as {@link #read}
     */
    public static Optional<YamlNode> parse(String name, String text, Problems problems) {
        return parse(name, new StringReader(text), problems);
    }

    private static Optional<YamlNode> parse(String name, Reader reader, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(reader);
            if (root == null) {
                problems.add(new Problem(name, 0, "an empty file", "a YAML document", ""));
                return Optional.empty();
            }
            YamlNode result = new YamlNode(name, root);
            result.checkDuplicateKeys(problems);
            return Optional.of(result);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(name, line, String.valueOf(e.getProblem()), "valid YAML", ""));
            return Optional.empty();
        }
    }

    private void checkDuplicateKeys(Problems problems) {
        Set<String> seen = new LinkedHashSet<>();
        for (YamlNode key : keyNodes()) {
            if (!seen.add(key.scalar())) {
                problems.add(key, "the key '" + key.scalar() + "' a second time", "each key once", "");
            }
        }
        values().forEach(child -> child.checkDuplicateKeys(problems));
        items().forEach(child -> child.checkDuplicateKeys(problems));
    }

    /** The file, as it was named. */
    public String file() {
        return file;
    }

    /** 1-based line where the node begins. */
    public int line() {
        return node.getStartMark() == null ? 0 : node.getStartMark().getLine() + 1;
    }

    /** Whether this is a mapping. */
    public boolean isMap() {
        return node instanceof MappingNode;
    }

    /** Whether this is a sequence. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether this is a single value that is not null. */
    public boolean isScalar() {
        return node instanceof ScalarNode && !Tag.NULL.equals(node.getTag());
    }

    /** The text of a scalar as written; empty for null and for anything else. */
    public String scalar() {
        return isScalar() ? ((ScalarNode) node).getValue() : "";
    }

    /** The child under a key, empty when this is no mapping or the key is absent or null. */
    public Optional<YamlNode> get(String key) {
        return Optional.ofNullable(map().get(key)).filter(n -> n.isMap() || n.isList() || n.isScalar());
    }

    /** The child under a path of keys. */
    public Optional<YamlNode> at(String... path) {
        Optional<YamlNode> current = Optional.of(this);
        for (String key : path) {
            current = current.flatMap(n -> n.get(key));
        }
        return current;
    }

    /** Children of a mapping in file order; empty for anything else. */
    public Map<String, YamlNode> map() {
        Map<String, YamlNode> children = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                children.put(new YamlNode(file, tuple.getKeyNode()).scalar(), new YamlNode(file, tuple.getValueNode()));
            }
        }
        return children;
    }

    /** Children of a sequence; empty for anything else. */
    public List<YamlNode> items() {
        List<YamlNode> children = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(n -> children.add(new YamlNode(file, n)));
        }
        return children;
    }

    /** The texts of a sequence of scalars, or of a single scalar. */
    public List<String> texts() {
        return isScalar()
                ? List.of(scalar())
                : items().stream().map(YamlNode::scalar).toList();
    }

    /** The text under a key, or a default when it is absent. */
    public String text(String key, String otherwise) {
        return get(key).filter(YamlNode::isScalar).map(YamlNode::scalar).orElse(otherwise);
    }

    /** The text under a key that must be there; its absence is reported and an empty text returned. */
    public String required(String key, String example, Problems problems) {
        Optional<YamlNode> child = get(key).filter(YamlNode::isScalar);
        if (child.isEmpty()) {
            problems.add(this, "no '" + key + "'", "'" + key + "', for example " + key + ": " + example, "");
        }
        return child.map(YamlNode::scalar).orElse("");
    }

    /** Reports every key of this mapping that is not among the known ones, with the nearest known one as a hint. */
    public void allowOnly(Set<String> known, Problems problems) {
        for (YamlNode key : keyNodes()) {
            if (!known.contains(key.scalar())) {
                problems.unknown(key, "the key", key.scalar(), new TreeSet<>(known));
            }
        }
    }

    private List<YamlNode> keyNodes() {
        List<YamlNode> keys = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> keys.add(new YamlNode(file, tuple.getKeyNode())));
        }
        return keys;
    }

    private List<YamlNode> values() {
        return List.copyOf(map().values());
    }

    @Override
    public String toString() {
        return file + ":" + line();
    }
}
