package io.creditlake.grade;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.Measure;
import io.creditlake.policy.Points.Decay;
import io.creditlake.policy.Window;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * What time makes of a record while it counts: it keeps less and less of its worth, or it adds a day each day.
 *
 * @param item the item it counts for
 * @param days when it counts
 * @param asOf the day
 */
record Ageing(Item item, Days days, LocalDate asOf) {
    private static final String PART = "decimal(5,4)";

    /** The part that a record still counts for, decimal(5,4); the whole when its date is not stated. */
    Column kept() {
        Column kept = lit(BigDecimal.ONE);
        for (Decay decay : item.decay()) {
            kept = when(reached(decay).leq(lit(asOf)), lit(decay.keep())).otherwise(kept);
        }
        return kept.cast(PART);
    }

    /** Days from {@code valid_from} to {@code valid_to}, both included and not beyond the day; 0 when not yet valid. */
    Column daysSoFar() {
        Column last = least(coalesce(col("valid_to"), lit(asOf)), lit(asOf));
        Column length = datediff(last, col("valid_from")).plus(1);
        return when(length.gt(0), length).otherwise(0).cast("bigint");
    }

    /** Whether the fact holds on the day, so that the next may add to it. */
    Column holds() {
        return coalesce(
                col("valid_from").leq(lit(asOf)).and(coalesce(col("valid_to").geq(lit(asOf)), lit(true))), lit(false));
    }

    /** The first day after the given one on which it begins or ceases to count, or counts otherwise; null for none. */
    Column turn() {
        List<Column> turns = new ArrayList<>(List.of(days.nextAfter(asOf)));
        item.decay().forEach(decay -> {
            Column day = reached(decay);
            turns.add(when(day.gt(lit(asOf)).and(coalesce(day.lt(days.ends()), lit(true))), day));
        });
        if (item.measure().kind() == Measure.Kind.DAYS) {
            turns.add(when(col("valid_from").gt(lit(asOf)), col("valid_from"))
                    .when(holds().and(col("valid_to").lt(lit(Days.WITHOUT_END))), date_add(col("valid_to"), 1)));
        }
        if (turns.size() == 1) {
            return turns.get(0);
        }
        Column counting = array_min(array(turns.toArray(Column[]::new)));
        return when(days.include(asOf), counting).otherwise(turns.get(0));
    }

    private Column reached(Decay decay) {
        return add_months(col(item.selection().window().map(Window::column).orElse("occurred_on")), decay.months());
    }
}
