package io.creditlake.retention;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.ClassLifecycle;
import io.creditlake.policy.LifecycleVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The records whose time is over. Files without a record that began early enough are left out by metadata, and of the
 * others the few columns are read that a rule and the law ask for.
 *
 * @param workspace the night
 * @param rules how long records are kept
 * @param governing the versions of the law that govern records on the night, the one in force first
 */
record DueRecords(Workspace workspace, RetentionRules rules, List<LifecycleVersion> governing) {
    /** What is known of a due record: {@code record_id}, {@code record_class}, {@code due_on}, {@code rule}, {@code basis}. */
    static final List<String> COLUMNS = List.of("record_id", "record_class", "due_on", "rule", "basis");

    private static final LocalDate WITHOUT_END = LocalDate.of(9999, 12, 31);

    /**
     * Those of a class, with {@link #COLUMNS}; empty when there can be none.
     *
     * @param all whether every record is looked at; else those alone that came tonight and have no subject yet
     */
    Optional<Dataset<Row>> of(TableContract table, boolean all) {
        String recordClass = table.name().table();
        Optional<RecordRule> rule = rules.of(recordClass, workspace.runDate());
        List<String> starts = rule.map(this::starts).orElse(List.of());
        if (starts.isEmpty() || !mayBeDue(table, rule.get(), starts, all)) {
            return Optional.empty();
        }
        return Optional.of(due(table, rule.get(), starts, all));
    }

    /** The columns of which one begins a record's time, or comes before what does. */
    private List<String> starts(RecordRule rule) {
        return rule.after().equals(RecordRule.ENDED)
                ? governing.stream()
                        .flatMap(version -> version.of(rule.recordClass()).stream())
                        .map(ClassLifecycle::countedFrom)
                        .distinct()
                        .toList()
                : List.of(rule.after());
    }

    private boolean mayBeDue(TableContract table, RecordRule rule, List<String> starts, boolean all) {
        String name = table.name().toString();
        if (!workspace.hasRows(name) || !(all || workspace.hasUnplaced(name))) {
            return false;
        }
        int latest = (int) rule.keep().latestStart(workspace.runDate()).toEpochDay();
        Expression began = starts.stream()
                .<Expression>map(column -> Expressions.lessThanOrEqual(column, latest))
                .reduce(Expressions::or)
                .orElseThrow();
        return workspace.mayHold(name, all ? began : Expressions.and(began, Expressions.isNull("subject_id")));
    }

    private Dataset<Row> due(TableContract table, RecordRule rule, List<String> starts, boolean all) {
        LocalDate latest = rule.keep().latestStart(workspace.runDate());
        Column began = starts.stream()
                .map(column -> col(column).leq(lit(latest)))
                .reduce(Column::or)
                .orElseThrow();
        Dataset<Row> records = workspace
                .read(table.name().toString())
                .filter(all ? began : began.and(col("subject_id").isNull()));
        Column since;
        if (rule.after().equals(RecordRule.ENDED)) {
            records = new Lifecycle(governing).of(rule.recordClass(), records, rulings(rule, records, all));
            since = ended();
        } else {
            since = when(col(rule.after()).lt(lit(WITHOUT_END)), col(rule.after()));
        }
        List<Column> columns = new ArrayList<>(
                List.of(col("record_id"), lit(rule.recordClass()).as("record_class")));
        columns.add(rule.keep().over(col("since")).as("due_on"));
        columns.add(lit(rule.words()).as("rule"));
        columns.add(lit(rule.keep().basis()).as("basis"));
        return records.withColumn("since", since)
                .filter(col("since").leq(lit(latest)))
                .select(columns.toArray(Column[]::new));
    }

    /** Nothing was decided about what has no subject yet. */
    private Optional<Dataset<Row>> rulings(RecordRule rule, Dataset<Row> records, boolean all) {
        if (!all || !workspace.hasRows(Rulings.TABLE)) {
            return Optional.empty();
        }
        Dataset<Row> subjects = records.select("subject_id").distinct();
        return Rulings.of(workspace::read, subjects, workspace.runDate()).of(rule.recordClass());
    }

    /** The first day on which a record is neither used nor shown; null while it is, or the law names no day. */
    private static Column ended() {
        Column shown = when(col("publicity_from").isNull(), col("counts_until")).otherwise(col("publicity_until"));
        return when(col("counts_until").isNotNull().and(shown.isNotNull()), greatest(col("counts_until"), shown));
    }
}
