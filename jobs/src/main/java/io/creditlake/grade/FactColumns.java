package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Condition;
import io.creditlake.policy.Selection;
import io.creditlake.policy.lifecycle.Lifecycle;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The records of one class as {@link Fact}s. Items that ask for the same selection, date, condition or number share its
 * place, so that each is evaluated once a record.
 */
final class FactColumns {
    private static final String AMOUNT = "decimal(24,4)";
    private static final String SPANS = "spans";

    /**
     * A number that the engine cannot foresee: what asks for it is not moved below what makes the facts, where each
     * condition of a policy would be evaluated once more, and of all records of the lake rather than of a night's.
     */
    private static final String NUMBER = "creditlake_number";

    private final List<Selection> selections = new ArrayList<>();
    private final List<String> dates = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> amounts = new ArrayList<>();

    /** The place of a selection; where its condition is written does not matter. */
    int selection(Selection selection) {
        Condition where =
                new Condition(selection.where().recordClass(), selection.where().sql(), "", 0);
        return place(
                selections, new Selection(selection.recordClass(), where, selection.window(), selection.validity()));
    }

    /** The place of a date column among the dates. */
    int date(String column) {
        return place(dates, column);
    }

    /** The place of a condition. */
    int condition(Condition condition) {
        return place(conditions, condition.sql());
    }

    /** The place of a number column. */
    int amount(String column) {
        return place(amounts, column);
    }

    private static <T> int place(List<T> known, T wanted) {
        if (!known.contains(wanted)) {
            known.add(wanted);
        }
        return known.indexOf(wanted);
    }

    /**
     * The facts of records that count for any selection on a day or later; all others move no grade.
     *
     * @param recordClass place of the class
     * @param records records with the columns of {@link Lifecycle}
     * @param asOf the day
     * @return subject_id and the columns of a fact
     */
    Dataset<Row> of(int recordClass, Dataset<Row> records, LocalDate asOf) {
        List<Column> spans = new ArrayList<>();
        Column counts = lit(false);
        for (int i = 0; i < selections.size(); i++) {
            Days days = Days.of(selections.get(i));
            spans.add(when(days.meets(), coalesce(unix_date(days.begins()), lit(Integer.MIN_VALUE)))
                    .otherwise(Integer.MAX_VALUE));
            spans.add(when(days.meets(), coalesce(unix_date(days.ends()), lit(Integer.MAX_VALUE)))
                    .otherwise(Integer.MIN_VALUE));
            Column begins = col(SPANS).getItem(2 * i);
            Column ends = col(SPANS).getItem(2 * i + 1);
            counts = counts.or(ends.gt(lit(Math.toIntExact(asOf.toEpochDay()))).and(begins.lt(ends)));
        }
        return records.where(col("subject_id").isNotNull().and(mayCount(asOf)))
                .select(
                        Grading.key(),
                        lit(recordClass).as("recordClass"),
                        col("record_id").as("recordId"),
                        array(spans.toArray(Column[]::new)).as(SPANS),
                        dates().as("days"),
                        meets().as("meets"),
                        amounts().as("amounts"),
                        ruled(asOf).as("ruled"),
                        monotonically_increasing_id().as(NUMBER))
                .where(counts.and(col(NUMBER).geq(0)))
                .drop(NUMBER);
    }

    /** What windows and validity alone rule out, from days that a record states: it is looked at before anything else. */
    private Column mayCount(LocalDate asOf) {
        Column may = lit(false);
        for (Selection selection : selections) {
            may = may.or(Days.mayCount(selection, asOf));
        }
        return may;
    }

    private static Column ruled(LocalDate asOf) {
        Column again = when(col("counts_from").gt(lit(asOf)), col("counts_from"));
        Column decided = col("ended_by")
                .notEqual(Lifecycle.EXPIRED)
                .and(col("counts_until").gt(lit(asOf)));
        return coalesce(unix_date(least(again, when(decided, col("counts_until")))), lit(Tally.NEVER));
    }

    private Column dates() {
        Column[] days = dates.stream()
                .map(column -> coalesce(unix_date(col(column)), lit(Fact.NO_DAY)))
                .toArray(Column[]::new);
        return array(days).cast("array<int>");
    }

    private Column meets() {
        Column[] meets = conditions.stream()
                .map(condition -> coalesce(expr(condition), lit(false)))
                .toArray(Column[]::new);
        return array(meets).cast("array<boolean>");
    }

    private Column amounts() {
        Column[] numbers =
                amounts.stream().map(column -> col(column).cast(AMOUNT)).toArray(Column[]::new);
        return array(numbers).cast("array<" + AMOUNT + ">");
    }
}
