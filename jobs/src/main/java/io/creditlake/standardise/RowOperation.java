package io.creditlake.standardise;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Operation;
import io.creditlake.contract.Pull.Operations;
import io.creditlake.contract.SourceContract;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * What a pulled row says has happened to it, as expressions over the values as sent.
 *
 * @param operations the values and their meanings
 * @param field place of the field that holds them
 * @param changeField place of the field that says when
 */
record RowOperation(Operations operations, int field, int changeField) {
    /** Rule of a row whose operation is none that is agreed. */
    static final String RULE = "operation";

    /** That of a source whose pull has one. */
    static Optional<RowOperation> of(SourceContract contract) {
        return contract.pull()
                .flatMap(Pull::operations)
                .map(operations -> new RowOperation(
                        operations,
                        contract.fieldOfHeader(operations.column()),
                        contract.fieldOfHeader(contract.pull().orElseThrow().changeColumn())));
    }

    private Column sent() {
        return trim(coalesce(col(FieldColumns.sent(field)), lit("")));
    }

    /** Whether the value has no meaning. */
    Column isUnknown() {
        return not(sent().isin(operations.meanings().keySet().toArray()));
    }

    /** Whether the row takes its fact back. */
    Column withdraws() {
        return sent().isin(operations.meanings().entrySet().stream()
                .filter(e -> e.getValue() == Operation.DELETE)
                .map(Map.Entry::getKey)
                .toArray());
    }

    /** The day of the change; of a change column that counts, the night. */
    Column changedOn(LocalDate night) {
        Column change = col(FieldColumns.sent(changeField));
        return coalesce(when(change.rlike("^\\d{4}-\\d{2}-\\d{2}"), call_function("credit.day", change)), lit(night));
    }

    /** What is wrong with a value of no meaning, in the language of the department. */
    String message() {
        return "操作标志不是约定的 " + String.join("、", operations.meanings().keySet());
    }
}
