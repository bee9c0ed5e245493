package io.creditlake.grade;

import io.creditlake.policy.Cadence;
import io.creditlake.policy.Dimension;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.PolicyVersion;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Grades a subject under one version of a policy, from the tallies of its items. */
final class PolicyGrader implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final long MOST = Valuation.MOST_POINTS.unscaledValue().longValueExact();
    private static final ArrayData NO_RECORD = UnsafeArrayData.fromPrimitiveArray(new long[0]);

    /**
     * Name and reason of something that gives or takes points.
     *
     * @param id of the indicator, direct rule or dimension
     * @param kind bonus, deduction, direct or limit
     */
    record Head(UTF8String id, UTF8String kind, UTF8String title, UTF8String basis) implements Serializable {
        static Head of(String id, String kind, String title, String basis) {
            return new Head(text(id), text(kind), text(title), text(basis));
        }
    }

    /** An indicator; {@code without} is what it is worth to those of whom no record counts or will, which are most. */
    private record OfIndicator(Head head, Item item, Valuation valuation, Worth without) implements Serializable {
        Worth worth(Tally tally, int asOf) {
            return tally == null ? without : valuation.of(tally, asOf);
        }

        Given gives(Worth worth, Tally tally) {
            return new Given(head, worth.points(), worth.measure(), tally == null ? NO_RECORD : tally.evidence());
        }
    }

    private record OfRule(Head head, Item item, int rank, boolean atOnce) implements Serializable {}

    /** A dimension with a limit; {@code cap} and {@code floor} in hundredths, {@code own} places of indicators. */
    private record Limit(Head head, long cap, long floor, List<Integer> own) implements Serializable {
        long correction(long sum) {
            return Math.max(Math.min(sum, cap), floor) - sum;
        }
    }

    /**
     * A contribution.
     *
     * @param points in hundredths
     * @param evidence ids of records, ascending
     */
    record Given(Head head, long points, BigDecimal measure, ArrayData evidence) {}

    /**
     * A grade.
     *
     * @param score in hundredths
     * @param directRule rule that decides; null when the points do
     * @param nextReview since 1970, {@link Tally#NEVER} for none
     * @param atOnce ids of the direct rules that hold and act at once, sorted
     */
    record Outcome(
            long score,
            UTF8String grade,
            UTF8String directRule,
            int nextReview,
            List<UTF8String> atOnce,
            List<Given> contributions) {}

    private final long base;
    private final Cadence cadence;
    private final UTF8String[] grades;
    private final long[] from;
    private final List<OfIndicator> indicators = new ArrayList<>();
    private final List<OfRule> rules = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();

    PolicyGrader(PolicyVersion version, Items items) {
        this.base = hundredths(version.base(), RoundingMode.HALF_UP);
        this.cadence = version.cadence();
        this.grades = version.grades().stream().map(PolicyGrader::text).toArray(UTF8String[]::new);
        // The worst grade begins nowhere.
        this.from = version.bands().stream()
                .limit(grades.length - 1L)
                .mapToLong(band -> hundredths(band.from().orElseThrow(), RoundingMode.CEILING))
                .toArray();
        for (Indicator i : version.indicators()) {
            Head head = Head.of(i.id(), i.bonus() ? "bonus" : "deduction", i.title(), i.basis());
            Item item = items.add(i.selection(), i.measure(), i.points().decaying());
            Valuation valuation = Valuation.of(i);
            indicators.add(new OfIndicator(head, item, valuation, valuation.of(new Tally(item, 0), 0)));
        }
        for (DirectRule r : version.directRules()) {
            Head head = Head.of(r.id(), "direct", r.title(), r.basis());
            rules.add(new OfRule(
                    head, items.add(r.selection()), version.rank(r.grade()).orElseThrow(), r.atOnce()));
        }
        for (Dimension d : version.dimensions()) {
            if (d.isLimited()) {
                limits.add(new Limit(
                        Head.of(d.id(), "limit", d.title(), d.basis()),
                        d.cap()
                                .map(cap -> hundredths(cap, RoundingMode.HALF_UP))
                                .orElse(Long.MAX_VALUE),
                        d.floor()
                                .map(floor -> hundredths(floor, RoundingMode.HALF_UP))
                                .orElse(Long.MIN_VALUE),
                        inDimension(version, d)));
            }
        }
    }

    private static List<Integer> inDimension(PolicyVersion version, Dimension dimension) {
        return IntStream.range(0, version.indicators().size())
                .filter(i -> version.indicators().get(i).dimension().equals(dimension.id()))
                .boxed()
                .toList();
    }

    /**
     * Grades.
     *
     * @param tallies the tallies of a subject by the place of their item; null where no record may count
     * @param asOf the day, since 1970
     * @param ruled the next day, since 1970, on which a decision about a record of the subject takes effect, which does
     *     not wait for a period; {@link Tally#NEVER} when none is known
     */
    Outcome grade(Tally[] tallies, int asOf, int ruled) {
        List<Given> given = new ArrayList<>();
        long[] points = new long[indicators.size()];
        long score = base;
        // Under a nightly cadence the records themselves tell when they begin and cease to count.
        int review = cadence == Cadence.NIGHTLY ? Tally.NEVER : ruled;
        for (int i = 0; i < points.length; i++) {
            OfIndicator indicator = indicators.get(i);
            Tally tally = tallies[indicator.item().place()];
            Worth worth = indicator.worth(tally, asOf);
            points[i] = worth.points();
            review = Math.min(review, atPeriod(worth.turn()));
            if (points[i] != 0) {
                score += points[i];
                given.add(indicator.gives(worth, tally));
            }
        }
        OfRule decides = null;
        List<UTF8String> atOnce = new ArrayList<>();
        for (OfRule rule : rules) {
            Tally tally = tallies[rule.item().place()];
            if (tally == null) {
                continue;
            }
            review = Math.min(review, rule.atOnce() ? tally.turn() : atPeriod(tally.turn()));
            if (tally.counted() > 0) {
                given.add(new Given(rule.head(), 0, tally.value(), tally.evidence()));
                // The first of the file among equals.
                decides = decides == null || rule.rank() > decides.rank() ? rule : decides;
                if (rule.atOnce()) {
                    atOnce.add(rule.head().id());
                }
            }
        }
        score = Math.max(-MOST, Math.min(MOST, score + limit(points, given)));
        int byScore = rank(score);
        boolean ruleDecides = decides != null && decides.rank() >= byScore;
        atOnce.sort(UTF8String::compareTo);
        return new Outcome(
                score,
                grades[ruleDecides ? decides.rank() : byScore],
                ruleDecides ? decides.head().id() : null,
                review,
                atOnce,
                given);
    }

    /** What the limits of dimensions give back or take off, so that contributions add up to the score. */
    private long limit(long[] points, List<Given> given) {
        long all = 0;
        for (Limit limit : limits) {
            long sum = 0;
            for (int i : limit.own()) {
                sum += points[i];
            }
            long correction = limit.correction(sum);
            if (correction != 0) {
                all += correction;
                given.add(new Given(limit.head(), correction, BigDecimal.valueOf(sum, 2), NO_RECORD));
            }
        }
        return all;
    }

    private int rank(long score) {
        int rank = 0;
        while (rank < from.length && score < from[rank]) {
            rank++;
        }
        return rank;
    }

    private static UTF8String text(String text) {
        return UTF8String.fromString(text);
    }

    private static long hundredths(BigDecimal number, RoundingMode rounding) {
        return number.setScale(2, rounding).unscaledValue().longValueExact();
    }

    /** The first day of a period that is not before a day. */
    private int atPeriod(int day) {
        if (day == Tally.NEVER || cadence == Cadence.NIGHTLY) {
            return day;
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        LocalDate start = cadence.start(date);
        return Math.toIntExact((start.equals(date) ? date : cadence.nextStart(date)).toEpochDay());
    }
}
