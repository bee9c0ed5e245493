package io.creditlake.match;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.match.Model.Estimated;
import io.creditlake.match.Model.Thresholds;
import io.creditlake.standards.compare.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the models of {@code conf/identity} and reports all of their mistakes. */
public final class ModelReader {
    private static final Set<String> KEYS = Set.of(
            "identity",
            "title",
            "subjects",
            "columns",
            "blocking",
            "largest_block",
            "largest_cluster",
            "comparisons",
            "prior",
            "thresholds",
            "estimated",
            "illustrative");
    private static final List<String> SUBJECTS =
            List.of("enterprise", "individual_business", "social_organisation", "institution");
    private static final Set<String> RESERVED = Set.of("subject_id", "has_code", "org_key");
    private static final int LARGEST_BLOCK = 200;
    /** A block or cluster is gone through by one task. */
    private static final int MOST_SUBJECTS = 10_000;

    private final Path file;

    private ModelReader(Path file) {
        this.file = file;
    }

    /**
     * Reads every model of a folder.
     *
     * @param folder {@code conf/identity}
     * @return in the order of their files' names; none when the folder is empty or is not there
     * @throws ConfigurationException with every mistake of every file
     */
    public static List<Model> read(Path folder) {
        Problems problems = new Problems();
        List<Model> models = new ArrayList<>();
        for (Path file : files(folder)) {
            read(file, problems).ifPresent(models::add);
        }
        problems.throwIfAny();
        return List.copyOf(models);
    }

    /** Reads one file; empty when mistakes, which are put into {@code problems}, keep it from being a model. */
    static Optional<Model> read(Path file, Problems problems) {
        int before = problems.list().size();
        ModelReader reader = new ModelReader(file);
        Optional<Model> model = YamlNode.read(file, problems).map(node -> reader.model(new TypedNode(node, problems)));
        return problems.list().size() == before ? model : Optional.empty();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw ConfigurationException.of(
                    folder.toString(), "no readable folder", "a folder of models", "Check --conf");
        }
    }

    private Model model(TypedNode root) {
        root.allowOnly(KEYS);
        String identity = root.text("identity", "organisation");
        String name = file.getFileName().toString();
        if (!identity.isEmpty() && !name.equals(identity + ".yaml")) {
            root.report("identity", "'" + identity + "'", "the name of the file, " + name);
        }
        Map<String, List<String>> columns = columns(root);
        List<Comparison> comparisons = ComparisonReader.read(root, columns.keySet());
        Map<String, Kind> kinds = new LinkedHashMap<>();
        comparisons.forEach(c -> kinds.putIfAbsent(c.column(), c.kind()));
        for (String column : columns.keySet()) {
            if (!kinds.containsKey(column) && !comparisons.isEmpty()) {
                root.child("columns").report(column, "a column that nothing compares", "a comparison of it");
            }
        }
        double prior = probability(root, "prior", "0.0001");
        return new Model(
                identity,
                root.text("title", "组织主体"),
                subjects(root),
                columns,
                BlockingReader.read(root, columns.keySet(), kinds),
                subjects(root, "largest_block", LARGEST_BLOCK),
                subjects(root, "largest_cluster", Model.LARGEST_CLUSTER),
                comparisons,
                prior,
                thresholds(root),
                estimated(root),
                file);
    }

    private static List<String> subjects(TypedNode root) {
        List<String> subjects = root.texts("subjects");
        subjects.forEach(kind -> root.known("subjects", "the kind of subject", kind, SUBJECTS));
        if (subjects.isEmpty()) {
            root.report("subjects", "nobody to compare", "a list such as [enterprise, institution]");
        }
        return List.copyOf(subjects);
    }

    private static Map<String, List<String>> columns(TypedNode root) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        TypedNode node = root.child("columns");
        if (!root.has("columns") || node.node().map().isEmpty()) {
            root.report("columns", "nothing known of a subject", "a mapping such as names: [subject_name]");
            return columns;
        }
        for (String column : node.node().map().keySet()) {
            List<String> from = node.texts(column);
            if (!column.matches("[a-z][a-z0-9_]*") || RESERVED.contains(column)) {
                node.report(
                        column, "the column '" + column + "'", "lower-case letters, digits and _, none of " + RESERVED);
            }
            if (from.isEmpty() || from.stream().anyMatch(String::isEmpty)) {
                node.report(column, "no column of records", "a list such as [subject_name]");
            }
            columns.put(column, List.copyOf(from));
        }
        return columns;
    }

    /** A number of subjects that belong together. */
    private static int subjects(TypedNode root, String key, int usual) {
        BigDecimal most = root.optionalDecimal(key, String.valueOf(usual)).orElse(BigDecimal.valueOf(usual));
        boolean whole = most.stripTrailingZeros().scale() <= 0;
        if (!whole
                || most.compareTo(BigDecimal.valueOf(2)) < 0
                || most.compareTo(BigDecimal.valueOf(MOST_SUBJECTS)) > 0) {
            root.report(key, most.toPlainString(), "a number of subjects from 2 to " + MOST_SUBJECTS);
        }
        return most.intValue();
    }

    private static Thresholds thresholds(TypedNode root) {
        if (!root.has("thresholds")) {
            root.report("thresholds", "none", "thresholds: {link: 0.99, review: 0.8, margin: 3}");
            return new Thresholds(0, 0, 0);
        }
        TypedNode node = root.child("thresholds");
        node.allowOnly(Set.of("link", "review", "margin"));
        double link = probability(node, "link", "0.99");
        double review = probability(node, "review", "0.8");
        double margin = node.decimal("margin", "3").doubleValue();
        if (review > link) {
            node.report("review", String.valueOf(review), "at most link, " + link);
        }
        if (margin < 0) {
            node.report("margin", String.valueOf(margin), "bits, 0 or more");
        }
        return new Thresholds(link, review, margin);
    }

    private static Optional<Estimated> estimated(TypedNode root) {
        if (!root.has("estimated")) {
            return Optional.empty();
        }
        TypedNode node = root.child("estimated");
        node.allowOnly(Set.of("on", "rows"));
        return Optional.of(new Estimated(
                node.text("on", "the province of the generator"),
                node.decimal("rows", "100000").longValue()));
    }

    /** The probability under a key, above 0 and below 1. */
    private static double probability(TypedNode node, String key, String example) {
        if (node.text(key, example).isEmpty()) {
            return 0;
        }
        Optional<BigDecimal> found = node.optionalDecimal(key, example);
        double value = found.map(BigDecimal::doubleValue).orElse(0.5);
        if (value <= 0 || value >= 1) {
            node.report(key, found.orElseThrow().toPlainString(), "a probability above 0 and below 1");
        }
        return value;
    }
}
