package io.creditlake.publish.audit;

import io.creditlake.config.Problem;
import io.creditlake.config.Problems;
import io.creditlake.config.Spelling;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.publish.audit.Audit.Severity;
import io.creditlake.publish.audit.GradeDistribution.Measure;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code conf/audits.yaml}. */
final class AuditsReader {
    private static final Map<String, Set<String>> KEYS = keys();
    private static final String CLASSES = "record.*";
    private static final int MANY = 1_000_000_000;
    private static final int MOST_NIGHTS = 3660;

    private final TableContracts tables;
    private final List<String> sources;
    private final List<String> policies;
    private final BoundsReader bounds;
    private final Problems problems;

    /**
     * A reader.
     *
     * @param options what is put in the place of {@code <id>.<key>} of the file
     */
    AuditsReader(
            TableContracts tables,
            SourceContracts sources,
            Policies policies,
            Map<String, String> options,
            Problems problems) {
        this.tables = tables;
        this.sources = sources.all().stream().map(SourceContract::source).toList();
        this.policies = policies.all().stream().map(Policy::id).toList();
        this.bounds = new BoundsReader(options, problems);
        this.problems = problems;
    }

    private static Map<String, Set<String>> keys() {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        keys.put("reject_rate", Set.of("per", "sources", "min_rows", "at_most"));
        keys.put("refused_files", Set.of("at_most"));
        keys.put("volume", Set.of("sources", "deliveries", "min_rows", "at_least", "at_most"));
        keys.put("missing_source", Set.of("sources", "within_nights"));
        keys.put("grade_moved", Set.of("min_subjects", "at_most"));
        keys.put("grade_distribution", Set.of("measure", "policies", "min_subjects", "at_most"));
        keys.put("orphan_records", Set.of());
        keys.put("unique", Set.of("tables", "key"));
        keys.put("sql", Set.of("sql", "at_most"));
        return keys;
    }

    /** The audits of the file, in its order; none when there is no file. */
    List<Audit> read(Path file) {
        List<Audit> audits = new ArrayList<>();
        Set<String> ids = new HashSet<>(List.of(Reconciliation.ID, Reconciliation.OfReplays.ID));
        if (Files.exists(file)) {
            YamlNode.read(file, problems)
                    .map(root -> new TypedNode(root, problems))
                    .ifPresent(root -> {
                        root.allowOnly(Set.of("audits"));
                        for (TypedNode node : root.items("audits")) {
                            audit(node).ifPresent(audits::add);
                            String id = node.node().text("id", "");
                            if (!id.isEmpty() && !ids.add(id)) {
                                node.report(
                                        "id",
                                        "'" + id + "' a second time",
                                        "each id once; reconciliation and replays are always there");
                            }
                        }
                    });
        }
        bounds.unusedOptions().forEach(key -> unknownOption(key, audits));
        return audits;
    }

    private void unknownOption(String key, List<Audit> audits) {
        List<String> ids = audits.stream().map(Audit::id).toList();
        String id = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
        problems.add(new Problem(
                "--set audits." + key,
                0,
                ids.contains(id) ? "no bound of that audit" : "no audit of conf/audits.yaml",
                "severity, at_least or at_most of one of " + String.join(", ", ids)
                        + ", such as audits.quarantined_share.at_most=0.8",
                Spelling.nearest(id, ids)
                        .filter(near -> !near.equals(id))
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("")));
    }

