package io.creditlake.grade;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            marked.add(days.include(asOf).as(counts(item)));
            marked.add(days.nextAfter(asOf).as(item.turn()));
            item.measure().column().ifPresent(column -> marked.add(operand(item, column)));
            measured.add(value(item).as(item.value()));
            measured.add(min(col(item.turn())).as(item.turn()));
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

    private static Column operand(Item item, String column) {
        Column operand = item.measure().isAmount() ? col(column).cast(AMOUNT) : col(column);
        // The latest record is found by its day, then by its id.
        Column ordered = struct(col("occurred_on"), col("record_id"), operand.as("operand"));
        return (item.measure().kind() == io.creditlake.policy.Measure.Kind.LATEST ? ordered : operand)
                .as(operand(item));
    }

    private static Column value(Item item) {
        Column counts = col(counts(item));
        Column operand = when(counts, col(operand(item)));
        return switch (item.measure().kind()) {
            case COUNT -> least(count(when(counts, lit(1))), lit(MOST_COUNTED)).cast(COUNT);
            case NONE ->
                when(count(when(counts, lit(1))).equalTo(0), lit(1))
                        .otherwise(lit(0))
                        .cast(COUNT);
            case SUM -> coalesce(sum(operand), lit(0)).cast(AMOUNT);
            case MAX, SINCE_LATEST -> max(operand);
            case LATEST -> max_by(operand.getField("operand"), operand);
            case SINCE_EARLIEST -> min(operand);
        };
    }

    private static String counts(Item item) {
        return item.key() + "_counts";
    }

    private static String operand(Item item) {
        return item.key() + "_operand";
    }
}
