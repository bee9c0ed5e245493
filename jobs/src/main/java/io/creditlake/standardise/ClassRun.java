package io.creditlake.standardise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** The rows of one record class in one night: evaluated once, decided once, then written. */
final class ClassRun implements AutoCloseable {
    private final Workspace workspace;
    private final TableContract table;
    private final Dataset<Row> evaluated;
    private final Dataset<Row> decisions;

    /** A run over the evaluated rows of all sources of a class. */
    ClassRun(Workspace workspace, TableContract table, Dataset<Row> rows) {
        this.workspace = workspace;
        this.table = table;
        this.evaluated = rows.persist(StorageLevel.MEMORY_AND_DISK());
        Dataset<Row> existing = workspace
                .read(table.name().toString())
                .select("record_id", "content_hash", "reported_by", "subject_id");
        // Cut off from the table it reads, which the class writes next: a cache would be made anew after each write.
        this.decisions = Decisions.of(good(), existing, workspace.runDate()).localCheckpoint();
    }

    private Dataset<Row> good() {
        return evaluated.filter(size(col("reasons")).equalTo(0));
    }

    /**
     * Counts of a file.
     *
     * @param read rows read
     * @param quarantined rows refused
     * @param accepted rows that became a record
     * @param duplicate rows whose fact was there already
     * @param corrected duplicates whose content now stands
     * @param late rows that came later than the contract allows
     */
    record Counts(long read, long quarantined, long accepted, long duplicate, long corrected, long late) {}

    /**
     * What happened to the records.
     *
     * @param byFile counts by delivery and file, joined by a space
     * @param added new records
     * @param changed records whose content became another
     * @param touched records of the lake that are written again
     */
    record Summary(Map<String, Counts> byFile, long added, long changed, long touched) {}

    /** Counts everything, in one pass over the rows and one over the decisions. */
    Summary counted() {
        Map<String, Row> outcomes = new HashMap<>();
        Decisions.outcomes(decisions)
                .groupBy("delivery_id", "file")
                .agg(
                        sum(number(col("accepted"))),
                        sum(number(not(col("accepted")))),
                        sum(number(col("corrected"))),
                        sum(number(col("late"))),
                        sum(number(col("last").and(col("changed")))),
                        sum(number(col("last").and(col("changed").or(col("more_evidence"))))))
                .collectAsList()
                .forEach(row -> outcomes.put(row.getString(0) + " " + row.getString(1), row));
        Map<String, Counts> byFile = new HashMap<>();
        for (Row row : evaluated
                .groupBy("delivery_id", "file")
                .agg(count(lit(1)), sum(number(size(col("reasons")).gt(0))))
                .collectAsList()) {
            String file = row.getString(0) + " " + row.getString(1);
            byFile.put(file, counts(row, outcomes.get(file)));
        }
        return new Summary(
                byFile,
                byFile.values().stream().mapToLong(Counts::accepted).sum(),
                outcomes.values().stream().mapToLong(o -> o.getLong(6)).sum(),
                outcomes.values().stream().mapToLong(o -> o.getLong(7)).sum());
    }

    private static Counts counts(Row rows, Row outcome) {
        return outcome == null
                ? new Counts(rows.getLong(2), rows.getLong(3), 0, 0, 0, 0)
                : new Counts(
                        rows.getLong(2),
                        rows.getLong(3),
                        outcome.getLong(2),
                        outcome.getLong(3),
                        outcome.getLong(4),
                        outcome.getLong(5));
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    /** Rows of {@code ops.quarantine}: one for each reason of each refused row. */
    Dataset<Row> quarantine() {
        return evaluated
                .filter(size(col("reasons")).gt(0))
                .select(
                        col("source"),
                        col("department"),
                        col("delivery_id"),
                        col("file"),
                        col("row_number"),
                        col("row_place"),
                        explode(col("reasons")).as("reason"),
                        col("raw"))
                .select(
                        col("source"),
                        col("department"),
                        col("delivery_id"),
                        col("file"),
                        col("row_number"),
                        col("reason.field").as("field"),
                        col("reason.value").as("value"),
                        col("reason.rule").as("rule"),
                        concat_ws("：", col("row_place"), col("reason.message")).as("message"),
                        col("raw"),
                        lit(workspace.runDate()).as("run_date"));
    }

    /** Rows of {@code ops.duplicate}. */
    Dataset<Row> duplicates() {
        return Decisions.outcomes(decisions)
                .filter(not(col("accepted")))
                .select(
                        col("source"),
                        col("delivery_id"),
                        col("file"),
                        col("row_number"),
                        lit(table.name().table()).as("record_class"),
                        col("record_id"),
                        col("corrected"),
                        lit(workspace.runDate()).as("run_date"));
    }

    /** Writes the records: new ones, corrected ones, and new evidence of unchanged ones. */
    void write(Summary summary) {
        String name = table.name().toString();
        if (summary.touched() > 0) {
            correct(name);
        }
        if (summary.added() > 0) {
            workspace.appendUnplaced(name, records(not(col("known"))));
        }
    }

    private Dataset<Row> records(Column which) {
        Dataset<Row> standing = Decisions.standing(decisions.filter(which)).withColumnRenamed("record_id", "fact");
        return good().join(
                        standing,
                        col("record_id")
                                .equalTo(col("fact"))
                                .and(col("file_index").equalTo(col("standing_file")))
                                .and(col("row_number").equalTo(col("standing_row"))))
                .withColumn("received_on", lit(workspace.runDate()));
    }

    /** A corrected record goes back to the unplaced ones: its codes may have been what was corrected. */
    private void correct(String name) {
        Column changed = col(Workspace.SOURCE + ".changed");
        Map<String, Column> changes = new LinkedHashMap<>();
        for (String column : table.columnNames()) {
            Column given = col(Workspace.SOURCE + "." + column);
            Column kept = col(Workspace.TARGET + "." + column);
            changes.put(column, when(changed, given).otherwise(kept));
        }
        changes.remove("record_id");
        changes.put("reported_by", col(Workspace.SOURCE + ".reported_by"));
        changes.put("subject_id", when(not(changed), col(Workspace.TARGET + ".subject_id")));
        Dataset<Row> corrections =
                records(col("changed").or(col("more_evidence"))).withColumnRenamed("old_subject_id", "subject_id");
        workspace.update(name, corrections, List.of("record_id", "subject_id"), changes);
    }

    /** Rows of {@code record.revision}: what the records that become another were before. To be written before them. */
    Dataset<Row> revisions() {
        Dataset<Row> changed =
                decisions.filter(col("changed")).select(col("record_id").as("fact"), col("standing"));
        Column[] own = table.ownColumns().stream().map(c -> col(c.name())).toArray(Column[]::new);
        return workspace
                .read(table.name().toString())
                .join(changed, col("record_id").equalTo(col("fact")))
                .select(
                        col("record_id"),
                        lit(table.name().table()).as("record_class"),
                        lit("correction").as("kind"),
                        lit(workspace.runDate()).as("effective_on"),
                        org.apache
                                .spark
                                .sql
                                .functions
                                .format_string(
                                        "%s %s:%d",
                                        col("standing.delivery_id"), col("standing.file"), col("standing.row_number"))
                                .as("basis"),
                        to_json(struct(own)).as("before"),
                        lit(workspace.runDate()).as("received_on"));
    }

    @Override
    public void close() {
        evaluated.unpersist();
    }
}
