package io.creditlake.standardise;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.SourceContract;
import io.creditlake.contract.Standard;
import io.creditlake.lake.TableContract.RecordClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** Who the rows of a source are about, and when, as their normalised columns and what was sent for them tell. */
final class RowSubject {
    private static final List<String> CODES = List.of("uscc", "org_code", "reg_no", "tax_no");
    private static final Column NO_TEXT = lit(null).cast("string");

    private final SourceContract contract;
    private final RecordClass recordClass;
    private final PersonKeys personKeys;

    RowSubject(SourceContract contract, RecordClass recordClass, PersonKeys personKeys) {
        this.contract = contract;
        this.recordClass = recordClass;
        this.personKeys = personKeys;
    }

    /** Adds the columns of every class that say who a row is about, and when. */
    Dataset<Row> added(Dataset<Row> rows) {
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
        Column sent = col(FieldColumns.sent(contract.position("person_token")));
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
        return contract.fills(column)
                ? Optional.of(when(
                        col(column).isNull(),
                        call_function(function, col(FieldColumns.sent(contract.position(column))))))
                : Optional.empty();
    }

    private UserDefinedFunction token() {
        PersonKeys keys = personKeys;
        UDF1<String, String> token = keys::token;
        return udf(token, DataTypes.StringType);
    }

    private Column kind() {
        Column declared =
                contract.fills("subject_kind") ? col("subject_kind") : lit(null).cast("string");
        Column byCode = contract.fills("uscc")
                ? call_function("credit.subject_kind", col("uscc"))
                : lit(null).cast("string");
        Column person = contract.fills("person_token")
                ? when(col("person_token").isNotNull(), lit("person"))
                : lit(null).cast("string");
        return coalesce(byCode, declared, person);
    }

    /** The subject's region: as sent, or as its codes say; else that of the department. */
    private Column region() {
        List<Column> regions = new ArrayList<>();
        if (contract.fills("region")) {
            regions.add(col("region"));
        }
        if (contract.fills("uscc")) {
            regions.add(when(
                    call_function("credit.uscc_valid", col("uscc")),
                    call_function("credit.region", col("uscc").substr(3, 6))));
        }
        if (contract.fills("reg_no")) {
            regions.add(when(
                    call_function("credit.reg_no_valid", col("reg_no")),
                    call_function("credit.region", col("reg_no").substr(1, 6))));
        }
        regions.add(lit(contract.departmentRegion()));
        return coalesce(regions.toArray(Column[]::new));
    }

    private Column day(Function<RecordClass, String> which) {
        String column = which.apply(recordClass);
        return contract.fills(column) ? col(column) : lit(null).cast("date");
    }
}
