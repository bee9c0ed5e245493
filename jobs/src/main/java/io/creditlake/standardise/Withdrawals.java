package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows with which a department takes back what it has reported. They withdraw the record for that source, from the day
 * of the change on; a later row of the source about the same fact reinstates it. What counts is the last row of a night.
 * A row that takes back what its source never reported is refused.
 */
final class Withdrawals {
    /** Rule of a row that takes back nothing. */
    static final String NOTHING = "withdraws_nothing";

    /** Column of the evaluated rows: whether the row takes back its fact. Only pulls with operations have it. */
    static final String WITHDRAWS = "withdraws";

    /** Column of the evaluated rows beside it: the day of the change. */
    static final String CHANGED_ON = "changed_on";

    private static final String REVISIONS = "record.revision";
    private static final String[] FACT = {"record_id", "source"};
    /** What tells the subject of a record that the lake does not have yet. */
    private static final List<String> NAMES =
            Stream.concat(RecordClass.NAMING.stream(), Stream.of("person_mask")).toList();

    private final Workspace workspace;
    private final TableContract table;
    private final ClassRows read;
    private final Dataset<Row> facts;
    private final Dataset<Row> rows;
    private final Map<Integer, Counts> byFile = new HashMap<>();
    private final long changes;

    /**
     * Counts of a file.
     *
     * @param rows rows that take something back
     * @param nothing those that take back nothing
     * @param effective those that make a difference
     */
    record Counts(long rows, long nothing, long effective) {}

