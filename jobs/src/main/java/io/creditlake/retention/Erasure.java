package io.creditlake.retention;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.creditlake.lake.Kept;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Lifecycles;
import io.creditlake.policy.lifecycle.Rulings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a night erases because its time is over: records with all that hangs on them, refused rows, and dumps, which are
 * but noted, as the archive is no part of a release. Every record is looked at on the nights that {@code conf/retention.yaml}
 * says; on all others those alone that the night has brought, so that what was past its time on arrival, or had been
 * erased before, does not come to life.
 */
public final class Erasure {
    private static final String WARNINGS = "supervision.warning";
    private static final String DUPLICATES = "ops.duplicate";
    private static final String[] RECORD = {"record_id"};

    private final RetentionRules rules;
    private final Lifecycles lifecycles;

    /** Erasure by some rules, under the law on records. */
    public Erasure(RetentionRules rules, Lifecycles lifecycles) {
        this.rules = rules;
        this.lifecycles = lifecycles;
    }

    /** Nothing is ever due. */
    public static Erasure none() {
        return new Erasure(RetentionRules.none(), new Lifecycles(List.of()));
    }

    /** Erases what is due; empty when no record is. */
    public Optional<Erased> run(Workspace workspace) {
        ErasureLog log = new ErasureLog(workspace);
        boolean all =
                rules.erase().evaluates(workspace.runDate(), workspace.base().map(base -> base.runDate()));
        Optional<Dataset<Row>> due = due(workspace, log, all);
        Optional<Dataset<Row>> telling = due.map(records -> erase(workspace, log, records));
        if (all) {
            rules.refusals().ifPresent(keep -> new DueRefusals(workspace, log, keep).erase());
        }
        if (telling.isPresent() || (all && (rules.dumps().isPresent() || log.hasRows()))) {
            new DueDumps(workspace, log, all ? rules.dumps() : Optional.empty()).note(telling);
        }
        return due.map(records -> new Erased(records.select("record_id"), Kept.count(records)));
    }

    /** The records to erase, with what {@link DueRecords} says of each; empty when there is none. */
    private Optional<Dataset<Row>> due(Workspace workspace, ErasureLog log, boolean all) {
        DueRecords dueRecords = new DueRecords(workspace, rules, lifecycles.on(workspace.runDate()));
        List<Dataset<Row>> found = new ArrayList<>();
        for (TableContract table : workspace.tables().contracts().recordClasses()) {
            dueRecords.of(table, all).ifPresent(found::add);
            toldAgain(workspace, log, table).ifPresent(found::add);
        }
        Optional<Dataset<Row>> due = united(found).filter(rows -> !Kept.isEmpty(rows));
        return due.map(records -> ofRecords(workspace, records)
                .flatMap(hanging -> united(List.of(records, hanging)))
                .orElse(records));
    }

    /** One row a record, of whichever reason comes first by its words. */
    private static Optional<Dataset<Row>> united(List<Dataset<Row>> parts) {
        Column[] others = DueRecords.COLUMNS.stream()
                .skip(1)
                .map(name -> min_by(col(name), col("rule")).as(name))
                .toArray(Column[]::new);
        return parts.stream().reduce(Dataset::unionByName).map(rows -> rows.groupBy("record_id")
                .agg(others[0], Stream.of(others).skip(1).toArray(Column[]::new))
                .transform(Kept::of));
    }

    /** Records of tonight that an earlier night has erased. */
    private static Optional<Dataset<Row>> toldAgain(Workspace workspace, ErasureLog log, TableContract table) {
        String name = table.name().toString();
        if (!log.hasRows() || !workspace.hasUnplaced(name)) {
            return Optional.empty();
        }
        Dataset<Row> tonight = workspace
                .read(name)
                .filter(col("subject_id").isNull())
                .select("record_id")
                .transform(Kept::of);
        Dataset<Row> again = log.of(ErasureLog.RECORD)
                .join(Kept.sent(tonight), RECORD, "leftsemi")
                .select("record_id", "basis")
                .dropDuplicates("record_id");
        return Optional.of(again.select(
                col("record_id"),
                lit(table.name().table()).as("record_class"),
                lit(null).cast("date").as("due_on"),
                lit("told_again").as("rule"),
                col("basis")));
    }

    /** The decisions about some records, and what corrected ones were before: they say what the records say. */
    private static Optional<Dataset<Row>> ofRecords(Workspace workspace, Dataset<Row> records) {
        if (!workspace.hasRows(Rulings.TABLE)) {
            return Optional.empty();
        }
        Dataset<Row> targets = records.select(col("record_id").as("target_record_id"), col("basis"));
        return Optional.of(workspace
                .read(Rulings.TABLE)
                .select("record_id", "target_record_id")
                .join(Kept.sent(targets), "target_record_id")
                .select(
                        col("record_id"),
                        lit("revision").as("record_class"),
                        lit(null).cast("date").as("due_on"),
                        lit("of_record").as("rule"),
                        col("basis")));
    }

    /**
     * Takes records out of their tables and notes that.
     *
     * @return the files that tell of them: {@code delivery_id}, {@code file}, {@code basis}
     */
    private static Dataset<Row> erase(Workspace workspace, ErasureLog log, Dataset<Row> due) {
        List<Dataset<Row>> telling = new ArrayList<>();
        for (Row found :
                due.select("record_class").distinct().orderBy("record_class").collectAsList()) {
            String table = "record." + found.getString(0);
            Dataset<Row> rows = workspace
                    .read(table)
                    .select(
                            col("record_id"),
                            col("subject_id"),
                            col("source"),
                            col("delivery_id"),
                            col("file"),
                            transform(
                                            col("reported_by"),
                                            report -> struct(
                                                    report.getField("delivery_id")
                                                            .as("delivery_id"),
                                                    report.getField("file").as("file")))
                                    .as("reports"))
                    .join(Kept.sent(due.filter(col("record_class").equalTo(found.getString(0)))), RECORD)
                    .transform(Kept::of);
            telling.add(rows.select("delivery_id", "file", "basis"));
            telling.add(rows.select(explode(col("reports")).as("report"), col("basis"))
                    .select("report.delivery_id", "report.file", "basis"));
            log.add(ErasureLog.RECORD, rows.drop("subject_id", "reports").withColumn("rows", lit(1L)));
            workspace.delete(
                    table,
                    rows.filter(col("subject_id").isNotNull()).select("record_id", "subject_id"),
                    List.of("record_id", "subject_id"));
        }
        deleteWarnings(workspace, due);
        if (workspace.hasRows(DUPLICATES)) {
            telling.add(workspace
                    .read(DUPLICATES)
                    .select("record_id", "delivery_id", "file")
                    .join(Kept.sent(due), RECORD)
                    .select("delivery_id", "file", "basis"));
        }
        return telling.stream()
                .reduce(Dataset::union)
                .orElseThrow()
                .groupBy("delivery_id", "file")
                .agg(max("basis").as("basis"))
                .transform(Kept::of);
    }

    /** A warning says in words what its records say; one that rests on others too goes with the first of them. */
    private static void deleteWarnings(Workspace workspace, Dataset<Row> records) {
        if (!workspace.hasRows(WARNINGS)) {
            return;
        }
        Dataset<Row> resting = workspace
                .read(WARNINGS)
                .select(col("warning_id"), explode(col("evidence")).as("record_id"))
                .join(Kept.sent(records), RECORD, "leftsemi")
                .select("warning_id")
                .distinct()
                .transform(Kept::of);
        if (!resting.isEmpty()) {
            workspace.delete(WARNINGS, resting, List.of("warning_id"));
        }
    }
}
