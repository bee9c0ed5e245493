package io.creditlake.standardise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.SourceContract;
import io.creditlake.dump.DumpSource;
import io.creditlake.dump.DumpSource.DumpFile;
import io.creditlake.lake.Replay;
import io.creditlake.standards.WorkingCalendar;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The rows of a source's files of a night, which can be looked at again. */
final class SourceRows {
    private final SparkSession spark;
    private final SourceContract contract;
    private final EvaluatedRows rules;
    private final List<DumpFile> files;
    private final WorkingCalendar calendar;

    SourceRows(
            SparkSession spark,
            SourceContract contract,
            EvaluatedRows rules,
            List<DumpFile> files,
            WorkingCalendar calendar) {
        this.spark = spark;
        this.contract = contract;
        this.rules = rules;
        this.files = files;
        this.calendar = calendar;
    }

    SourceContract contract() {
        return contract;
    }

    EvaluatedRows rules() {
        return rules;
    }

    /** The tables of its files. */
    List<DumpFile> tables() {
        return files;
    }

    /**
     * Whether a table is of one of its files of which its rules on whole files hold: a replay is a choice of rows, and each
     * stands for itself.
     */
    boolean judges(int index) {
        return files.stream().anyMatch(f -> f.index() == index && !Replay.isReplay(f.file()));
    }

    /** Every row, as {@link EvaluatedRows#of} has it. */
    Dataset<Row> once() {
        return rules.of(DumpSource.read(spark, files), sent(files));
    }

    /** The rows of some tables, as {@link EvaluatedRows#again} has them; empty when none of them is this source's. */
    Optional<Dataset<Row>> again(Set<Integer> indexes) {
        List<DumpFile> some =
                files.stream().filter(f -> indexes.contains(f.index())).toList();
        return some.isEmpty() ? Optional.empty() : Optional.of(rules.again(DumpSource.read(spark, some), sent(some)));
    }

    private EvaluatedRows.Sent sent(List<DumpFile> which) {
        return new EvaluatedRows.Sent(new RawRow(contract, which).column(), ExtraColumns.of(which), lateBefore(which));
    }

    private Optional<Column> lateBefore(List<DumpFile> which) {
        return contract.lateAfterWorkingDays().map(days -> {
            Column day = lit(null).cast("date");
            for (int folder : which.stream().map(DumpFile::folderDay).distinct().toList()) {
                LocalDate sent = LocalDate.ofEpochDay(folder);
                day = when(col("folder_date").equalTo(lit(sent)), lit(calendar.earliestOnTime(sent, days)))
                        .otherwise(day);
            }
            return day;
        });
    }
}
