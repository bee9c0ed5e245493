package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.contract.SourceContract;
import io.creditlake.dump.DumpSource;
import io.creditlake.lake.TableContract;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one source, each normalised and checked once. The result has the columns of the record class, those of
 * {@link #FILE_COLUMNS}, and: {@code reasons}, why the row is refused, empty when it is not; {@code flags}; {@code raw},
 * the row as sent and {@code row_place} where it stands, of a refused one; {@code extra}; {@code unique_keys}; {@code
 * late}, null for a row that is due on no day; {@code origin}, of a {@linkplain io.creditlake.lake.Replay replayed} row
 * where it comes from.
 */
final class EvaluatedRows {
    /** Where a row comes from. */
    static final List<String> FILE_COLUMNS =
            List.of("file_index", "source", "department", "delivery_id", "file", "folder_date", "row_number");

    private final SourceContract contract;
    private final TableContract table;
    private final LocalDate runDate;
    private final List<FieldColumns> fields = new ArrayList<>();
    private final Optional<RowOperation> operation;
    private final RowFindings findings;
    private final RowSubject subject;

    EvaluatedRows(SourceContract contract, TableContract table, LocalDate runDate, PersonKeys personKeys) {
        this.contract = contract;
        this.table = table;
        this.runDate = runDate;
        for (int i = 0; i < contract.fields().size(); i++) {
            fields.add(new FieldColumns(contract.fields().get(i), i, contract.departmentRegion(), runDate));
        }
        this.operation = RowOperation.of(contract);
        this.findings = new RowFindings(contract, fields, operation);
        this.subject = new RowSubject(contract, table.recordClass().orElseThrow(), personKeys);
    }

    /**
     * What is to be made of rows beside their fields.
     *
     * @param raw makes the row as sent from {@code file_index} and {@code cells}
     * @param extra makes the values of columns the contract does not know
     * @param lateBefore for {@code folder_date}, the first day of {@code occurred_on} that is on time; empty for never
     */
    record Sent(Column raw, Column extra, Optional<Column> lateBefore) {}

    /**
     * Evaluates rows.
     *
     * @param dumps rows of {@link io.creditlake.dump.DumpSource}
     */
    Dataset<Row> of(Dataset<Row> dumps, Sent sent) {
        Column shown = size(col("reasons")).gt(0).or(withdraws());
        return evaluated(dumps, sent, when(shown, sent.raw()), when(shown, col("row_place")), List.of());
    }

    /**
     * Evaluates rows of files of which something is known already: {@code raw} and {@code row_place} are there for every
     * row, and in {@code unique_reasons} the reason for each value that is to be unique, in case it is not.
     */
    Dataset<Row> again(Dataset<Row> dumps, Sent sent) {
        List<Column> reasons = contract.unique().stream()
                .map(unique -> findings.reason(unique.name(), unique.columns().get(0), unique.message()))
                .toList();
        Column inCase = reasons.isEmpty() ? RowFindings.noReason() : array(reasons.toArray(Column[]::new));
        return evaluated(dumps, sent, sent.raw(), col("row_place"), List.of(inCase.as("unique_reasons")));
    }

    /** What no row of a file may break: names as they stand in {@code flags}, with what a breach means. */
    Map<String, String> refusing() {
        return findings.refusing();
    }

    private Dataset<Row> evaluated(Dataset<Row> dumps, Sent sent, Column raw, Column place, List<Column> more) {
        Dataset<Row> checked = normalised(dumps)
                .withColumn("run_date", lit(runDate))
                .withColumn("reasons", findings.reasons())
                .withColumn("flags", findings.flags());
        Dataset<Row> identified = subject.added(checked);
        List<Column> columns = new ArrayList<>();
        FILE_COLUMNS.forEach(name -> columns.add(col(name)));
        classColumns().forEach(name -> columns.add(col(name)));
        columns.add(col("reasons"));
        columns.add(col("flags"));
        columns.add(raw.as("raw"));
        columns.add(place.as("row_place"));
        columns.add(sent.extra().as("extra"));
        columns.add(uniqueKeys().as("unique_keys"));
        columns.add(sent.lateBefore()
                .map(day -> when(not(withdraws()), col("occurred_on").lt(day)))
                .orElse(lit(null).cast("boolean"))
                .as("late"));
        columns.add(col("origin"));
        columns.add(operation
                .map(RowOperation::withdraws)
                .orElse(lit(null).cast("boolean"))
                .as(Withdrawals.WITHDRAWS));
        columns.add(operation
                .map(o -> o.changedOn(runDate))
                .orElse(lit(null).cast("date"))
                .as(Withdrawals.CHANGED_ON));
        columns.addAll(more);
        return FactKeys.added(identified.select(columns.toArray(Column[]::new)), table);
    }

    /** Whether the row takes back its fact. */
    private Column withdraws() {
        return operation.map(RowOperation::withdraws).orElse(lit(false));
    }

    /** Of what is to be unique in a file a hash each, null where a part of it is lacking. */
    private Column uniqueKeys() {
        if (contract.unique().isEmpty()) {
            return lit(null).cast("array<bigint>");
        }
        Column[] keys = contract.unique().stream()
                .map(unique -> {
                    Column[] parts = unique.columns().stream()
                            .map(name -> col(name).cast("string"))
                            .toArray(Column[]::new);
                    Column whole = unique.columns().stream()
                            .map(name -> col(name).isNotNull())
                            .reduce(Column::and)
                            .orElseThrow();
                    return when(whole, xxhash64(parts));
                })
                .toArray(Column[]::new);
        return when(col("problem").isNull().and(not(withdraws())), array(keys));
    }

    /** The columns that a row itself fills: those of the class, and who it is about and when. */
    List<String> classColumns() {
        List<String> names = new ArrayList<>(List.of(
                "subject_name",
                "subject_kind",
                "uscc",
                "uscc_mask",
                "org_code",
                "reg_no",
                "tax_no",
                "person_token",
                "person_mask",
                "region",
                "occurred_on",
                "valid_from",
                "valid_to"));
        table.ownColumns().forEach(c -> names.add(c.name()));
        return names;
    }

    private Dataset<Row> normalised(Dataset<Row> dumps) {
        List<Column> sent = new ArrayList<>(List.of(
                col("file_index"),
                lit(contract.source()).as("source"),
                lit(contract.department()).as("department"),
                col("delivery_id"),
                col("file"),
                col("folder_date"),
                col("row_number"),
                col("row_place"),
                col("problem"),
                col("cells"),
                origin(dumps)));
        for (int i = 0; i < fields.size(); i++) {
            sent.add(col(DumpSource.field(i)).as(FieldColumns.sent(i)));
        }
        List<Column> normal = new ArrayList<>(List.of(col("*")));
        for (int i = 0; i < fields.size(); i++) {
            if (contract.fields().get(i).kept()) {
                normal.add(fields.get(i).normalised());
            }
        }
        for (String name : classColumns()) {
            if (!contract.fills(name)) {
                String type = table.column(name).orElseThrow().type();
                normal.add(lit(null).cast(type).as(name));
            }
        }
        return dumps.select(sent.toArray(Column[]::new)).select(normal.toArray(Column[]::new));
    }

    /** Of a replay, whose files have one more field, where the row comes from. */
    private Column origin(Dataset<Row> dumps) {
        String column = DumpSource.field(contract.fields().size());
        boolean replays = List.of(dumps.columns()).contains(column);
        return (replays ? col(column) : lit(null).cast("string")).as("origin");
    }
}
