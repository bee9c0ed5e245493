package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of one record class in one night: evaluated once, decided once, then written. */
final class ClassRun implements AutoCloseable {
    private final Workspace workspace;
    private final TableContract table;
    private final SentFiles files;
    private final ClassRows rows;
    private final ReadRows read;
    private final RepeatedRows repeated;
    private final FoldedFacts folding;
    private final Optional<Dataset<Row>> folded;
    private final Optional<Withdrawals> withdrawals;

    /**
     * A run over the evaluated rows of all sources of a class.
     *
     * @param files where the rows come from
     */
    ClassRun(Workspace workspace, TableContract table, Survivorship survivorship, SentFiles files, ClassRows rows) {
        this.workspace = workspace;
        this.table = table;
        this.files = files;
        this.rows = rows;
        this.read = ReadRows.of(rows.places());
        Optional<Dataset<Row>> existing =
                Optional.of(table.name().toString()).filter(workspace::hasRows).map(workspace::read);
        // Cut off from the table it reads, which the class writes next: a cache would be made anew after each write.
        this.repeated = RepeatedRows.of(Kept.of(Decisions.of(ReadRows.telling(rows.places()), existing)));
        this.folding = new FoldedFacts(table, survivorship);
        this.folded = repeated.foldedRows() == 0
                ? Optional.empty()
                : Optional.of(folding.of(
                                rows.rows().filter(repeated.folded().selected(workspace.spark())),
                                existing.filter(e -> repeated.foldsKnown()).map(repeated::recordsAmong),
                                new FactFold(survivorship, files, workspace.runDate()))
                        .transform(Kept::of));
        this.withdrawals = rows.mayWithdraw() ? Withdrawals.of(workspace, table, rows, existing) : Optional.empty();
    }

    /**
     * Counts of a file.
     *
     * @param read rows read
     * @param quarantined rows refused
     * @param accepted rows that became a record
     * @param duplicate rows whose fact was there already
     * @param corrected duplicates with something that now stands
     * @param late rows that came later than the contract allows
     * @param due rows that had to come by some day, the late ones among them
     */
    record Counts(long read, long quarantined, long accepted, long duplicate, long corrected, long late, long due) {
        /** Those of two tables of a file together. */
        Counts and(Counts other) {
            return new Counts(
                    read + other.read,
                    quarantined + other.quarantined,
                    accepted + other.accepted,
                    duplicate + other.duplicate,
                    corrected + other.corrected,
                    late + other.late,
                    due + other.due);
        }
    }

    /**
     * What happened to the records.
     *
     * @param byFile counts by delivery and file, joined by a space
     * @param added new records
     * @param changed records whose content became another
     * @param touched records of the lake that are written again
     */
    record Summary(Map<String, Counts> byFile, long added, long changed, long touched) {}

    /** Counts everything, in one pass over the facts made anew. */
    Summary counted() {
        Map<Integer, Long> corrected = new HashMap<>();
        long changed = 0;
        long touched = 0;
        if (folded.isPresent()) {
            Column first = coalesce(col("at"), lit(0)).equalTo(0);
            for (Row row : folded.get()
                    .select(col("*"), posexplode_outer(col("result.corrected")).as(new String[] {"at", "position"}))
                    .groupBy(shiftright(col("position"), Decisions.ROW_BITS).cast("int"))
                    .agg(
                            count(col("position")),
                            sum(number(first.and(col("result.changed")))),
                            sum(number(first.and(isWrittenAgain()))))
                    .collectAsList()) {
                if (!row.isNullAt(0)) {
                    corrected.put(row.getInt(0), row.getLong(1));
                }
                changed += row.getLong(2);
                touched += row.getLong(3);
            }
        }
        Map<String, Counts> byFile = new HashMap<>();
        read.byFile().forEach((index, all) -> {
            SentFiles.SentFile file = files.get(index);
            RepeatedRows.Counts apart = repeated.byFile().getOrDefault(index, new RepeatedRows.Counts(0, 0));
            Withdrawals.Counts back = withdrawals.map(w -> w.of(index)).orElse(new Withdrawals.Counts(0, 0, 0));
            long accepted = all.rows() - all.refused() - back.rows() - apart.rows() + apart.accepted();
            Counts counts = new Counts(
                    all.rows(),
                    all.refused() + back.nothing(),
                    accepted,
                    apart.rows() - apart.accepted() + back.rows() - back.nothing(),
                    corrected.getOrDefault(index, 0L) + back.effective(),
                    all.late(),
                    all.due());
            byFile.merge(file.deliveryId() + " " + file.file(), counts, Counts::and);
        });
        return new Summary(
                byFile, byFile.values().stream().mapToLong(Counts::accepted).sum(), changed, touched);
    }

