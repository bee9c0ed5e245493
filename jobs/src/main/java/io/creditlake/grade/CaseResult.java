package io.creditlake.grade;

import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.PolicyCase.Expected;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What came of a case.
 *
 * @param given the case
 * @param differences what differs from what it expects, a line each; none when it holds
 */
public record CaseResult(PolicyCase given, List<Difference> differences) {

    /**
     * A difference.
     *
     * @param what grade, score, direct_rule, next_review_on, the indicator whose points differ, or of a record its class,
     *     place in the case and what it is not
     * @param expected what the case says; {@code -} for nothing
     * @param found what the policy gives; {@code -} for nothing
     */
    public record Difference(String what, String expected, String found) {}

    private static final String NOTHING = "-";

    /** Whether the policy gives what the case expects. */
    public boolean holds() {
        return differences.isEmpty();
    }

    static CaseResult ungraded(PolicyCase given) {
        return new CaseResult(
                given,
                List.of(new Difference(
                        "grade", given.expected().grade(), "none: the policy does not grade " + given.kind())));
    }

    static CaseResult of(
            PolicyCase given,
            String grade,
            BigDecimal score,
            String directRule,
            Map<String, BigDecimal> contributions,
            Optional<LocalDate> nextReviewOn,
            List<Difference> lives) {
        Expected expected = given.expected();
        List<Difference> differences = new ArrayList<>();
        compare("grade", expected.grade(), grade, differences);
        compare("score", text(expected.score()), text(score), differences);
        compare(
                "direct_rule",
                expected.directRule().orElse(NOTHING),
                Optional.ofNullable(directRule).orElse(NOTHING),
                differences);
        expected.contributions().ifPresent(points -> {
            TreeSet<String> ids = new TreeSet<>(points.keySet());
            ids.addAll(contributions.keySet());
            ids.forEach(id -> compare(id, text(points.get(id)), text(contributions.get(id)), differences));
        });
        expected.nextReviewOn()
                .ifPresent(day -> compare(
                        "next_review_on",
                        day.toString(),
                        nextReviewOn.map(LocalDate::toString).orElse(NOTHING),
                        differences));
        differences.addAll(lives);
        return new CaseResult(given, List.copyOf(differences));
    }

    private static void compare(String what, String expected, String found, List<Difference> differences) {
        if (!expected.equals(found)) {
            differences.add(new Difference(what, expected, found));
        }
    }

    private static String text(BigDecimal points) {
        if (points == null) {
            return NOTHING;
        }
        BigDecimal plain = points.stripTrailingZeros();
        return plain.setScale(Math.max(0, plain.scale())).toPlainString();
    }
}
