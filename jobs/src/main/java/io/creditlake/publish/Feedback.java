package io.creditlake.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.dump.CsvTable;
import io.creditlake.dump.WorkbookTable;
import io.creditlake.lake.PlainFiles;
import io.creditlake.lake.Workspace;
import io.creditlake.publish.DepartmentFeedback.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Tells every department of which the night knows a delivery, come or missing, what became of it: {@code
 * <department>.xlsx} and {@code .csv}. It says what the release says and nothing else, so that it is the same whenever it
 * is written. Rows pass through one at a time.
 */
final class Feedback {
    /** Days of the trend, the night's own among them. */
    private static final int DAYS = 30;

    private final Workspace workspace;
    private final FeedbackWords words;
    private final Path folder;
    private final Configuration hadoop;

    Feedback(Workspace workspace, FeedbackWords words, Path folder) {
        this.workspace = workspace;
        this.words = words;
        this.folder = folder;
        this.hadoop = workspace.spark().sparkContext().hadoopConfiguration();
    }

    /** What there is to say to a department. */
    private record Told(List<FileOutcome> files, SortedMap<LocalDate, RowCounts> nights) {}

    /** Writes it and gives the number of departments. */
    int write() {
        SortedMap<String, Told> departments = departments();
        departments.values().removeIf(told -> told.files().isEmpty());
        boolean refused = departments.values().stream()
                .flatMap(told -> told.files().stream())
                .anyMatch(file -> file.rows().quarantined() > 0);
        try {
            Reasons reasons = new Reasons(refused ? refused() : Collections.emptyIterator());
            FileSystem files = PlainFiles.system(folder, hadoop);
            for (String department : departments.keySet()) {
                write(files, department, departments.get(department), reasons);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the feedback could not be written to " + folder, e);
        }
        return departments.size();
    }

    private void write(FileSystem files, String department, Told told, Reasons reasons) throws IOException {
        String name = PlainFiles.fitName(department);
        files.mkdirs(folder);
        try (DepartmentFeedback feedback = new DepartmentFeedback(
                new CsvTable(files.create(new Path(folder, name + ".csv"), true)),
                new WorkbookTable(files.create(new Path(folder, name + ".xlsx"), true)),
                words)) {
            feedback.files(told.files());
            while (reasons.isOf(department)) {
                feedback.row(reasons.next());
            }
            feedback.nights(told.nights());
        }
    }

    /** The night's files one by one, and what became of all rows of each of the last nights. */
    private SortedMap<String, Told> departments() {
        LocalDate night = workspace.runDate();
        Column file = when(
                col("run_date").equalTo(lit(night)),
                struct(
                        col("source"),
                        col("delivery_id"),
                        col("file"),
                        col("folder_date"),
                        col("status"),
                        col("message")));
        SortedMap<String, Told> departments = new TreeMap<>();
        for (Row row : workspace
                .read("ops.delivery")
                .filter(col("run_date").between(lit(night.minusDays(DAYS - 1L)), lit(night)))
                .groupBy(col("department"), col("run_date"), file.as("of"))
                .agg(
                        total("rows_read"),
                        total("rows_accepted"),
                        total("rows_duplicate"),
                        total("rows_corrected"),
                        total("rows_quarantined"),
                        total("rows_due"),
                        // A night of before rows_due was counted says nothing of lateness.
                        sum(when(col("rows_due").isNotNull(), col("rows_late")).otherwise(0L)))
                .collectAsList()) {
            RowCounts rows = new RowCounts(
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getLong(8),
                    row.getLong(9));
            Told told =
                    departments.computeIfAbsent(row.getString(0), d -> new Told(new ArrayList<>(), new TreeMap<>()));
            told.nights().merge(row.getLocalDate(1), rows, RowCounts::plus);
            if (!row.isNullAt(2)) {
                told.files().add(outcome(row.getStruct(2), rows));
            }
        }
        departments.values().forEach(told -> told.files()
                .sort(Comparator.comparing(FileOutcome::source)
                        .thenComparing(FileOutcome::file)
                        .thenComparing(FileOutcome::deliveryId)
                        .thenComparing(FileOutcome::message)));
        return departments;
    }

    private static Column total(String column) {
        return sum(coalesce(col(column), lit(0L)));
    }

    private static FileOutcome outcome(Row file, RowCounts rows) {
        return new FileOutcome(
                file.getString(0),
                file.getString(1),
                file.getString(2),
                file.getLocalDate(3),
                file.getString(4),
                file.isNullAt(5) ? "" : file.getString(5),
                rows);
    }

    /** The night's refused rows by department, file and row; a replayed one as the department sent it. */
    private Iterator<Row> refused() {
        return workspace
                .read("ops.quarantine")
                .filter(col("run_date").equalTo(lit(workspace.runDate())))
                .select(
                        col("department"),
                        col("source"),
                        coalesce(col("sent_delivery_id"), col("delivery_id")).as("delivery_id"),
                        coalesce(col("sent_file"), col("file")).as("file"),
                        coalesce(col("sent_row_number"), col("row_number")).as("row_number"),
                        col("field"),
                        col("value"),
                        col("rule"),
                        col("message"))
                .orderBy(
                        "department",
                        "source",
                        "file",
                        "row_number",
                        "delivery_id",
                        "field",
                        "rule",
                        "message",
                        "value")
                .toLocalIterator();
    }

    /** Reasons, of which the next one's department can be asked. */
    private static final class Reasons {
        private final Iterator<Row> rows;
        private Row next;

        Reasons(Iterator<Row> rows) {
            this.rows = rows;
            this.next = rows.hasNext() ? rows.next() : null;
        }

        boolean isOf(String department) {
            return next != null && next.getString(0).equals(department);
        }

        Reason next() {
            Row row = next;
            next = rows.hasNext() ? rows.next() : null;
            return new Reason(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8));
        }
    }
}
