package io.creditlake.grade;

import io.creditlake.policy.Dimension;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.GradeBand;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.LifecycleVersion;
import io.creditlake.policy.Lifecycles;
import io.creditlake.policy.Measure;
import io.creditlake.policy.Points;
import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.PolicyCase.Life;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Selection;
import io.creditlake.policy.Severity;
import io.creditlake.policy.Validity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which boundaries of a version its cases leave out: each threshold must be met exactly, and missed by the least. */
final class CaseCoverage {
    private static final Pattern THRESHOLD =
            Pattern.compile("(?:coalesce\\()?(\\w+)(?:, 0\\))? (>=|<=|<|>) (\\d+(?:\\.\\d+)?)");
    private static final Pattern DAYS = Pattern.compile("datediff\\((\\w+), (\\w+)\\) <= (\\d+)");
    private static final BigDecimal CENT = new BigDecimal("0.01");

    /** A case with the plain reference over its records. */
    record Graded(PolicyCase given, ReferenceGrade reference) {
        LocalDate day() {
            return given.asOf();
        }
    }

    private final PolicyVersion version;
    private final List<Graded> cases;
    private final List<String> missing = new ArrayList<>();

    private CaseCoverage(PolicyVersion version, List<Graded> cases) {
        this.version = version;
        this.cases = cases;
    }

    static List<String> missing(PolicyVersion version, List<Graded> cases, Lifecycles lifecycles) {
        CaseCoverage coverage = new CaseCoverage(version, cases);
        coverage.lifecycle(lifecycles);
        coverage.repair();
        version.bands().forEach(coverage::band);
        version.directRules().forEach(coverage::rule);
        version.indicators().forEach(coverage::indicator);
        version.dimensions().forEach(coverage::dimension);
        return coverage.missing;
    }

    private void need(String what, Predicate<Graded> shown) {
        if (cases.stream().noneMatch(shown)) {
            missing.add(version.policy() + " " + version.version() + " " + what);
        }
    }

    /** Each severity whose use ends by itself, of a class that the version counts: on its last day, and the day after. */
    private void lifecycle(Lifecycles lifecycles) {
        Set<String> counted = Stream.concat(
                        version.directRules().stream().map(DirectRule::selection),
                        version.indicators().stream().map(Indicator::selection))
                .map(Selection::recordClass)
                .collect(Collectors.toSet());
        cases.stream().flatMap(c -> lifecycles.on(c.day()).stream()).distinct().forEach(law -> law.classes().stream()
                .filter(c -> counted.contains(c.recordClass()))
                .forEach(c -> c.terms().stream()
                        .filter(term -> term.use().isPresent())
                        .forEach(term -> used(law, c.recordClass(), term.severity()))));
    }

    private void used(LifecycleVersion law, String recordClass, Severity severity) {
        for (int ahead : List.of(0, 1)) {
            need(
                    "%s %s under %s that counts no longer in %d days"
                            .formatted(severity.key(), recordClass, law.effectiveFrom(), ahead),
                    c -> c.given().records().getOrDefault(recordClass, List.of()).stream()
                            .map(PolicyCase.Given::expected)
                            .anyMatch(e -> severity.key().equals(e.get(Life.SEVERITY))
                                    && c.day().plusDays(ahead).toString().equals(e.get(Life.COUNTS_UNTIL))));
        }
    }

    private void repair() {
        need("a repair that takes effect on the day", c -> isRepaired(c, 0));
        need("a repair that takes effect tomorrow", c -> isRepaired(c, 1));
    }

    private static boolean isRepaired(Graded c, int ahead) {
        return c.given().records().values().stream()
                .flatMap(List::stream)
                .flatMap(r -> r.revisions().stream())
                .anyMatch(r -> "repair".equals(r.get("kind"))
                        && c.day().plusDays(ahead).equals(r.get("effective_on")));
    }

    private void band(GradeBand band) {
        band.from().ifPresent(from -> {
            need("score " + from, c -> c.given().expected().score().compareTo(from) == 0);
            need("score just below " + from, c -> {
                BigDecimal below = from.subtract(c.given().expected().score());
                return below.signum() > 0 && below.compareTo(BigDecimal.ONE) <= 0;
            });
        });
    }

    private void rule(DirectRule rule) {
        need(rule.id() + " decides", c -> c.given().expected().directRule().equals(java.util.Optional.of(rule.id())));
        selection(rule.id(), rule.selection());
    }

    private void selection(String id, Selection selection) {
        if (selection.validity() == Validity.PAST) {
            need(
                    id + " on the first day that a record is past",
                    c -> size(c, id, selection, 0) > size(c, id, selection, -1));
            need(id + " on the day before", c -> size(c, id, selection, 1) > size(c, id, selection, 0));
        }
        if (selection.window().isPresent() || selection.validity() == Validity.VALID) {
            need(id + " on a record's last day", c -> size(c, id, selection, 0) > size(c, id, selection, 1));
            need(id + " on the day after", c -> size(c, id, selection, -1) > size(c, id, selection, 0));
        }
        condition(id, selection.recordClass(), selection.where().sql());
    }

    private static int size(Graded c, String id, Selection selection, int ahead) {
        return c.reference().records(id, selection, c.day().plusDays(ahead)).size();
    }

