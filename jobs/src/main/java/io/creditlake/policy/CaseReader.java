package io.creditlake.policy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Problems;
import io.creditlake.config.TypedNode;
import io.creditlake.config.YamlNode;
import io.creditlake.lake.TableContract;
import io.creditlake.policy.PolicyCase.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code conf/policies/<policy>/cases/*.yaml}. */
public final class CaseReader {
    private static final String REVISION = "revision";

    private final Policies policies;
    private final Problems problems = new Problems();

    private CaseReader(Policies policies) {
        this.policies = policies;
    }

    /**
     * The cases of some policies, in the order of policies, files and lines; none of one that has no folder {@code cases}.
     *
     * @param conf the folder {@code conf}
     * @throws ConfigurationException with every mistake of every file
     */
    public static List<PolicyCase> read(Path conf, Policies policies, List<Policy> of) {
        CaseReader reader = new CaseReader(policies);
        List<PolicyCase> cases = new ArrayList<>();
        for (Policy policy : of) {
            for (Path file :
                    reader.files(conf.resolve("policies").resolve(policy.id()).resolve("cases"))) {
                YamlNode.read(file, reader.problems)
                        .ifPresent(node -> cases.addAll(reader.cases(new TypedNode(node, reader.problems), policy)));
            }
        }
        reader.problems.throwIfAny();
        return List.copyOf(cases);
    }

    private List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return YamlFiles.among(files, "cases that are not read", problems);
        } catch (IOException e) {
            throw new UncheckedIOException("the cases in " + folder + " could not be listed", e);
        }
    }

    private List<PolicyCase> cases(TypedNode root, Policy policy) {
        root.allowOnly(Set.of("as_of", "subject", "cases"));
        List<PolicyCase> cases = new ArrayList<>();
        for (TypedNode node : root.items("cases")) {
            node.allowOnly(Set.of("name", "as_of", "subject", "records", "expect"));
            TypedNode dated = node.has("as_of") ? node : root;
            Optional<LocalDate> asOf = dated.date("as_of", "2026-11-24");
            asOf.ifPresent(day -> policy.inForce(day)
                    .ifPresentOrElse(
                            version -> cases.add(one(node, root, version, day)),
                            () -> dated.report("as_of", day.toString(), "a day on which a version is in force")));
        }
        if (root.items("cases").isEmpty()) {
            root.report("cases", "no case", "at least one");
        }
        return cases;
    }

    private PolicyCase one(TypedNode node, TypedNode root, PolicyVersion version, LocalDate asOf) {
        TypedNode holder = node.has("subject") ? node : root;
        Optional<TypedNode> subject = holder.has("subject") ? Optional.of(holder.child("subject")) : Optional.empty();
        subject.ifPresent(s -> s.allowOnly(Set.of("kind", "industry")));
        return new PolicyCase(
                version.policy(),
                version,
                node.text("name", "罚款五万元整"),
                asOf,
                subject.flatMap(s -> s.optionalText("kind"))
                        .orElse(version.subjects().stream().findFirst().orElse("")),
                subject.flatMap(s -> s.optionalText("industry"))
                        .orElse(version.industries().stream().findFirst().orElse("")),
                records(node),
                expected(node, version),
                node.node().file(),
                node.node().line());
    }

    private Map<String, List<PolicyCase.Given>> records(TypedNode node) {
        Map<String, List<PolicyCase.Given>> records = new LinkedHashMap<>();
        if (!node.has("records")) {
            return records;
        }
        TypedNode classes = node.child("records");
        List<String> known = policies.contracts().recordClasses().stream()
                .map(t -> t.name().table())
                .filter(name -> !name.equals(REVISION))
                .toList();
        for (String name : classes.node().map().keySet()) {
            if (name.equals(REVISION)) {
                classes.report(
                        name,
                        "decisions without the record they are about",
                        "revisions: [{kind: repair, effective_on: 2026-11-24}] in that record");
            } else if (classes.known(name, "the record class", name, known)) {
                TableContract table = policies.contracts().recordClass(name).orElseThrow();
                records.put(
                        name,
                        classes.items(name).stream()
                                .map(item -> new CaseRecord(item, table).given())
                                .toList());
            }
        }
        return records;
    }

    private static Expected expected(TypedNode node, PolicyVersion version) {
        TypedNode expect = node.child("expect");
        if (!node.has("expect")) {
            node.report("expect", "nothing expected", "expect: {grade: B, score: 95}");
        } else {
            expect.allowOnly(Set.of("grade", "score", "direct_rule", "contributions", "next_review_on"));
        }
        return new Expected(
                expect.choice("grade", version.grades()).orElse(""),
                expect.decimal("score", "95"),
                expect.optionalText("direct_rule"),
                expect.has("contributions")
                        ? Optional.of(contributions(expect.child("contributions"), version))
                        : Optional.empty(),
                expect.has("next_review_on") ? expect.date("next_review_on", "2027-01-10") : Optional.empty());
    }

    private static Map<String, BigDecimal> contributions(TypedNode node, PolicyVersion version) {
        List<String> known = Stream.of(
                        version.indicators().stream().map(Indicator::id),
                        version.directRules().stream().map(DirectRule::id),
                        version.dimensions().stream().map(Dimension::id))
                .flatMap(ids -> ids)
                .toList();
        Map<String, BigDecimal> points = new LinkedHashMap<>();
        for (String id : node.node().map().keySet()) {
            if (node.known(id, "the indicator", id, known)) {
                points.put(id, node.decimal(id, "-20"));
            }
        }
        return points;
    }
}
