package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import io.creditlake.dump.DumpSource;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.RecordClass;
import io.creditlake.standardise.FieldColumns.Check;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

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

    /** Reason of a row whose shape is wrong. */
    static final String ROW_SHAPE = "row_shape";

    private static final String REASONS = "array<struct<field:string,value:string,rule:string,message:string>>";
    private static final List<String> CODES = List.of("uscc", "org_code", "reg_no", "tax_no");
    private static final List<String> IDENTITY =
            List.of("subject_name", "subject_kind", "uscc", "org_code", "reg_no", "tax_no", "person_token", "region");
    private static final long POSITIVE = Long.MAX_VALUE;
    private static final Column NO_TEXT = lit(null).cast("string");
    private static final String SEPARATOR = "\u001f";
    private static final String ABSENT = "\u0000";

    private final SourceContract contract;
    private final TableContract table;
    private final LocalDate runDate;
    private final byte[] personKey;
    private final List<FieldColumns> fields = new ArrayList<>();
    private final List<Check> checks;
    private final Optional<RowOperation> operation;

    EvaluatedRows(SourceContract contract, TableContract table, LocalDate runDate, byte[] personKey) {
        this.contract = contract;
        this.table = table;
        this.runDate = runDate;
        this.personKey = personKey;
        for (int i = 0; i < contract.fields().size(); i++) {
            fields.add(new FieldColumns(contract.fields().get(i), i, contract.departmentRegion(), runDate));
        }
        this.checks = checks();
        this.operation = RowOperation.of(contract);
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
     * Evaluates rows of files of which something is known already: {@code raw} and {@code row_place} are there for every row, and in {@code
     * unique_reasons} the reason for each value that is to be unique, in case it is not.
     */
    Dataset<Row> again(Dataset<Row> dumps, Sent sent) {
        List<Column> reasons = contract.unique().stream()
                .map(unique -> reason(unique.name(), unique.columns().get(0), unique.message()))
                .toList();
        Column inCase = reasons.isEmpty() ? noReason() : array(reasons.toArray(Column[]::new));
        return evaluated(dumps, sent, sent.raw(), col("row_place"), List.of(inCase.as("unique_reasons")));
    }

    private Dataset<Row> evaluated(Dataset<Row> dumps, Sent sent, Column raw, Column place, List<Column> more) {
        Dataset<Row> checked = normalised(dumps)
                .withColumn("run_date", lit(runDate))
                .withColumn("reasons", reasons())
                .withColumn("flags", flags());
        Dataset<Row> identified = withIdentity(checked);
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
        return withKeys(identified.select(columns.toArray(Column[]::new)));
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

    /** What no row of a file may break: names as they stand in {@code flags}, with what a breach means. */
    Map<String, String> refusing() {
        Map<String, String> refusing = new LinkedHashMap<>();
        checks.stream()
                .filter(check -> check.severity() == Severity.REFUSE)
                .forEach(check -> refusing.put(check.name(), check.message()));
        contract.unique().stream()
                .filter(unique -> unique.severity() == Severity.REFUSE)
                .forEach(unique -> refusing.put(unique.breach(), unique.message()));
        return refusing;
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
            if (!filled(name)) {
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

    private Column reasons() {
        List<Column> broken = new ArrayList<>();
        List<Column> found = new ArrayList<>();
        for (Check check : checks) {
            if (check.severity().refusesRow()) {
                broken.add(check.broken());
                found.add(check.reason());
            }
        }
        Column none = reason(lit(null), lit(""), lit(""));
        Column ofFields = thoseOf(broken, found, none, REASONS);
        // A fact that is taken back need not be told: what names it is enough.
        Column ofRow = operation
                .map(o -> when(o.isUnknown(), array(fields.get(o.field()).reason(RowOperation.RULE, o.message())))
                        .when(o.withdraws(), noReason())
                        .otherwise(ofFields))
                .orElse(ofFields);
        Column shape = array(reason(lit(null), lit(ROW_SHAPE), col("problem")));
        return when(col("problem").isNotNull(), shape).otherwise(ofRow);
    }

    private static Column reason(Column field, Column rule, Column message) {
        return struct(
                field.cast("string").as("field"),
                lit(null).cast("string").as("value"),
                rule.as("rule"),
                message.as("message"));
    }

    private static Column noReason() {
        return expr("array()").cast(REASONS);
    }

    private Column flags() {
        List<Column> broken = new ArrayList<>();
        List<Column> found = new ArrayList<>();
        for (Check check : checks) {
            if (!check.severity().refusesRow()) {
                broken.add(check.broken());
                found.add(lit(check.name()));
            }
        }
        for (int i = 0; i < fields.size(); i++) {
            if (contract.fields().get(i).kept()) {
                fields.get(i).repairs().ifPresent(how -> {
                    broken.add(how.isNotNull());
                    found.add(how);
                });
            }
        }
        return thoseOf(broken, found, lit(""), "array<string>");
    }

    /**
     * The items whose condition holds. Nearly always that is none, which is found out first. All of it can be generated
     * code, which functions that take a lambda never are.
     */
    private static Column thoseOf(List<Column> conditions, List<Column> items, Column none, String type) {
        Column nothing = expr("array()").cast(type);
        if (items.isEmpty()) {
            return nothing;
        }
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(when(conditions.get(i), items.get(i)).otherwise(none));
        }
        return when(
                        anyOf(conditions),
                        array_remove(array(all.toArray(Column[]::new)), none).cast(type))
                .otherwise(nothing);
    }

    /** As a flat tree: generated code nests as deep as its expression. */
    private static Column anyOf(List<Column> conditions) {
        int half = conditions.size() / 2;
        return half == 0
                ? conditions.get(0)
                : anyOf(conditions.subList(0, half)).or(anyOf(conditions.subList(half, conditions.size())));
    }

    private List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (contract.fields().get(i).kept()) {
                checks.addAll(fields.get(i).checks());
            }
        }
        for (Rule rule : contract.rules()) {
            Column broken = not(coalesce(expr("(" + rule.expression() + ")"), lit(true)));
            checks.add(new Check(
                    rule.severity(),
                    DeliveryTerms.breach(rule.field(), rule.name()),
                    rule.message(),
                    broken,
                    reason(rule.name(), rule.field(), rule.message())));
        }
        return checks;
    }

    private Column reason(String name, String column, String message) {
        for (int i = 0; i < contract.fields().size(); i++) {
            Field field = contract.fields().get(i);
            if (field.column().equals(column)) {
                return fields.get(i).reason(name, message);
            }
        }
        return reason(lit(null), lit(name), lit(message));
    }

    /** Who the row is about, and when. */
    private Dataset<Row> withIdentity(Dataset<Row> rows) {
        Column number = personNumber();
        Dataset<Row> result = rows.withColumn("uscc_mask", codeMask())
                .withColumn(
                        "person_mask", call_function("credit.citizen_number_mask", coalesce(number, maskedNumber())))
                .withColumn("person_token", when(number.isNotNull(), token().apply(number)));
        return result.withColumn("subject_kind", kind())
                .withColumn("region", region())
                .withColumn("occurred_on", day(RecordClass::occurredOn))
                .withColumn("valid_from", day(RecordClass::validFrom))
                .withColumn("valid_to", day(RecordClass::validTo));
    }

    /** The number of the person a row is about, in its own field or where a code belongs. */
    private Column personNumber() {
        List<Column> numbers = new ArrayList<>();
        if (holdsPersonNumber()) {
            numbers.add(col("person_token"));
        }
        for (String code : CODES) {
            whereNotRead(code, "credit.citizen_number_in").ifPresent(numbers::add);
        }
        return numbers.isEmpty() ? NO_TEXT : coalesce(numbers.toArray(Column[]::new));
    }

    private Column maskedNumber() {
        if (!holdsPersonNumber()) {
            return NO_TEXT;
        }
        Column sent = col(FieldColumns.sent(position("person_token")));
        return when(col("person_token").isNull().and(call_function("credit.is_masked", sent)), sent);
    }

    private boolean holdsPersonNumber() {
        return contract.field("person_token")
                .filter(f -> f.standard() == Standard.CITIZEN_NUMBER)
                .isPresent();
    }

    /** What a masked code shows, which may support a match and makes none. */
    private Column codeMask() {
        List<Column> masks = new ArrayList<>();
        for (String code : List.of("uscc", "tax_no")) {
            whereNotRead(code, "credit.uscc_mask").ifPresent(masks::add);
        }
        return masks.isEmpty() ? NO_TEXT : coalesce(masks.toArray(Column[]::new));
    }

    /** A function of what was sent for a column, where the column could not be read from it. */
    private Optional<Column> whereNotRead(String column, String function) {
        return filled(column)
                ? Optional.of(
                        when(col(column).isNull(), call_function(function, col(FieldColumns.sent(position(column))))))
                : Optional.empty();
    }

    private int position(String column) {
        for (int i = 0; i < contract.fields().size(); i++) {
            if (contract.fields().get(i).column().equals(column)) {
                return i;
            }
        }
        throw new IllegalArgumentException(column);
    }

    private org.apache.spark.sql.expressions.UserDefinedFunction token() {
        byte[] key = personKey;
        UDF1<String, String> token = number -> io.creditlake.standards.CitizenNumber.token(number, key);
        return org.apache.spark.sql.functions.udf(token, DataTypes.StringType);
    }

    private Column kind() {
        Column declared =
                filled("subject_kind") ? col("subject_kind") : lit(null).cast("string");
        Column byCode = filled("uscc")
                ? call_function("credit.subject_kind", col("uscc"))
                : lit(null).cast("string");
        Column person = filled("person_token")
                ? when(col("person_token").isNotNull(), lit("person"))
                : lit(null).cast("string");
        return coalesce(byCode, declared, person);
    }

    /** The subject's region: as sent, or as its codes say; else that of the department. */
    private Column region() {
        List<Column> regions = new ArrayList<>();
        if (filled("region")) {
            regions.add(col("region"));
        }
        if (filled("uscc")) {
            regions.add(when(
                    call_function("credit.uscc_valid", col("uscc")),
                    call_function("credit.region", col("uscc").substr(3, 6))));
        }
        if (filled("reg_no")) {
            regions.add(when(
                    call_function("credit.reg_no_valid", col("reg_no")),
                    call_function("credit.region", col("reg_no").substr(1, 6))));
        }
        regions.add(lit(contract.departmentRegion()));
        return coalesce(regions.toArray(Column[]::new));
    }

    private boolean filled(String column) {
        return contract.field(column).filter(Field::kept).isPresent();
    }

    private Column day(java.util.function.Function<RecordClass, String> which) {
        String column = which.apply(table.recordClass().orElseThrow());
        return filled(column) ? col(column) : lit(null).cast("date");
    }

    /** The id of the record, from its business key, and the hash of its content. */
    private Dataset<Row> withKeys(Dataset<Row> rows) {
        RecordClass recordClass = table.recordClass().orElseThrow();
        List<Column> key = new ArrayList<>(List.of(lit(recordClass.name())));
        Column complete = lit(true);
        for (String column : recordClass.businessKey()) {
            Column part = column.equals(RecordClass.SUBJECT_KEY) ? subjectKey() : col(column);
            key.add(text(part));
            complete = complete.and(part.isNotNull());
        }
        // Without a whole business key only an equal content is the same fact.
        key.add(when(complete, lit("")).otherwise(col("content_hash").cast("string")));
        return rows.withColumn("content_hash", contentHash(table))
                .withColumn(
                        "record_id",
                        xxhash64(concat_ws(SEPARATOR, key.toArray(Column[]::new)))
                                .bitwiseAND(lit(POSITIVE)));
    }

    /** A hash of the class columns. */
    static Column contentHash(TableContract table) {
        List<String> content = new ArrayList<>();
        table.ownColumns().forEach(c -> content.add(c.name()));
        if (!table.recordClass().orElseThrow().businessKey().contains(RecordClass.SUBJECT_KEY)) {
            // Such a class describes its subject: who that is belongs to what it says, not to what it is known by.
            content.addAll(IDENTITY);
        }
        List<Column> parts = new ArrayList<>();
        for (int i = 0; i < content.size(); i++) {
            // A value that is null leaves the hash as it is: the number tells whose value is lacking.
            parts.add(lit(i));
            parts.add(col(content.get(i)));
        }
        return xxhash64(parts.toArray(Column[]::new));
    }

    private static Column text(Column value) {
        return coalesce(value.cast("string"), lit(ABSENT));
    }

    /** The subject's best code, so that the same fact reported under different codes of one subject is one. */
    static Column subjectKey() {
        return coalesce(
                when(
                        call_function("credit.uscc_valid", col("uscc")),
                        call_function("credit.uscc_org_code", col("uscc"))),
                col("uscc"),
                col("org_code"),
                call_function("credit.tax_no_org_code", col("tax_no")),
                col("reg_no"),
                col("tax_no"),
                col("person_token"),
                call_function("credit.org_name_key", col("subject_name")));
    }
}
