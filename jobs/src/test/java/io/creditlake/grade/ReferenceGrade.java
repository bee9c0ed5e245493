package io.creditlake.grade;

import io.creditlake.policy.Dimension;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.GradeBand;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.Measure;
import io.creditlake.policy.Points;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Selection;
import io.creditlake.policy.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Grades one subject slowly and plainly, as a jurist would with the policy in one hand and the records in the other. It
 * finds the next review by trying every day.
 */
final class ReferenceGrade {
    private static final int HORIZON = 2600;

    /** An outcome; contributions as {@code points measure evidence} by indicator. */
    record Outcome(String score, String grade, String rule, LocalDate nextReview, Map<String, String> contributions) {}

    private final PolicyVersion version;
    private final BiPredicate<String, Map<String, Object>> meets;
    private final Map<String, List<Map<String, Object>>> records;
    private Law law = (recordClass, record, day, graded) -> true;
    private LocalDate graded;

    /** Whether a record may count on a day, with the law as it stands on another, that of the grade. */
    interface Law {
        boolean counts(String recordClass, Map<String, Object> record, LocalDate day, LocalDate graded);
    }

    /** The records of one subject by class, and whether a record meets the condition of the item of an id. */
    ReferenceGrade(
            PolicyVersion version,
            BiPredicate<String, Map<String, Object>> meets,
            Map<String, List<Map<String, Object>>> records) {
        this.version = version;
        this.meets = meets;
        this.records = records;
    }

    /** The same under the tests' lifecycle, the subject's decisions being its records of the class {@code revision}. */
    ReferenceGrade underLifecycle() {
        return under(new ReferenceLifecycle(records.getOrDefault("revision", List.of())), graded);
    }

    /** The same under a law as it stands on a day. */
    ReferenceGrade under(Law other, LocalDate day) {
        ReferenceGrade governed = new ReferenceGrade(version, meets, records);
        governed.law = other;
        governed.graded = day;
        return governed;
    }

    Outcome on(LocalDate day) {
        graded = day;
        Map<String, String> contributions = new TreeMap<>();
        Map<String, BigDecimal> sums = new TreeMap<>();
        BigDecimal score = version.base();
        for (Indicator indicator : version.indicators()) {
            List<Map<String, Object>> counted = counted(indicator.id(), indicator.selection(), day);
            BigDecimal measure = measure(indicator, counted, day);
            BigDecimal points = points(indicator.points(), measure).setScale(2, RoundingMode.HALF_UP);
            score = score.add(points);
            sums.merge(indicator.dimension(), points, BigDecimal::add);
            if (points.signum() != 0) {
                contributions.put(
                        indicator.id(), points + " " + measure.setScale(4, RoundingMode.HALF_UP) + " " + ids(counted));
            }
        }
        for (Dimension dimension : version.dimensions()) {
            BigDecimal sum = sums.getOrDefault(dimension.id(), BigDecimal.ZERO);
            BigDecimal limited = dimension.cap().map(sum::min).orElse(sum);
            limited = dimension.floor().map(limited::max).orElse(limited);
            BigDecimal correction = limited.subtract(sum).setScale(2);
            score = score.add(correction);
            if (correction.signum() != 0) {
                contributions.put(dimension.id(), correction + " " + sum.setScale(4) + " []");
            }
        }
        String grade = byScore(score);
        String rule = null;
        for (DirectRule direct : version.directRules()) {
            List<Map<String, Object>> counted = counted(direct.id(), direct.selection(), day);
            if (counted.isEmpty()) {
                continue;
            }
            contributions.put(direct.id(), "0.00 " + counted.size() + ".0000 " + ids(counted));
            int order =
                    version.grades().indexOf(direct.grade()) - version.grades().indexOf(grade);
            if (order > 0 || (order == 0 && rule == null)) {
                grade = direct.grade();
                rule = direct.id();
            }
        }
        return new Outcome(
                score.setScale(2, RoundingMode.HALF_UP).toPlainString(), grade, rule, nextReview(day), contributions);
    }

    /** What an indicator measures on a day. */
    BigDecimal measured(Indicator indicator, LocalDate day) {
        return measure(indicator, records(indicator.id(), indicator.selection(), day), day);
    }

