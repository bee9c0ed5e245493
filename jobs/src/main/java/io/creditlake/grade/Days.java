package io.creditlake.grade;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.Selection;
import io.creditlake.policy.Validity;
import io.creditlake.policy.Window;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The days on which a record counts for an indicator: from a first day until the day before a last. Since they depend
 * on the record alone, so does every day on which time moves a grade.
 *
 * @param meets whether the record counts on any day at all
 * @param begins first day; null when it has always counted
 * @param ends first day on which it no longer counts; null when it counts for ever
 */
record Days(Column meets, Column begins, Column ends) {
    static final LocalDate WITHOUT_END = LocalDate.of(9999, 12, 31);

    /** Those of the records of a selection, which have the columns of {@link io.creditlake.policy.lifecycle.Lifecycle}. */
    static Days of(Selection selection) {
        Column meets = coalesce(expr(selection.where().sql()), lit(false));
        List<Column> begins = new ArrayList<>();
        List<Column> ends = new ArrayList<>();
        if (selection.window().isPresent()) {
            Window window = selection.window().get();
            Column day = col(window.column());
            meets = meets.and(day.isNotNull());
            begins.add(day);
            ends.add(window.unit().after(day, window.length()));
        }
        Column over = when(col("valid_to").lt(lit(WITHOUT_END)), date_add(col("valid_to"), 1));
        if (selection.validity() == Validity.VALID) {
            begins.add(col("valid_from"));
            ends.add(over);
        } else if (selection.validity() == Validity.PAST) {
            meets = meets.and(over.isNotNull());
            begins.add(over);
        }
        // Whatever the policy says, a record counts no longer than what it is lets it; see Lifecycle.
        begins.add(col("counts_from"));
        ends.add(col("counts_until"));
        // Both leave out nulls, and make no array a record.
        Column first = begins.size() == 1 ? begins.get(0) : greatest(begins.toArray(Column[]::new));
        Column last = ends.size() == 1 ? ends.get(0) : least(ends.toArray(Column[]::new));
        return new Days(meets.and(coalesce(first.lt(last), lit(true))), first, last);
    }

    /**
     * Whether a record may count for a selection on a day or later, by the days that it states alone: false is certain.
     * Adding months keeps the order of days, so a window that is over by a day began no later than the day less its
     * length.
     */
    static Column mayCount(Selection selection, LocalDate asOf) {
        Column may = lit(true);
        if (selection.window().isPresent()) {
            Window window = selection.window().get();
            may = col(window.column()).gt(lit(window.unit().after(asOf, -window.length())));
        }
        return switch (selection.validity()) {
            case ANY -> may;
            case VALID -> may.and(coalesce(col("valid_to").geq(lit(asOf)), lit(true)));
            // One that holds today counts from the day after its last: the next review has to know it.
            case PAST -> may.and(coalesce(col("valid_to").lt(lit(WITHOUT_END)), lit(false)));
        };
    }
}