    private Withdrawals(Workspace workspace, TableContract table, ClassRows read, Dataset<Row> facts) {
        this.workspace = workspace;
        this.table = table;
        this.read = read;
        this.facts = facts;
        Column known = col("reported").or(coalesce(col("first_told").lt(col("position")), lit(false)));
        this.rows = operations(read.places())
                .filter(col(WITHDRAWS))
                .join(facts, FACT)
                .select(
                        col("record_id"),
                        col("file_index"),
                        col("row_number"),
                        known.as("known"),
                        col("change")
                                .eqNullSafe(lit(SourceRevisions.WITHDRAWAL))
                                .and(col("position").equalTo(col("last.position")))
                                .as("effective"))
                .transform(Kept::of);
        for (Row file : rows.groupBy("file_index")
                .agg(count(lit(1)), sum(number(not(col("known")))), sum(number(col("effective"))))
                .collectAsList()) {
            byFile.put(file.getInt(0), new Counts(file.getLong(1), file.getLong(2), file.getLong(3)));
        }
        this.changes = facts.filter(col("change").isNotNull()).count();
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    /**
     * The withdrawals among a night's rows; empty when there is none, and none of old is to be undone.
     *
     * @param read the rows of the night
     * @param existing the records that the lake has; empty when it has none
     */
    static Optional<Withdrawals> of(
            Workspace workspace, TableContract table, ClassRows read, Optional<Dataset<Row>> existing) {
        Dataset<Row> facts = operations(read.places())
                .groupBy("record_id", "source")
                .agg(
                        max(struct(
                                        col("position"),
                                        col("file_index"),
                                        col("row_number"),
                                        col(WITHDRAWS),
                                        col(CHANGED_ON)))
                                .as("last"),
                        min(when(not(col(WITHDRAWS)), col("position"))).as("first_told"),
                        max(WITHDRAWS).as("any"));
        Dataset<Row> concerned = standing(workspace, table)
                .map(standing -> facts.join(standing, FACT, "left"))
                .orElseGet(() -> facts.withColumn("withdrawn", lit(false)))
                .withColumn("withdrawn", coalesce(col("withdrawn"), lit(false)))
                .filter(col("any").or(col("withdrawn")))
                .transform(Kept::of);
        if (Kept.isEmpty(concerned)) {
            return Optional.empty();
        }
        return Optional.of(new Withdrawals(workspace, table, read, Kept.of(decided(concerned, existing))));
    }

    /** Good rows of sources that say what happened to them. */
    private static Dataset<Row> operations(Dataset<Row> places) {
        return places.filter(size(col("reasons")).equalTo(0).and(col(WITHDRAWS).isNotNull()))
                .select(
                        col("record_id"),
                        col("source"),
                        col("file_index"),
                        col("row_number"),
                        Decisions.position().as("position"),
                        col(WITHDRAWS),
                        col(CHANGED_ON));
    }

    /** Whether a record is withdrawn for a source as the lake knows it; empty when none ever was. */
    static Optional<Dataset<Row>> standing(Workspace workspace, TableContract table) {
        if (!workspace.hasRows(REVISIONS)) {
            return Optional.empty();
        }
        return Optional.of(workspace
                .read(REVISIONS)
                .filter(col("kind")
                        .isin(SourceRevisions.WITHDRAWAL, SourceRevisions.REINSTATEMENT)
                        .and(col("target_class").equalTo(table.name().table()))
                        // Decisions of the department's own are another matter.
                        .and(col("target_state").isNull())
                        .and(col("target_record_id").isNotNull()))
                .groupBy(col("target_record_id").as("record_id"), col("source"))
                .agg(max_by(col("kind"), col("received_on"))
                        .equalTo(SourceRevisions.WITHDRAWAL)
                        .as("withdrawn")));
    }

    private static Dataset<Row> decided(Dataset<Row> concerned, Optional<Dataset<Row>> existing) {
        Dataset<Row> placed = existing.map(records -> concerned.join(
                        records.select(
                                col("record_id").as("fact"),
                                col("subject_id"),
                                col("reported_by.source").as("reporters")),
                        col("record_id").equalTo(col("fact")),
                        "left"))
                .orElseGet(() -> concerned
                        .withColumn("subject_id", lit(null).cast("bigint"))
                        .withColumn("reporters", lit(null).cast("array<string>")));
        Column last = col("last." + WITHDRAWS);
        Column reported = coalesce(array_contains(col("reporters"), col("source")), lit(false));
        Column known = reported.or(coalesce(col("first_told").lt(col("last.position")), lit(false)));
        return placed.select(
                col("record_id"),
                col("source"),
                col("last"),
                col("first_told"),
                col("subject_id"),
                reported.as("reported"),
                when(last.and(known).and(not(col("withdrawn"))), SourceRevisions.WITHDRAWAL)
                        .when(not(last).and(col("withdrawn")), SourceRevisions.REINSTATEMENT)
                        .as("change"));
    }

    /** Counts of the file at a place of the night. */
    Counts of(int fileIndex) {
        return byFile.getOrDefault(fileIndex, new Counts(0, 0, 0));
    }

    /** Whether any record is withdrawn or reinstated. */
    boolean hasChanges() {
        return changes > 0;
    }

    /** Rows that take back nothing, with their reason. */
    Dataset<Row> refused() {
        Column reason = struct(
                lit(null).cast("string").as("field"),
                lit(null).cast("string").as("value"),
                lit(NOTHING).as("rule"),
                lit("标志为删除的行所指的记录不存在，或不是本来源报送的").as("message"));
        return rowsOf(read.places(), rows.filter(not(col("known"))).select("file_index", "row_number"))
                .withColumn("reasons", org.apache.spark.sql.functions.array(reason));
    }

    private static Dataset<Row> rowsOf(Dataset<Row> rows, Dataset<Row> places) {
        return rows.join(places, new String[] {"file_index", "row_number"});
    }

    /** Rows that take back a record: {@code file_index}, {@code row_number}, {@code record_id}, {@code corrected}. */
    Dataset<Row> repeated() {
        return rows.filter(col("known"))
                .select(
                        col("file_index"),
                        col("row_number"),
                        col("record_id"),
                        col("effective").as("corrected"));
    }

    /**
     * Rows of {@code record.revision}. They are of the subject that the record is of; where the lake has no such record
     * yet, they name it as the row does.
     */
    Dataset<Row> revisions() {
        Dataset<Row> changed = facts.filter(col("change").isNotNull())
                .select(
                        col("change").as("kind"),
                        col("record_id").as("target_record_id"),
                        col("subject_id"),
                        col("last.changed_on").as("effective_on"),
                        col("last.file_index").as("file_index"),
                        col("last.row_number").as("row_number"));
        List<Column> columns = new ArrayList<>(List.of(
                col("kind"),
                col("target_record_id"),
                col("subject_id"),
                col("effective_on"),
                col("source"),
                col("department"),
                col("delivery_id"),
                col("file"),
                col("row_number")));
        NAMES.forEach(
                name -> columns.add(when(col("subject_id").isNull(), col(name)).as(name)));
        return SourceRevisions.of(
                rowsOf(read.rows(), changed).select(columns.toArray(Column[]::new)), table, workspace.runDate());
    }
}