    /** What the rows of files decided of them, by delivery and file, joined by a space. */
    Map<String, FileVerdict> verdicts() {
        Map<String, FileVerdict> verdicts = new HashMap<>();
        rows.verdicts()
                .forEach((index, verdict) -> verdicts.put(
                        files.get(index).deliveryId() + " " + files.get(index).file(), verdict));
        return verdicts;
    }

    private static Column number(Column condition) {
        return when(condition, 1L).otherwise(0L);
    }

    private static Column isWrittenAgain() {
        return col("record").isNotNull().and(col("result.grown"));
    }

    /** Rows of {@code ops.quarantine}: one for each reason of each refused row. */
    Dataset<Row> quarantine() {
        Dataset<Row> refused = rows.places().filter(size(col("reasons")).gt(0));
        return withdrawals
                .map(w -> refused.unionByName(w.refused()))
                .orElse(refused)
                .drop("source")
                .join(files.frame(workspace.spark()), "file_index")
                .select(
                        col("source"),
                        col("department"),
                        col("delivery_id"),
                        col("file"),
                        col("row_number"),
                        col("row_place"),
                        explode(col("reasons")).as("reason"),
                        col("raw"),
                        ReplayedRows.origin().as("origin"))
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
                        lit(workspace.runDate()).as("run_date"),
                        col("origin.sent_delivery_id"),
                        col("origin.sent_file"),
                        col("origin.sent_row_number"));
    }

    /** What became of the rows that were taken through again, see {@link ReplayedRows}. */
    Dataset<Row> replayed() {
        Dataset<Row> duplicates = repeated.rows().filter(not(col("accepted"))).select("file_index", "row_number");
        return ReplayedRows.of(
                rows.rows(),
                withdrawals
                        .map(w -> duplicates.unionByName(w.repeated().select("file_index", "row_number")))
                        .orElse(duplicates),
                withdrawals.map(w -> w.refused().select("file_index", "row_number")));
    }

    /** Rows of {@code ops.duplicate}. */
    Dataset<Row> duplicates() {
        Dataset<Row> again = repeated.rows().filter(not(col("accepted")));
        Dataset<Row> told = folded.map(facts -> again.join(
                                facts.select(explode(col("result.corrected")).as("correcting")),
                                col("position").equalTo(col("correcting")),
                                "left")
                        .withColumn("corrected", col("correcting").isNotNull()))
                .orElseGet(() -> again.withColumn("corrected", lit(false)));
        Dataset<Row> all = told.select("file_index", "row_number", "record_id", "corrected");
        return withdrawals
                .map(w -> all.unionByName(w.repeated()))
                .orElse(all)
                .join(files.frame(workspace.spark()), "file_index")
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
            long written = workspace.appendUnplaced(name, added());
            if (written != summary.added()) {
                throw new IllegalStateException(
                        written + " records written to " + name + " for " + summary.added() + " rows accepted");
            }
        }
    }

    /** Every new record. */
    Dataset<Row> added() {
        Dataset<Row> toldOnce = toldOnce();
        return folded.map(facts ->
                        toldOnce.unionByName(made(facts.filter(col("record").isNull())), true))
                .orElse(toldOnce);
    }

    /** New records of which there is one row, or several that say the same. */
    private Dataset<Row> toldOnce() {
        Column report = struct(
                col("source"),
                col("department"),
                col("delivery_id"),
                col("file"),
                col("row_number"),
                lit(workspace.runDate()).as("received_on"),
                col("folder_date").as("sent_on"),
                col("content_hash"),
                lit(true).as("current"),
                lit(null).cast("map<string,string>").as("differs"));
        return ReadRows.telling(rows.rows())
                .filter(not(repeated.skipped().selected(workspace.spark())))
                .withColumn("received_on", lit(workspace.runDate()))
                .withColumn("reported_by", array(report));
    }

    /** Records made of several reports. */
    private Dataset<Row> made(Dataset<Row> facts) {
        List<Column> columns = new ArrayList<>(List.of(col("record_id"), col("record"), col("old_subject_id")));
        columns.addAll(folding.values(col("result.values")));
        for (String column :
                List.of("source", "department", "delivery_id", "file", "row_number", "reported_by", "changed")) {
            columns.add(col("result." + column).as(column));
        }
        return facts.select(columns.toArray(Column[]::new))
                .withColumn("content_hash", FactKeys.contentHash(table))
                .withColumn("received_on", lit(workspace.runDate()));
    }

    /** A corrected record goes back to the unplaced ones: its codes may have been what was corrected. */
    private void correct(String name) {
        Column changed = col(Workspace.SOURCE + ".changed");
        Map<String, Column> changes = new LinkedHashMap<>();
        for (TableContract.Column column : table.columns()) {
            changes.put(
                    column.name(),
                    column.filledLater()
                            ? when(not(changed), col(Workspace.TARGET + "." + column.name()))
                            : col(Workspace.SOURCE + "." + column.name()));
        }
        changes.remove("record_id");
        changes.put(
                "received_on",
                when(changed, col(Workspace.SOURCE + ".received_on"))
                        .otherwise(col(Workspace.TARGET + ".received_on")));
        changes.put("subject_id", when(not(changed), col(Workspace.TARGET + ".subject_id")));
        Dataset<Row> again =
                made(folded.orElseThrow().filter(isWrittenAgain())).withColumnRenamed("old_subject_id", "subject_id");
        workspace.update(name, again, List.of("record_id", "subject_id"), changes);
    }

    /** Rows of {@code record.revision}, to be written before the records. */
    List<Dataset<Row>> revisions(Summary summary) {
        List<Dataset<Row>> revisions = new ArrayList<>();
        if (summary.changed() > 0) {
            revisions.add(corrections());
        }
        withdrawals.filter(Withdrawals::hasChanges).ifPresent(w -> revisions.add(w.revisions()));
        if (summary.touched() > summary.changed()) {
            Withdrawals.standing(workspace, table).ifPresent(standing -> revisions.add(toldByOthers(standing)));
        }
        return revisions;
    }

    private Dataset<Row> toldByOthers(Dataset<Row> standing) {
        Dataset<Row> grown = folded.orElseThrow().filter(isWrittenAgain().and(not(col("result.changed"))));
        return SourceRevisions.of(
                new ToldByOthers(workspace.runDate()).of(grown, standing), table, workspace.runDate());
    }

    /**
     * What the records that become another were before. They are of the subject that the record is of, and name none
     * themselves: what was wrong may be the code.
     */
    private Dataset<Row> corrections() {
        Column[] own = table.ownColumns().stream()
                .map(c -> folding.value(col("record.values"), c.name()))
                .toArray(Column[]::new);
        return folded.orElseThrow()
                .filter(col("result.changed"))
                .select(
                        lit("correction").as("kind"),
                        lit(table.name().table()).as("target_class"),
                        col("record_id").as("target_record_id"),
                        col("old_subject_id").as("subject_id"),
                        to_json(struct(own)).as("before"),
                        col("result.*"))
                .drop("values", "reported_by", "flags")
                .withColumn(
                        "record_id",
                        xxhash64(col("kind"), col("target_record_id"), lit(workspace.runDate()))
                                .bitwiseAND(lit(Long.MAX_VALUE)))
                .withColumn("content_hash", xxhash64(col("before")))
                .withColumn("occurred_on", lit(workspace.runDate()))
                .withColumn("effective_on", lit(workspace.runDate()))
                .withColumn("received_on", lit(workspace.runDate()));
    }

    @Override
    public void close() {
        rows.close();
    }
}
