package io.creditlake.grade;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.Measure;
import io.creditlake.policy.Measure.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All items of one record class in one pass: a row a subject, with value and turn of each item and the records that count for any.
 *
 * @param items the items of the class, of every policy
 * @param asOf the day
 */
record ClassAggregation(List<Item> items, LocalDate asOf) {
    private static final String AMOUNT = "decimal(24,4)";
    /** Counts in a decimal that fits a long, as everything computed from one then does. */
    private static final String COUNT = "decimal(7,0)";

    private static final long MOST_COUNTED = 9_999_999;

    /**
     * Aggregates.
     *
     * @param records records of the class, at least those of the subjects
     * @param subjects subjects, distinct, in the column {@code subject_id}
     */
    Dataset<Row> over(Dataset<Row> records, Dataset<Row> subjects) {
        List<Column> marked = new ArrayList<>(List.of(col("subject_id"), col("record_id")));
        List<Column> measured = new ArrayList<>();
        for (Item item : items) {
            Days days = Days.of(item.selection());
            Ageing ageing = new Ageing(item, days, asOf);
            marked.add(days.include(asOf).as(counts(item)));
            marked.add(ageing.turn().as(item.turn()));
            operand(item, ageing).ifPresent(operand -> marked.add(operand.as(operand(item))));
            measured.add(value(item).as(item.value()));
            measured.add(min(col(item.turn())).as(item.turn()));
            if (item.measure().kind() == Kind.DAYS) {
                marked.add(ageing.holds().as(item.growing()));
                measured.add(
                        count_if(col(counts(item)).and(col(item.growing()))).as(item.growing()));
            }
        }
        measured.addAll(records());
        return records.join(subjects.select("subject_id"), "subject_id", "left_semi")
                .select(marked.toArray(Column[]::new))
                .groupBy("subject_id")
                .agg(measured.get(0), measured.subList(1, measured.size()).toArray(Column[]::new));
    }

    /** One list of records for many items: a list for each of them would cost more than all else. */
    private List<Column> records() {
        Map<String, Column> bits = new LinkedHashMap<>();
        for (Item item : items) {
            Column own = when(col(counts(item)), lit(item.bit())).otherwise(lit(0L));
            bits.merge(item.records(), own, Column::bitwiseOR);
        }
        List<Column> lists = new ArrayList<>();
        bits.forEach((list, column) -> lists.add(array_sort(collect_list(
                        when(column.notEqual(0L), struct(col("record_id").as("id"), column.as("bits")))))
                .as(list)));
        return lists;
    }

    /** What a record gives to the measure; empty where it is only counted. */
    private static Optional<Column> operand(Item item, Ageing ageing) {
        Measure measure = item.measure();
        Optional<Column> amount = measure.column().map(c -> measure.isAmount() ? col(c).cast(AMOUNT) : col(c));
        return switch (measure.kind()) {
            case COUNT, NONE -> item.decay().isEmpty() ? Optional.empty() : Optional.of(ageing.kept());
            case SUM -> item.decay().isEmpty() ? amount : amount.map(a -> a.multiply(ageing.kept()));
            case MAX, SINCE_EARLIEST, SINCE_LATEST -> amount;
            // The latest record is found by its day, then by its id.
            case LATEST -> amount.map(a -> struct(col("occurred_on"), col("record_id"), a.as("operand")));
            case DAYS -> Optional.of(ageing.daysSoFar());
            case SHARE -> measure.part().map(part -> coalesce(expr(part.sql()), lit(false)));
        };
    }

    private static Column value(Item item) {
        Column counts = col(counts(item));
        Column operand = when(counts, col(operand(item)));
        Column value =
                switch (item.measure().kind()) {
                    case COUNT ->
                        item.decay().isEmpty()
                                ? least(count(when(counts, lit(1))), lit(MOST_COUNTED))
                                        .cast(COUNT)
                                : coalesce(sum(operand), lit(0)).cast(AMOUNT);
                    case NONE ->
                        when(count(when(counts, lit(1))).equalTo(0), lit(1))
                                .otherwise(lit(0))
                                .cast(COUNT);
                    case SUM -> coalesce(sum(operand), lit(0)).cast(AMOUNT);
                    case MAX, SINCE_LATEST -> max(operand);
                    case LATEST -> max_by(operand.getField("operand"), operand);
                    case SINCE_EARLIEST -> min(operand);
                    case DAYS -> coalesce(sum(operand), lit(0L));
                    case SHARE -> share(counts, col(operand(item)));
                };
        return item.measure().years().map(years -> rate(value, years)).orElse(value);
    }

    /** Rounded half up to four decimals in whole numbers, where dividing is exact; null of no record. */
    private static Column share(Column counts, Column meets) {
        Column all = count_if(counts);
        Column part = count_if(counts.and(meets));
        Column tenThousandths = call_function("div", part.multiply(lit(20_000L)).plus(all), all.multiply(lit(2L)));
        return when(all.gt(0), tenThousandths.cast("decimal(5,0)").multiply(lit(new BigDecimal("0.0001"))));
    }

    private static Column rate(Column value, Measure.Years years) {
        return value.cast(AMOUNT)
                .multiply(lit(BigDecimal.valueOf(years.aYear())))
                .divide(lit(BigDecimal.valueOf(years.length())))
                .cast(AMOUNT);
    }

    private static String counts(Item item) {
        return item.key() + "_counts";
    }

    private static String operand(Item item) {
        return item.key() + "_operand";
    }
}
