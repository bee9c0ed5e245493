package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.Indicator;
import io.creditlake.policy.Measure;
import io.creditlake.policy.Points;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What the value of an item is worth under an indicator.
 *
 * <p>The measure of an age, or of days, is the step it has reached, not that of the day: a grade that time has not moved is not
 * computed again, so nothing in it may grow from day to day.
 *
 * @param points points, decimal(9,2)
 * @param measure what was measured, decimal(20,4)
 * @param turn next day on which time alone may change either; null when there is none
 */
record Worth(Column points, Column measure, Column turn) {
    private static final String POINTS = "decimal(9,2)";
    private static final String MEASURE = "decimal(20,4)";
    private static final BigDecimal MOST = new BigDecimal("9999999.99");

    static Worth of(Indicator indicator, Item item, LocalDate asOf) {
        if (indicator.measure().isAge()) {
            return age((Points.Steps) indicator.points(), indicator.measure(), item, asOf);
        }
        if (indicator.measure().kind() == Measure.Kind.DAYS) {
            return days((Points.Steps) indicator.points(), item, asOf);
        }
        BigDecimal without = indicator.measure().kind() == Measure.Kind.NONE ? BigDecimal.ONE : BigDecimal.ZERO;
        Column value = coalesce(col(item.value()), decimal(without));
        Column points = indicator.points() instanceof Points.Steps steps
                ? steps(steps, value)
                : perUnit((Points.PerUnit) indicator.points(), value);
        return new Worth(points.cast(POINTS), value.cast(MEASURE), col(item.turn()));
    }

    private static Column perUnit(Points.PerUnit points, Column value) {
        BigDecimal limit = points.cap()
                .orElse(MOST.multiply(BigDecimal.valueOf(points.each().signum())));
        Column raw = value.multiply(decimal(points.each()));
        return points.each().signum() > 0
                ? greatest(least(raw, decimal(limit)), decimal(BigDecimal.ZERO))
                : least(greatest(raw, decimal(limit)), decimal(BigDecimal.ZERO));
    }

    private static Column steps(Points.Steps points, Column value) {
        Column worth = decimal(BigDecimal.ZERO);
        for (Points.Step step : points.steps()) {
            worth = when(value.geq(decimal(step.from())), decimal(step.points()))
                    .otherwise(worth);
        }
        return worth;
    }

    private static Worth age(Points.Steps points, Measure measure, Item item, LocalDate asOf) {
        Column worth = decimal(BigDecimal.ZERO);
        Column reached = lit(null).cast(MEASURE);
        List<Column> turns = new ArrayList<>(List.of(col(item.turn())));
        for (Points.Step step : points.steps()) {
            Column day = measure.unit()
                    .orElseThrow()
                    .after(col(item.value()), step.from().intValueExact());
            worth = when(day.leq(lit(asOf)), decimal(step.points())).otherwise(worth);
            reached =
                    when(day.leq(lit(asOf)), decimal(step.from()).cast(MEASURE)).otherwise(reached);
            turns.add(when(day.gt(lit(asOf)), day));
        }
        return new Worth(worth.cast(POINTS), reached, array_min(array(turns.toArray(Column[]::new))));
    }

    /** Between the turns of its records the sum of days grows by the same number each day. */
    private static Worth days(Points.Steps points, Item item, LocalDate asOf) {
        Column value = coalesce(col(item.value()), lit(0L));
        Column worth = decimal(BigDecimal.ZERO);
        Column reached = lit(null).cast(MEASURE);
        Column missing = lit(null).cast("bigint");
        for (int i = points.steps().size() - 1; i >= 0; i--) {
            long from = points.steps().get(i).from().longValueExact();
            missing = when(value.lt(lit(from)), lit(from).minus(value)).otherwise(missing);
        }
        for (Points.Step step : points.steps()) {
            Column there = value.geq(lit(step.from().longValueExact()));
            worth = when(there, decimal(step.points())).otherwise(worth);
            reached = when(there, decimal(step.from()).cast(MEASURE)).otherwise(reached);
        }
        Column growing = col(item.growing());
        Column ahead = call_function("div", missing.plus(growing).minus(lit(1L)), growing);
        Column day = when(growing.gt(0), date_add(lit(asOf), ahead.cast("int")));
        return new Worth(worth.cast(POINTS), reached, array_min(array(col(item.turn()), day)));
    }

    private static Column decimal(BigDecimal number) {
        return lit(number.setScale(Math.max(0, number.scale())));
    }
}
