package io.creditlake.supervise;

import io.creditlake.config.TypedNode;
import io.creditlake.policy.Policies;
import io.creditlake.policy.Policy;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code conf/supervision/measures.yaml}. */
final class MeasuresReader {
    private static final Set<String> GRADE_KEYS =
            Set.of("grade", "ratio_min", "ratio_max", "per_year", "frequency", "illustrative");
    private static final Set<String> CONSEQUENCE_KEYS = Set.of("title", "basis", "grades", "illustrative");
    private static final BigDecimal MOST_A_YEAR = BigDecimal.valueOf(366);

    private final Policies policies;

    MeasuresReader(Policies policies) {
        this.policies = policies;
    }

    List<InspectionMeasure> read(TypedNode root) {
        root.allowOnly(Set.of("illustrative", "measures"));
        List<InspectionMeasure> measures = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> known = policies.all().stream().map(Policy::id).toList();
        for (TypedNode node : root.items("measures")) {
            node.allowOnly(Set.of("policy", "basis", "grades", "incentives", "restraints"));
            String basis = node.text("basis", "双随机、一公开监管");
            Optional<Policy> policy = node.choice("policy", known).flatMap(policies::find);
            policy.filter(p -> !seen.add(p.id()))
                    .ifPresent(p -> node.report("policy", "'" + p.id() + "' a second time", "each policy once"));
            policy.ifPresent(p -> measures.addAll(ofPolicy(node, p, basis)));
        }
        return List.copyOf(measures);
    }

    private static List<InspectionMeasure> ofPolicy(TypedNode node, Policy policy, String basis) {
        Set<String> missing = new TreeSet<>();
        policy.versions().forEach(version -> missing.addAll(version.grades()));
        List<String> known = List.copyOf(missing);
        Map<String, List<Consequence>> incentives = consequences(node, "incentives", known);
        Map<String, List<Consequence>> restraints = consequences(node, "restraints", known);
        List<InspectionMeasure> measures = new ArrayList<>();
        for (TypedNode item : node.items("grades")) {
            item.allowOnly(GRADE_KEYS);
            Optional<String> grade = item.choice("grade", known);
            if (grade.isPresent() && !missing.remove(grade.get())) {
                item.report("grade", "'" + grade.get() + "' a second time", "each grade once");
            }
            InspectionMeasure measure = new InspectionMeasure(
                    policy.id(),
                    grade.orElse(""),
                    item.decimal("ratio_min", "0.05"),
                    item.decimal("ratio_max", "0.20"),
                    item.optionalDecimal("per_year", "1"),
                    item.text("frequency", "每年1次"),
                    basis,
                    incentives.getOrDefault(grade.orElse(""), List.of()),
                    restraints.getOrDefault(grade.orElse(""), List.of()));
            checkShares(item, measure);
            measures.add(measure);
        }
        if (!missing.isEmpty()) {
            node.report(
                    "grades", "nothing for " + String.join(", ", missing), "a measure for every grade of the policy");
        }
        checkOrder(node, policy, measures);
        return measures;
    }

    /** By grade, in the order of the file. */
    private static Map<String, List<Consequence>> consequences(TypedNode node, String key, List<String> grades) {
        Map<String, List<Consequence>> byGrade = new HashMap<>();
        for (TypedNode item : node.items(key)) {
            item.allowOnly(CONSEQUENCE_KEYS);
            Consequence consequence = Consequence.read(item);
            List<String> of = item.texts("grades");
            if (of.isEmpty()) {
                item.report("grades", "no grade", "those that it follows from, such as [A+, A]");
            }
            for (String grade : of) {
                if (item.known("grades", "the grade", grade, grades)) {
                    byGrade.computeIfAbsent(grade, g -> new ArrayList<>()).add(consequence);
                }
            }
        }
        return byGrade;
    }

    private static void checkShares(TypedNode item, InspectionMeasure measure) {
        if (measure.ratioMin().signum() <= 0) {
            item.report(
                    "ratio_min",
                    measure.ratioMin().toPlainString(),
                    "more than 0",
                    "A good grade is inspected less, never not at all");
        }
        if (measure.ratioMax().compareTo(measure.ratioMin()) < 0
                || measure.ratioMax().compareTo(BigDecimal.ONE) > 0) {
            item.report("ratio_max", measure.ratioMax().toPlainString(), "from ratio_min to 1");
        }
        checkDecimals(item, "ratio_min", measure.ratioMin(), 4);
        checkDecimals(item, "ratio_max", measure.ratioMax(), 4);
        measure.perYear().ifPresent(perYear -> {
            checkDecimals(item, "per_year", perYear, 2);
            if (perYear.signum() <= 0 || perYear.compareTo(MOST_A_YEAR) > 0) {
                item.report(
                        "per_year",
                        perYear.toPlainString(),
                        "more than 0, at most " + MOST_A_YEAR,
                        "Leave it out where the law sets no frequency");
            }
        });
    }

    private static void checkDecimals(TypedNode item, String key, BigDecimal value, int most) {
        if (value.stripTrailingZeros().scale() > most) {
            item.report(key, value.toPlainString(), "no more than " + most + " decimals");
        }
    }

    /** A worse grade is never inspected less. */
    private static void checkOrder(TypedNode node, Policy policy, List<InspectionMeasure> measures) {
        policy.versions().stream().map(PolicyVersion::grades).distinct().forEach(grades -> {
            BigDecimal least = BigDecimal.ZERO;
            for (String grade : grades) {
                BigDecimal ratio = measures.stream()
                        .filter(m -> m.grade().equals(grade))
                        .map(InspectionMeasure::ratioMax)
                        .findFirst()
                        .orElse(least);
                if (ratio.compareTo(least) < 0) {
                    node.report(
                            "grades",
                            grade + " drawn at most " + ratio.toPlainString(),
                            "at least " + least.toPlainString() + ", as a better grade is");
                }
                least = least.max(ratio);
            }
        });
    }
}
