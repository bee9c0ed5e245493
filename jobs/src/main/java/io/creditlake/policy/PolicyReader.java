package io.creditlake.policy;

import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads one file of {@code conf/policies/<policy>/<effective-date>.yaml} and reports all of its mistakes. */
final class PolicyReader {
    private static final Set<String> KEYS = Set.of(
            "policy",
            "title",
            "effective_from",
            "basis",
            "illustrative",
            "visibility",
            "cadence",
            "subjects",
            "industries",
            "base",
            "grades",
            "dimensions",
            "direct_grades",
            "indicators");
    private static final List<String> SUBJECTS =
            List.of("enterprise", "individual_business", "social_organisation", "institution");

    private final Path file;
    private final TableContracts contracts;
    private final Problems problems;
    private final boolean draft;

    PolicyReader(Path file, TableContracts contracts, Problems problems) {
        this(file, contracts, problems, false);
    }

    private PolicyReader(Path file, TableContracts contracts, Problems problems, boolean draft) {
        this.file = file;
        this.contracts = contracts;
        this.problems = problems;
        this.draft = draft;
    }

    /** A reader of a version that is not in its folder yet, whatever its file is called. */
    static PolicyReader ofDraft(Path file, TableContracts contracts, Problems problems) {
        return new PolicyReader(file, contracts, problems, true);
    }

    /**
     * The version; empty when mistakes keep it from being one.
     *
     * @param others versions of the same policy read before
     */
    Optional<PolicyVersion> read(List<PolicyVersion> others) {
        return YamlNode.read(file, problems).flatMap(node -> {
            TypedNode root = new TypedNode(node, problems);
            Optional<PolicyVersion> version = version(root);
            version.ifPresent(v -> others.forEach(other -> checkAgainst(root, v, other)));
            return version;
        });
    }

    private static void checkAgainst(TypedNode root, PolicyVersion version, PolicyVersion other) {
        if (version.effectiveFrom().equals(other.effectiveFrom())) {
            root.report(
                    "effective_from",
                    version.effectiveFrom() + " a second time, as in "
                            + other.file().getFileName(),
                    "one version a day");
        }
        if (version.visibility() != other.visibility()) {
            root.report(
                    "visibility",
                    version.visibility().key(),
                    other.visibility().key() + ", as in " + other.file().getFileName(),
                    "What others may see is another policy");
        }
    }

    private Optional<PolicyVersion> version(TypedNode root) {
        root.allowOnly(KEYS);
        String policy = root.text("policy", "shandong-comprehensive");
        if (!draft) {
            checkFolder(root, policy);
        }
        Optional<LocalDate> effectiveFrom = root.date("effective_from", "2022-12-01");
        effectiveFrom.ifPresent(date -> checkFileName(root, date));
        List<GradeBand> bands = GradeBandsReader.read(root);
        List<String> grades = bands.stream().map(GradeBand::grade).toList();
        DimensionsReader groups = new DimensionsReader(root);
        List<Dimension> dimensions = groups.read();
        Optional<Visibility> visibility = choice(root, "visibility", Visibility.values());
        Cadence cadence = choice(root, "cadence", Cadence.values()).orElse(Cadence.NIGHTLY);
        ItemReader items =
                new ItemReader(contracts, dimensions.stream().map(Dimension::id).toList(), cadence);
        List<DirectRule> rules = new ArrayList<>();
        root.items("direct_grades").forEach(node -> {
            if (!grades.isEmpty()) {
                items.directRule(node, grades).ifPresent(rules::add);
            }
        });
        List<Indicator> indicators = new ArrayList<>();
        root.items("indicators").forEach(node -> items.indicator(node).ifPresent(indicators::add));
        groups.checkUse();
        if (root.items("indicators").isEmpty()) {
            root.report("indicators", "no indicator", "at least one");
        }
        PolicyVersion version = new PolicyVersion(
                policy,
                root.text("title", "山东省公共信用综合评价"),
                effectiveFrom.orElse(LocalDate.MIN),
                Fingerprint.of(root.node()),
                visibility.orElse(Visibility.INTERNAL),
                cadence,
                subjects(root),
                industries(root),
                root.text("basis", "《山东省公共信用综合评价办法》"),
                root.decimal("base", "1000"),
                bands,
                dimensions,
                List.copyOf(rules),
                List.copyOf(indicators),
                placeholders(root),
                file);
        return effectiveFrom.map(date -> version);
    }

    private static <E extends Enum<E>> Optional<E> choice(TypedNode root, String key, E[] values) {
        List<String> words = Stream.of(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return root.choice(key, words).map(word -> values[words.indexOf(word)]);
    }

    private void checkFolder(TypedNode root, String policy) {
        String folder = file.getParent().getFileName().toString();
        if (!policy.isEmpty() && !policy.equals(folder)) {
            root.report("policy", "'" + policy + "'", "'" + folder + "', the name of its folder");
        }
    }

    private void checkFileName(TypedNode root, LocalDate date) {
        String name = file.getFileName().toString();
        if (!draft && !name.equals(date + ".yaml")) {
            root.report("effective_from", date.toString(), "the day in the file's name, " + name, "Rename the file");
        }
    }

    private static Set<String> subjects(TypedNode root) {
        Set<String> subjects = new TreeSet<>();
        for (String kind : root.texts("subjects")) {
            if (kind.equals("person")) {
                root.report("subjects", "person", "kinds of " + SUBJECTS, "Natural persons are never graded");
            } else if (root.known("subjects", "the kind of subject", kind, SUBJECTS)) {
                subjects.add(kind);
            }
        }
        if (root.texts("subjects").isEmpty()) {
            root.report("subjects", "nobody to grade", "a list such as [enterprise, institution]");
        }
        return subjects;
    }

    private static Set<String> industries(TypedNode root) {
        Set<String> industries = new TreeSet<>(root.texts("industries"));
        industries.stream()
                .filter(code -> !code.matches("[A-T]\\d{0,4}"))
                .forEach(code -> root.report(
                        "industries", "'" + code + "'", "a code of GB/T 4754 with its letter, such as E or E47"));
        return industries;
    }

    private static List<Placeholder> placeholders(TypedNode root) {
        List<Placeholder> found = new ArrayList<>();
        Set<String> groups = new HashSet<>(List.of("grades", "dimensions", "direct_grades", "indicators"));
        for (String group : new TreeSet<>(groups)) {
            for (TypedNode item : root.items(group)) {
                if (item.flag("illustrative")) {
                    String name = item.optionalText("id")
                            .or(() -> item.optionalText("grade"))
                            .orElse("");
                    found.add(new Placeholder(item.node().file(), item.node().line(), group + " " + name));
                }
            }
        }
        if (!found.isEmpty() && root.optionalText("illustrative").isEmpty()) {
            root.report(
                    "illustrative",
                    "items marked illustrative and nothing about it at the head of the file",
                    "a sentence that says which values are not the law's",
                    "");
        }
        return List.copyOf(found);
    }
}