    /** The records that count for an item on a day. */
    List<Map<String, Object>> records(String id, Selection selection, LocalDate day) {
        return counted(id, selection, day);
    }

    private LocalDate nextReview(LocalDate day) {
        List<Object> now = state(day);
        for (int ahead = 1; ahead <= HORIZON; ahead++) {
            if (!state(day.plusDays(ahead)).equals(now)) {
                return day.plusDays(ahead);
            }
        }
        return null;
    }

    private List<Object> state(LocalDate day) {
        List<Object> state = new ArrayList<>();
        for (Indicator indicator : version.indicators()) {
            List<Map<String, Object>> counted = counted(indicator.id(), indicator.selection(), day);
            state.add(ids(counted));
            state.add(indicator.measure().grows() ? measure(indicator, counted, day) : "");
            state.add(indicator.measure().kind() == Measure.Kind.DAYS ? ids(holding(counted, day)) : "");
            state.add(counted.stream().map(r -> kept(indicator, r, day)).toList());
        }
        version.directRules().forEach(r -> state.add(ids(counted(r.id(), r.selection(), day))));
        return state;
    }

    private List<Map<String, Object>> counted(String id, Selection selection, LocalDate day) {
        return records.getOrDefault(selection.recordClass(), List.of()).stream()
                .filter(r -> meets.test(id, r))
                .filter(r -> law.counts(selection.recordClass(), r, day, graded))
                .filter(r -> selection.window().isEmpty()
                        || inWindow((LocalDate) r.get(selection.window().get().column()), selection, day))
                .filter(r -> switch (selection.validity()) {
                    case ANY -> true;
                    case VALID -> isValid(r, day);
                    case PAST -> isPast(r, day);
                })
                .sorted(Comparator.comparing(r -> (Long) r.get("record_id")))
                .toList();
    }

    private static boolean inWindow(LocalDate date, Selection selection, LocalDate day) {
        return date != null
                && !date.isAfter(day)
                && day.isBefore(plus(
                        date,
                        selection.window().get().length(),
                        selection.window().get().unit()));
    }

    private static boolean isValid(Map<String, Object> row, LocalDate day) {
        LocalDate from = (LocalDate) row.get("valid_from");
        LocalDate to = (LocalDate) row.get("valid_to");
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    private static boolean isPast(Map<String, Object> row, LocalDate day) {
        return row.get("valid_to") != null && day.isAfter((LocalDate) row.get("valid_to"));
    }

    private static List<Map<String, Object>> holding(List<Map<String, Object>> counted, LocalDate day) {
        return counted.stream()
                .filter(r -> r.get("valid_from") != null && isValid(r, day))
                .toList();
    }

    /** The part of a record that its age leaves. */
    private static BigDecimal kept(Indicator indicator, Map<String, Object> row, LocalDate day) {
        BigDecimal kept = BigDecimal.ONE;
        LocalDate since = (LocalDate)
                row.get(indicator.selection().window().map(w -> w.column()).orElse("occurred_on"));
        for (Points.Decay decay : indicator.points().decaying()) {
            kept = since != null && !day.isBefore(since.plusMonths(decay.months())) ? decay.keep() : kept;
        }
        return kept;
    }

    private static BigDecimal daysSoFar(List<Map<String, Object>> counted, LocalDate day) {
        long days = 0;
        for (Map<String, Object> row : counted) {
            LocalDate from = (LocalDate) row.get("valid_from");
            LocalDate to = (LocalDate) row.get("valid_to");
            LocalDate last = to == null || to.isAfter(day) ? day : to;
            days += from == null || from.isAfter(last) ? 0 : ChronoUnit.DAYS.between(from, last) + 1;
        }
        return BigDecimal.valueOf(days);
    }

    private BigDecimal share(Indicator indicator, List<Map<String, Object>> counted) {
        long part = counted.stream()
                .filter(r -> meets.test(indicator.id() + ".part", r))
                .count();
        return counted.isEmpty()
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(counted.size()), 4, RoundingMode.HALF_UP);
    }

