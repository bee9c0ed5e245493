package io.creditlake.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Which refused rows are meant: those to which all of this applies.
 *
 * @param source source that sent them
 * @param department department that sent them, in its own words
 * @param rule a rule that refused them
 * @param field a field they were refused for, as the contract names it
 * @param delivery their delivery
 * @param refusedOn night that refused them
 * @param all whether those are meant too that a replay has closed
 */
public record RefusedFilter(
        Optional<String> source,
        Optional<String> department,
        Optional<String> rule,
        Optional<String> field,
        Optional<String> delivery,
        Optional<LocalDate> refusedOn,
        boolean all) {

    /** Every open one. */
    public static final RefusedFilter OPEN = new RefusedFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false);

    /** Whether it names anything. */
    public boolean isEmpty() {
        return source.isEmpty()
                && department.isEmpty()
                && rule.isEmpty()
                && field.isEmpty()
                && delivery.isEmpty()
                && refusedOn.isEmpty();
    }

    /** The same, of one night; of every night that it says itself when there is none. */
    public RefusedFilter on(LocalDate night) {
        return night == null
                ? this
                : new RefusedFilter(source, department, rule, field, delivery, Optional.of(night), all);
    }

    /** The same, of those too that a replay has closed. */
    RefusedFilter closedToo() {
        return new RefusedFilter(source, department, rule, field, delivery, refusedOn, true);
    }

    /** Those among the rows of {@code ops.quarantine}. */
    Dataset<Row> among(Dataset<Row> rows) {
        List<Column> conditions = new ArrayList<>();
        source.ifPresent(s -> conditions.add(col("source").equalTo(s)));
        department.ifPresent(d -> conditions.add(col("department").equalTo(d)));
        rule.ifPresent(r -> conditions.add(col("rule").equalTo(r)));
        field.ifPresent(f -> conditions.add(col("field").equalTo(f)));
        // The delivery in which the department sent them, whatever became of them since.
        delivery.ifPresent(d -> conditions.add(
                col("delivery_id").equalTo(d).or(col("sent_delivery_id").equalTo(d))));
        refusedOn.ifPresent(day -> conditions.add(col("run_date").equalTo(lit(day))));
        if (!all) {
            conditions.add(col("resolved_on").isNull());
        }
        return conditions.stream().reduce(Column::and).map(rows::filter).orElse(rows);
    }
}
