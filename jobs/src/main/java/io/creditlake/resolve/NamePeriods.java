package io.creditlake.resolve;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * When subjects bore their names, by the days of the facts that call them so. Days of several nights are put together as
 * they would have been in one.
 */
final class NamePeriods {
    /** What a row of {@code subject.name} tells of its period, put together over rows; {@link #ended} adds the rest. */
    static final List<String> COLUMNS =
            List.of("used_from", "used_until", "registered_from", "registered_until", "former_name", "former_noted_on");

    private static final String NOTED = "struct<former_noted_on:date,former_name:string>";

    private NamePeriods() {}

    /**
     * Adds to records the days that they tell of the name that they have.
     *
     * @param records {@code subject_name}, {@code name_key}, {@code record_class}, {@code occurred_on}; a day after the
     *     run date is taken for a mistake and tells nothing
     */
    static Dataset<Row> told(Dataset<Row> records, LocalDate runDate) {
        Column day = when(col("occurred_on").leq(lit(runDate)), col("occurred_on"));
        Column registered = when(col("record_class").equalTo(OddNames.REGISTER), day);
        // Most names end otherwise, so that few are taken apart.
        Column former =
                when(col("subject_name").endsWith("）"), call_function("credit.former_name", col("subject_name")));
        Column isOther =
                not(call_function("credit.org_name_key", col("former_name")).equalTo(col("name_key")));
        return records.withColumn("used_from", day)
                .withColumn("used_until", day)
                .withColumn("registered_from", registered)
                .withColumn("registered_until", registered)
                .withColumn("former_name", former)
                .withColumn("former_name", when(isOther, col("former_name")))
                .withColumn("former_noted_on", when(col("former_name").isNotNull(), coalesce(day, lit(runDate))));
    }

    /** Aggregates that put periods of one name together; {@code noted} is to be opened by {@link #opened}. */
    static List<Column> together() {
        Column noted = when(col("former_name").isNotNull(), struct("former_noted_on", "former_name"));
        return List.of(
                min("used_from").as("used_from"),
                max("used_until").as("used_until"),
                min("registered_from").as("registered_from"),
                max("registered_until").as("registered_until"),
                min(noted.cast(NOTED)).as("noted"));
    }

    /** What {@link #together} made, with all of {@link #COLUMNS}. */
    static Dataset<Row> opened(Dataset<Row> rows) {
        return rows.withColumn("former_name", col("noted.former_name"))
                .withColumn("former_noted_on", col("noted.former_noted_on"))
                .drop("noted");
    }

    /**
     * Adds {@code ended_on}: the first day after its last entry in the register on which the register had another name. A
     * name that the register never had ends with the first name that the register had only since the first fact that
     * calls the subject so: others it may have been an abbreviation of all along.
     *
     * @param names all names of some subjects
     */
    static Dataset<Row> ended(Dataset<Row> names) {
        return names.withColumn(
                        "entries",
                        expr("collect_set(if(registered_from IS NULL, NULL,"
                                + " struct(name_key, registered_from AS first, registered_until AS last)))"
                                + " OVER (PARTITION BY subject_id)"))
                .withColumn("last_entry", expr("max(registered_until) OVER (PARTITION BY subject_id, name_key)"))
                .withColumn("first_use", expr("min(used_from) OVER (PARTITION BY subject_id, name_key)"))
                .withColumn(
                        "ended_on",
                        expr("array_min(transform(filter(entries, e -> e.name_key <> name_key), e -> CASE"
                                + " WHEN e.first > coalesce(last_entry, first_use) THEN e.first"
                                + " WHEN e.last > last_entry THEN e.last END))"))
                .drop("entries", "last_entry", "first_use");
    }
}