    private Optional<Audit> audit(TypedNode node) {
        String id = node.text("id", "source_volume");
        if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]{0,62}")) {
            node.report("id", "'" + id + "'", "a name such as source_volume");
        }
        Optional<Severity> severity = severity(node, id);
        String message = node.optionalText("message").orElse("");
        Optional<String> check = node.choice("check", KEYS.keySet());
        if (check.isEmpty()) {
            return Optional.empty();
        }
        Set<String> known = new HashSet<>(KEYS.get(check.get()));
        known.addAll(List.of("id", "check", "severity", "message"));
        node.allowOnly(known);
        Check read = check(node, id, check.get());
        return severity.map(s -> new Audit(id, s, message, read));
    }

    private Optional<Severity> severity(TypedNode node, String id) {
        List<String> words =
                Arrays.stream(Severity.values()).map(Severity::word).toList();
        Optional<String> said = bounds.option(id, "severity");
        if (said.isPresent() && !words.contains(said.get())) {
            problems.add(new Problem(
                    "--set audits." + id + ".severity", 0, "'" + said.get() + "'", String.join(" or ", words), ""));
            return Optional.empty();
        }
        return node.choice("severity", words)
                .map(word -> Severity.valueOf(said.orElse(word).toUpperCase(Locale.ROOT)));
    }

    private Check check(TypedNode node, String id, String check) {
        return switch (check) {
            case "reject_rate" ->
                new RejectRate(
                        node.choice("per", List.of("night", "source"))
                                .filter("source"::equals)
                                .isPresent(),
                        sources(node),
                        number(node, "min_rows", 1),
                        bounds.share(node, id));
            case "refused_files" -> new RefusedFiles(bounds.share(node, id));
            case "volume" ->
                new Volume(
                        sources(node),
                        node.wholeNumber("deliveries", 1, 100),
                        number(node, "min_rows", 1),
                        bounds.range(node, id));
            case "missing_source" -> missing(node);
            case "grade_moved" -> new GradeMoved(number(node, "min_subjects", 1), bounds.share(node, id));
            case "grade_distribution" -> distribution(node, id);
            case "orphan_records" -> new OrphanRecords();
            case "unique" -> unique(node);
            default ->
                new Query(
                        node.text("sql", "SELECT record_id FROM record.penalty WHERE fine < 0"),
                        Bounds.atMost(bounds.bound(node, id, "at_most").orElse(BigDecimal.ZERO)),
                        node.node().file(),
                        node.line("sql"));
        };
    }

    private Check missing(TypedNode node) {
        List<String> named = sources(node);
        if (named.isEmpty()) {
            node.report("sources", "nothing", "the sources that must not be missing, such as [market_registration]");
        }
        return new MissingSource(named, node.wholeNumber("within_nights", 1, MOST_NIGHTS));
    }

    private Check distribution(TypedNode node, String id) {
        List<String> named = node.texts("policies");
        named.forEach(policy -> node.known("policies", "the policy", policy, policies));
        Measure measure = node.choice("measure", List.of("psi", "share"))
                .map(word -> Measure.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Measure.PSI);
        return new GradeDistribution(
                measure,
                named,
                number(node, "min_subjects", 1),
                measure == Measure.PSI
                        ? Bounds.atMost(bounds.required(node, id, "at_most", "0.25"))
                        : bounds.share(node, id));
    }

    private Check unique(TypedNode node) {
        List<String> key = node.texts("key");
        if (key.isEmpty()) {
            node.report("key", "nothing", "the columns that no two rows share, such as [record_id]");
        }
        List<String> known = new ArrayList<>(List.of(CLASSES));
        tables.released().forEach(t -> known.add(t.name().toString()));
        List<TableContract> named = new ArrayList<>();
        if (node.texts("tables").isEmpty()) {
            node.report("tables", "nothing", "tables of the lake, such as [record.*]");
        }
        for (String table : node.texts("tables")) {
            if (CLASSES.equals(table)) {
                named.addAll(tables.recordClasses());
            } else if (node.known("tables", "the table", table, known)) {
                named.add(tables.get(table));
            }
        }
        for (TableContract table : named) {
            key.stream()
                    .filter(column -> table.column(column).isEmpty())
                    .forEach(column -> node.report(
                            "key", "'" + column + "', which " + table.name() + " lacks", "columns of every table"));
        }
        return new UniqueKey(named.stream().map(t -> t.name().toString()).toList(), key);
    }

    private List<String> sources(TypedNode node) {
        List<String> named = node.texts("sources");
        named.forEach(source -> node.known("sources", "the source", source, sources));
        return named;
    }

    private static int number(TypedNode node, String key, int otherwise) {
        return node.has(key) ? node.wholeNumber(key, 0, MANY) : otherwise;
    }
}
