package io.creditlake.grade;

import io.creditlake.policy.Indicator;
import io.creditlake.policy.Measure;
import io.creditlake.policy.Measure.Kind;
import io.creditlake.policy.Points;
import io.creditlake.policy.Points.Step;
import io.creditlake.policy.TimeUnit;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * How an indicator values what its item has measured.
 *
 * <p>The measure of an age, or of days, is the step it has reached, not that of the day: a grade that time has not moved
 * is not computed again, so nothing in it may grow from day to day.
 */
abstract class Valuation implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The most points and the greatest measure that tables hold: decimal(9,2) and decimal(20,4). */
    static final BigDecimal MOST_POINTS = new BigDecimal("9999999.99");

    private static final BigDecimal MOST_MEASURED = new BigDecimal("9999999999999999.9999");

    /** What a tally is worth on a day, counted since 1970. */
    abstract Worth of(Tally tally, int asOf);

    /** The valuation of an indicator. */
    static Valuation of(Indicator indicator) {
        Measure measure = indicator.measure();
        if (measure.isAge()) {
            return new OfAge(steps(indicator), measure.unit().orElseThrow());
        }
        if (measure.kind() == Kind.DAYS) {
            return new OfDays(steps(indicator));
        }
        return indicator.points() instanceof Points.PerUnit unit ? new OfUnits(unit) : new OfSteps(steps(indicator));
    }

    private static List<Step> steps(Indicator indicator) {
        return ((Points.Steps) indicator.points()).steps();
    }

    private static Worth worth(BigDecimal points, BigDecimal measure, int turn) {
        BigDecimal shown = measure == null ? null : measure.min(MOST_MEASURED).max(MOST_MEASURED.negate());
        return new Worth(
                points.setScale(2, RoundingMode.HALF_UP).unscaledValue().longValueExact(),
                shown == null ? null : shown.setScale(4, RoundingMode.HALF_UP),
                turn);
    }

    /** The step reached; null below the first. */
    private static Step reached(List<Step> steps, BigDecimal value) {
        Step reached = null;
        for (Step step : steps) {
            reached = value.compareTo(step.from()) >= 0 ? step : reached;
        }
        return reached;
    }

    private static Worth worth(Step reached, BigDecimal measure, int turn) {
        return worth(reached == null ? BigDecimal.ZERO : reached.points(), measure, turn);
    }

    private static BigDecimal valueOf(Tally tally) {
        BigDecimal value = tally.value();
        return value == null ? BigDecimal.ZERO : value;
    }

    /** So many points for each unit. */
    private static final class OfUnits extends Valuation {
        private final BigDecimal each;
        private final BigDecimal limit;

        private OfUnits(Points.PerUnit points) {
            this.each = points.each();
            this.limit = points.cap().orElse(each.signum() > 0 ? MOST_POINTS : MOST_POINTS.negate());
        }

        @Override
        Worth of(Tally tally, int asOf) {
            BigDecimal value = valueOf(tally);
            BigDecimal raw = value.multiply(each);
            BigDecimal points = each.signum() > 0
                    ? raw.min(limit).max(BigDecimal.ZERO)
                    : raw.max(limit).min(BigDecimal.ZERO);
            return worth(points, value, tally.turn());
        }
    }

    /** The points of the step that a number reaches. */
    private static final class OfSteps extends Valuation {
        private final List<Step> steps;

        private OfSteps(List<Step> steps) {
            this.steps = steps;
        }

        @Override
        Worth of(Tally tally, int asOf) {
            BigDecimal value = valueOf(tally);
            return worth(reached(steps, value), value, tally.turn());
        }
    }

    /** The points of the step that an age reaches. */
    private static final class OfAge extends Valuation {
        private final List<Step> steps;
        private final TimeUnit unit;

        private OfAge(List<Step> steps, TimeUnit unit) {
            this.steps = steps;
            this.unit = unit;
        }

        @Override
        Worth of(Tally tally, int asOf) {
            Step reached = null;
            int turn = tally.turn();
            if (tally.day() != Fact.NO_DAY) {
                LocalDate from = LocalDate.ofEpochDay(tally.day());
                for (Step step : steps) {
                    long day = unit.after(from, step.from().intValueExact()).toEpochDay();
                    if (day <= asOf) {
                        reached = step;
                    } else {
                        turn = (int) Math.min(turn, day);
                    }
                }
            }
            return worth(reached, reached == null ? null : reached.from(), turn);
        }
    }

    /** The points of the step that days in sum reach: between turns they grow by the same number each day. */
    private static final class OfDays extends Valuation {
        private final List<Step> steps;

        private OfDays(List<Step> steps) {
            this.steps = steps;
        }

        @Override
        Worth of(Tally tally, int asOf) {
            BigDecimal value = valueOf(tally);
            Step reached = reached(steps, value);
            return worth(
                    reached, reached == null ? null : reached.from(), Math.min(tally.turn(), next(tally, value, asOf)));
        }

        private int next(Tally tally, BigDecimal value, int asOf) {
            if (tally.growing() == 0) {
                return Tally.NEVER;
            }
            for (Step step : steps) {
                if (step.from().compareTo(value) > 0) {
                    long missing = step.from().subtract(value).longValueExact();
                    return Math.toIntExact(asOf + (missing + tally.growing() - 1) / tally.growing());
                }
            }
            return Tally.NEVER;
        }
    }
}