    private BigDecimal measure(Indicator indicator, List<Map<String, Object>> counted, LocalDate day) {
        BigDecimal whole = whole(indicator, counted, day);
        return indicator.measure().years().isEmpty()
                ? whole
                : whole.multiply(BigDecimal.valueOf(
                                indicator.measure().years().get().aYear()))
                        .divide(
                                BigDecimal.valueOf(
                                        indicator.measure().years().get().length()),
                                4,
                                RoundingMode.HALF_UP);
    }

    private BigDecimal whole(Indicator indicator, List<Map<String, Object>> counted, LocalDate day) {
        Measure measure = indicator.measure();
        List<Object> values = counted.stream()
                .map(r -> measure.column().map(r::get).orElse(null))
                .filter(Objects::nonNull)
                .toList();
        return switch (measure.kind()) {
            case COUNT -> counted.stream().map(r -> kept(indicator, r, day)).reduce(BigDecimal.ZERO, BigDecimal::add);
            case DAYS -> step(indicator, daysSoFar(counted, day));
            case SHARE -> share(indicator, counted);
            case NONE -> counted.isEmpty() ? BigDecimal.ONE : BigDecimal.ZERO;
            case SUM ->
                counted.stream()
                        .filter(r -> r.get(measure.column().orElseThrow()) != null)
                        .map(r ->
                                ((BigDecimal) r.get(measure.column().orElseThrow())).multiply(kept(indicator, r, day)))
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .setScale(4, RoundingMode.HALF_UP);
            case MAX -> values.stream().map(v -> (BigDecimal) v).reduce(BigDecimal.ZERO, BigDecimal::max);
            case LATEST ->
                counted.stream()
                        .max(Comparator.<Map<String, Object>, LocalDate>comparing(r -> (LocalDate) r.get("occurred_on"))
                                .thenComparing(r -> (Long) r.get("record_id")))
                        .map(r -> (BigDecimal) r.get(measure.column().orElseThrow()))
                        .orElse(BigDecimal.ZERO);
            case SINCE_EARLIEST, SINCE_LATEST -> {
                Comparator<LocalDate> order = Comparator.naturalOrder();
                LocalDate since = values.stream()
                        .map(v -> (LocalDate) v)
                        .min(measure.kind() == Measure.Kind.SINCE_EARLIEST ? order : order.reversed())
                        .orElse(null);
                yield reached(indicator, since, day);
            }
        };
    }

    /** The step of an age that is reached; -1 for none. */
    private static BigDecimal reached(Indicator indicator, LocalDate since, LocalDate day) {
        BigDecimal reached = BigDecimal.ONE.negate();
        if (since != null) {
            for (Points.Step step : ((Points.Steps) indicator.points()).steps()) {
                LocalDate reachedOn = plus(
                        since,
                        step.from().intValue(),
                        indicator.measure().unit().orElseThrow());
                reached = day.isBefore(reachedOn) ? reached : step.from();
            }
        }
        return reached;
    }

    /** The highest step that a number reaches; 0 for none. */
    private static BigDecimal step(Indicator indicator, BigDecimal number) {
        return ((Points.Steps) indicator.points())
                .steps().stream()
                        .map(Points.Step::from)
                        .filter(from -> number.compareTo(from) >= 0)
                        .reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private static BigDecimal points(Points points, BigDecimal measure) {
        if (points instanceof Points.PerUnit unit) {
            BigDecimal raw = unit.each().multiply(measure);
            return unit.cap().isPresent()
                            && raw.abs().compareTo(unit.cap().get().abs()) > 0
                    ? unit.cap().get()
                    : raw;
        }
        BigDecimal worth = BigDecimal.ZERO;
        for (Points.Step step : ((Points.Steps) points).steps()) {
            worth = measure.compareTo(step.from()) >= 0 ? step.points() : worth;
        }
        return worth;
    }

    private String byScore(BigDecimal score) {
        return version.bands().stream()
                .filter(b -> b.from().isEmpty() || score.compareTo(b.from().get()) >= 0)
                .map(GradeBand::grade)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate plus(LocalDate date, int length, TimeUnit unit) {
        return switch (unit) {
            case DAYS -> date.plusDays(length);
            case MONTHS -> date.plusMonths(length);
            case YEARS -> date.plusYears(length);
        };
    }

    private static List<Long> ids(List<Map<String, Object>> counted) {
        return counted.stream().map(r -> (Long) r.get("record_id")).toList();
    }
}
