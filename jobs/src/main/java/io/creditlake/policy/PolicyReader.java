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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one file of {@code conf/policies/<policy>/<effective-date>.yaml} and reports all of its mistakes. */
final class PolicyReader {
    private static final Set<String> KEYS = Set.of(
            "policy",
            "title",
            "effective_from",
            "basis",
            "illustrative",
            "subjects",
            "base",
            "grades",
            "direct_grades",
            "indicators");
    private static final List<String> SUBJECTS =
            List.of("enterprise", "individual_business", "social_organisation", "institution");

    private final Path file;
    private final TableContracts contracts;
    private final Problems problems;

    PolicyReader(Path file, TableContracts contracts, Problems problems) {
        this.file = file;
        this.contracts = contracts;
        this.problems = problems;
    }

    /** The version; empty when mistakes keep it from being one. */
    Optional<PolicyVersion> read() {
        return YamlNode.read(file, problems).flatMap(node -> version(new TypedNode(node, problems)));
    }

    private Optional<PolicyVersion> version(TypedNode root) {
        root.allowOnly(KEYS);
        String policy = root.text("policy", "shandong-comprehensive");
        String folder = file.getParent().getFileName().toString();
        if (!policy.isEmpty() && !policy.equals(folder)) {
            root.report("policy", "'" + policy + "'", "'" + folder + "', the name of its folder");
        }
        Optional<LocalDate> effectiveFrom = root.date("effective_from", "2022-12-01");
        effectiveFrom.ifPresent(date -> checkFileName(root, date));
        List<GradeBand> bands = GradeBandsReader.read(root);
        List<String> grades = bands.stream().map(GradeBand::grade).toList();
        ItemReader items = new ItemReader(contracts);
        List<DirectRule> rules = new ArrayList<>();
        root.items("direct_grades").forEach(node -> {
            if (!grades.isEmpty()) {
                items.directRule(node, grades).ifPresent(rules::add);
            }
        });
        List<Indicator> indicators = new ArrayList<>();
        root.items("indicators").forEach(node -> items.indicator(node).ifPresent(indicators::add));
        if (root.items("indicators").isEmpty()) {
            root.report("indicators", "no indicator", "at least one");
        }
        PolicyVersion version = new PolicyVersion(
                policy,
                root.text("title", "山东省公共信用综合评价"),
                effectiveFrom.orElse(LocalDate.MIN),
                Fingerprint.of(root.node()),
                subjects(root),
                root.text("basis", "《山东省公共信用综合评价办法》"),
                root.decimal("base", "1000"),
                bands,
                List.copyOf(rules),
                List.copyOf(indicators),
                placeholders(root),
                file);
        return effectiveFrom.map(date -> version);
    }

    private void checkFileName(TypedNode root, LocalDate date) {
        String name = file.getFileName().toString();
        if (!name.equals(date + ".yaml")) {
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

    private static List<Placeholder> placeholders(TypedNode root) {
        List<Placeholder> found = new ArrayList<>();
        Set<String> groups = new HashSet<>(List.of("grades", "direct_grades", "indicators"));
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