    private void condition(String id, String recordClass, String sql) {
        Matcher threshold = THRESHOLD.matcher(sql);
        while (threshold.find()) {
            String column = threshold.group(1);
            BigDecimal at = new BigDecimal(threshold.group(3));
            boolean upper = threshold.group(2).equals(">") || threshold.group(2).equals("<=");
            BigDecimal beside = upper ? at.add(CENT) : at.subtract(CENT);
            for (BigDecimal value : List.of(at, beside)) {
                need(
                        id + " with " + column + " " + value,
                        c -> any(
                                c, recordClass, r -> r.get(column) instanceof BigDecimal n && n.compareTo(value) == 0));
            }
        }
        Matcher days = DAYS.matcher(sql);
        while (days.find()) {
            for (int more : List.of(0, 1)) {
                long length = Long.parseLong(days.group(3)) + more;
                need(
                        id + " after " + length + " days",
                        c -> any(
                                c,
                                recordClass,
                                r -> r.get(days.group(1)) instanceof LocalDate to
                                        && r.get(days.group(2)) instanceof LocalDate from
                                        && ChronoUnit.DAYS.between(from, to) == length));
            }
        }
    }

    private static boolean any(Graded c, String recordClass, Predicate<Map<String, Object>> shown) {
        return c.given().records().getOrDefault(recordClass, List.of()).stream()
                .map(PolicyCase.Given::values)
                .anyMatch(shown);
    }

    private void indicator(Indicator indicator) {
        selection(indicator.id(), indicator.selection());
        if (indicator.points() instanceof Points.Steps steps) {
            steps.steps().forEach(step -> step(indicator, step));
        } else if (indicator.points() instanceof Points.PerUnit unit) {
            unit.cap().ifPresent(cap -> cap(indicator, unit, cap));
            unit.decay().forEach(decay -> decay(indicator, decay));
        }
    }

    private void step(Indicator indicator, Points.Step step) {
        BigDecimal from = step.from();
        String what = indicator.id() + " step " + from;
        if (indicator.measure().grows()) {
            need(what + " reached today", c -> reaches(c, indicator, from, 0) && !reaches(c, indicator, from, -1));
            need(what + " reached tomorrow", c -> reaches(c, indicator, from, 1) && !reaches(c, indicator, from, 0));
            return;
        }
        need(what, c -> c.reference().measured(indicator, c.day()).compareTo(from) == 0);
        need(what + " just missed", c -> {
            BigDecimal gap = from.subtract(c.reference().measured(indicator, c.day()));
            boolean counted = indicator.measure().kind() != Measure.Kind.SHARE
                    || size(c, indicator.id(), indicator.selection(), 0) > 0;
            return counted && gap.signum() > 0 && gap.compareTo(least(indicator.measure())) <= 0;
        });
    }

    private static boolean reaches(Graded c, Indicator indicator, BigDecimal from, int ahead) {
        return c.reference().measured(indicator, c.day().plusDays(ahead)).compareTo(from) >= 0;
    }

    /** How near below a step a case can be asked to come: one record, or one cent. */
    private static BigDecimal least(Measure measure) {
        if (measure.isAmount()) {
            return CENT;
        }
        return measure.years()
                .map(y -> BigDecimal.valueOf(y.aYear())
                        .divide(BigDecimal.valueOf(y.length()), 4, java.math.RoundingMode.UP))
                .orElse(BigDecimal.ONE);
    }

    private void cap(Indicator indicator, Points.PerUnit unit, BigDecimal cap) {
        String what = indicator.id() + " cap " + cap;
        BigDecimal most = cap.abs();
        if (unit.each().abs().compareTo(most) < 0) {
            need(
                    what + " not reached",
                    c -> raw(c, indicator, unit).signum() > 0
                            && raw(c, indicator, unit).compareTo(most) < 0);
        }
        if (most.remainder(unit.each().abs()).signum() == 0) {
            need(what, c -> raw(c, indicator, unit).compareTo(most) == 0);
        }
        need(what + " exceeded", c -> raw(c, indicator, unit).compareTo(most) > 0);
    }

    private static BigDecimal raw(Graded c, Indicator indicator, Points.PerUnit unit) {
        return unit.each().abs().multiply(c.reference().measured(indicator, c.day()));
    }

    private void decay(Indicator indicator, Points.Decay decay) {
        String column = indicator.selection().window().map(w -> w.column()).orElse("occurred_on");
        for (int ahead : List.of(0, 1)) {
            need(
                    indicator.id() + " decay after " + decay.months() + " months, in " + ahead + " days",
                    c -> c.reference().records(indicator.id(), indicator.selection(), c.day()).stream()
                            .anyMatch(r -> r.get(column) instanceof LocalDate since
                                    && since.plusMonths(decay.months())
                                            .equals(c.day().plusDays(ahead))));
        }
    }

    private void dimension(Dimension dimension) {
        for (BigDecimal limit : List.of(
                dimension.cap().orElse(BigDecimal.ZERO), dimension.floor().orElse(BigDecimal.ZERO))) {
            if (limit.signum() != 0) {
                need(dimension.id() + " limit " + limit, c -> sum(c, dimension).compareTo(limit) == 0);
                need(dimension.id() + " limit " + limit + " exceeded", c -> {
                    BigDecimal sum = sum(c, dimension);
                    return sum.signum() == limit.signum() && sum.abs().compareTo(limit.abs()) > 0;
                });
            }
        }
    }

    /** The points that a case says the indicators of a dimension give, without its limits. */
    private BigDecimal sum(Graded c, Dimension dimension) {
        Map<String, BigDecimal> said = c.given().expected().contributions().orElse(Map.of());
        return version.indicators().stream()
                .filter(i -> i.dimension().equals(dimension.id()))
                .map(i -> said.getOrDefault(i.id(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
