package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Ties decisions of repair, objection and withdrawal to the records they change. A decision names its record by class,
 * document number and day, as far as it says; it is tied when exactly one record of its subject fits. Until then it
 * waits, and is tried again whenever a night touches its subject.
 */
final class Revisions {
    /** The table of decisions, and of what corrected records were before. */
    static final String TABLE = "record.revision";

    private static final String TIED = "tied";
    private static final String NOT_FOUND = "not_found";
    private static final String AMBIGUOUS = "ambiguous";
    /** What a record names its subject by; a correction that standardise wrote has none of it. */
    private static final List<String> NAMES =
            List.of("subject_name", "uscc", "org_code", "reg_no", "tax_no", "person_token");

    private final Workspace workspace;

    Revisions(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * What became of the decisions that were tried.
     *
     * @param tied those tied to their record
     * @param pending those that wait
     */
    record Tied(long tied, long pending) {}

    /** Whether a record class may hold rows that say something of their subjects; reads metadata alone. */
    static boolean maySpeak(Workspace workspace, String table) {
        if (!table.equals(TABLE)) {
            return workspace.hasRows(table);
        }
        Expression named = NAMES.stream()
                .<Expression>map(Expressions::notNull)
                .reduce(Expressions::or)
                .orElseThrow();
        return workspace.mayHold(table, named);
    }

    /** The rows of a record class without those that say nothing of their subjects and so keep none alive. */
    static Dataset<Row> speaking(String table, Dataset<Row> rows) {
        return table.equals(TABLE)
                ? rows.filter(NAMES.stream()
                        .map(n -> col(n).isNotNull())
                        .reduce(Column::or)
                        .orElseThrow())
                : rows;
    }

    /**
     * Corrected records have moved to another subject: what says how they were before goes with them, and decisions tied
     * to them wait again, for the subject they name is no longer the record's.
     *
     * @param moved {@code record_id} and {@code now}, its subject
     */
    void follow(Dataset<Row> moved) {
        Column wasTied = col(Workspace.TARGET + ".target_state").eqNullSafe(lit(TIED));
        workspace.update(
                TABLE,
                moved.select(col("record_id").as("target_record_id"), col("now")),
                List.of("target_record_id"),
                Map.of(
                        "subject_id",
                        when(wasTied, col(Workspace.TARGET + ".subject_id")).otherwise(col(Workspace.SOURCE + ".now")),
                        "target_record_id",
                        when(not(wasTied), col(Workspace.TARGET + ".target_record_id")),
                        "target_state",
                        when(wasTied, NOT_FOUND)));
    }

    /**
     * Tries the decisions that wait for their record.
     *
     * @param touched {@code subject_id} of the subjects that the night touched, distinct
     */
    Tied tie(Dataset<Row> touched) {
        if (!workspace.mayHold(TABLE, Expressions.isNull("target_record_id"))) {
            return new Tied(0, 0);
        }
        Dataset<Row> waiting = workspace
                .read(TABLE)
                .filter(col("target_record_id").isNull())
                .join(touched, new String[] {"subject_id"}, "leftsemi")
                .select(
                        col("record_id").as("decision"),
                        col("subject_id"),
                        col("target_class"),
                        col("target_document_number"),
                        col("target_date"),
                        col("target_state").as("state_before"))
                .transform(Kept::of);
        Dataset<Row> tried = outcomes(waiting).transform(Kept::of);
        Row counts = tried.agg(count(lit(1)), count_if(col("target_state").equalTo(TIED)), count_if(col("moved")))
                .first();
        if (counts.getLong(2) > 0) {
            workspace.update(
                    TABLE,
                    tried.filter("moved").withColumnRenamed("decision", "record_id"),
                    List.of("record_id", "subject_id"),
                    Map.of(
                            "target_record_id",
                            col(Workspace.SOURCE + ".found"),
                            "target_state",
                            col(Workspace.SOURCE + ".target_state")));
        }
        return new Tied(counts.getLong(1), counts.getLong(0) - counts.getLong(1));
    }

    /** The waiting decisions with {@code found}, {@code target_state} and whether that is news. */
    private Dataset<Row> outcomes(Dataset<Row> waiting) {
        Column one = col("fitting").equalTo(1);
        Column state = when(one, TIED).when(col("fitting").gt(1), AMBIGUOUS).otherwise(NOT_FOUND);
        return fitting(waiting)
                .map(fits -> waiting.join(fits, new String[] {"decision"}, "left"))
                .orElseGet(() -> waiting.withColumn("fitting", lit(0))
                        .withColumn("any", lit(null).cast("bigint")))
                .select(
                        col("decision"),
                        col("subject_id"),
                        when(one, col("any")).as("found"),
                        state.as("target_state"),
                        not(state.eqNullSafe(col("state_before"))).as("moved"));
    }

    /** How many records fit each decision, and one of them; empty when no class can hold any. */
    private Optional<Dataset<Row>> fitting(Dataset<Row> waiting) {
        Set<String> wanted = new HashSet<>();
        List<TableContract> classes = workspace.tables().contracts().recordClasses();
        Object[] known = classes.stream().map(c -> c.name().table()).toArray();
        waiting.filter(col("target_class").isin(known))
                .select("target_class")
                .distinct()
                .collectAsList()
                .forEach(row -> wanted.add(row.getString(0)));
        Stream<Dataset<Row>> fits = classes.stream()
                .filter(c -> wanted.contains(c.name().table())
                        && workspace.hasRows(c.name().toString()))
                .map(c -> fits(c, waiting));
        return fits.reduce(Dataset::union).map(rows -> rows.groupBy("decision")
                .agg(count(lit(1)).as("fitting"), min("record").as("any")));
    }

    private Dataset<Row> fits(TableContract table, Dataset<Row> waiting) {
        String number = table.recordClass().map(RecordClass::documentNumber).orElse("");
        List<Column> naming = new ArrayList<>(
                List.of(col("record_id").as("record"), col("subject_id").as("whose")));
        naming.add(col("occurred_on"));
        naming.add((number.isEmpty() ? lit(null).cast("string") : col(number)).as("number"));
        Column sentNumber = col("target_document_number");
        Column sentDay = col("target_date");
        // A class without numbers is known by the day alone.
        Column byNumber = number.isEmpty()
                ? sentDay.isNotNull()
                : sentNumber.isNull().and(sentDay.isNotNull()).or(sentNumber.equalTo(col("number")));
        Column byDay = sentDay.isNull().or(sentDay.equalTo(col("occurred_on")));
        Dataset<Row> decisions =
                waiting.filter(col("target_class").equalTo(table.name().table()));
        return workspace
                .read(table.name().toString())
                .select(naming.toArray(Column[]::new))
                .join(
                        decisions,
                        col("whose").equalTo(col("subject_id")).and(byNumber).and(byDay))
                .select("decision", "record");
    }
}
