package io.creditlake.standardise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_remove;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.DeliveryTerms;
import io.creditlake.contract.SourceContract;
import io.creditlake.contract.SourceContract.Rule;
import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.standardise.FieldColumns.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/** What the checks of a source's fields and its rules find in a row: each is an expression, and all stand in one pass. */
final class RowFindings {
    private static final String REASONS = "array<struct<field:string,value:string,rule:string,message:string>>";

    private final SourceContract contract;
    private final List<FieldColumns> fields;
    private final Optional<RowOperation> operation;
    private final List<Check> checks;

    RowFindings(SourceContract contract, List<FieldColumns> fields, Optional<RowOperation> operation) {
        this.contract = contract;
        this.fields = fields;
        this.operation = operation;
        this.checks = checks();
    }

    /** Why a row is refused; empty when it is not. */
    Column reasons() {
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
        Column shape = array(reason(lit(null), lit(DeliveryTerms.ROW_SHAPE), col("problem")));
        return when(col("problem").isNotNull(), shape).otherwise(ofRow);
    }

    private static Column reason(Column field, Column rule, Column message) {
        return struct(
                field.cast("string").as("field"),
                lit(null).cast("string").as("value"),
                rule.as("rule"),
                message.as("message"));
    }

    static Column noReason() {
        return expr("array()").cast(REASONS);
    }

    /** What a row is flagged with: rules that it breaks without being refused, and repairs of codes. */
    Column flags() {
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

    /** A reason filed under the field of a column; under none when the contract has no such field. */
    Column reason(String name, String column, String message) {
        return contract.field(column).isPresent()
                ? fields.get(contract.position(column)).reason(name, message)
                : reason(lit(null), lit(name), lit(message));
    }
}
