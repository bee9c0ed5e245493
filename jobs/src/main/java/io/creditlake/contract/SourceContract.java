package io.creditlake.contract;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code schemas/sources/<source>.yaml} says of a source.
 *
 * @param source name, also of its landing folder
 * @param file where the contract stands
 * @param department who sends it, in its own words
 * @param departmentRegion current six-digit region code of that department
 * @param recordClass class its rows become
 * @param format how its files are written
 * @param fields one for each column of the class that the source sends, in file order
 * @param rules rules over several fields, in file order
 * @param lateAfterWorkingDays working days after {@code occurred_on} beyond which a row counts as late; empty for never
 */
public record SourceContract(
        String source,
        Path file,
        String department,
        String departmentRegion,
        String recordClass,
        Format format,
        List<Field> fields,
        List<Rule> rules,
        Optional<Integer> lateAfterWorkingDays) {

    /**
     * How the files of a source are written.
     *
     * @param kind csv, xlsx or jsonl
     * @param charset name of a Java charset for text; ignored for xlsx
     * @param separator separator of csv
     * @param headerRows rows of header, after the title rows are skipped
     * @param titleRows rows above the header
     * @param sheet sheet of a workbook; empty for the first
     */
    public record Format(
            String kind, String charset, char separator, int headerRows, int titleRows, Optional<String> sheet) {}

    /**
     * A field of the source.
     *
     * @param column column of the record class it becomes
     * @param label what the department calls it
     * @param headers every header it is known by, the preferred one first
     * @param standard how it is normalised
     * @param required severity of its absence; empty when it may be absent
     * @param mustExist whether a delivery without any of its headers is refused
     * @param check severity of a failed check digit; empty when the standard has none or it is of no concern
     * @param codes value sent to value kept, when only these are allowed; empty for any
     * @param minimum smallest amount or earliest date allowed, as text of the standard
     * @param maximum largest amount or latest date allowed; {@code run_date} stands for the night
     * @param maxLength longest text allowed in characters
     * @param personal whether it may hold personal data, so that it is masked wherever it is shown
     */
    public record Field(
            String column,
            String label,
            List<String> headers,
            Standard standard,
            Optional<Severity> required,
            boolean mustExist,
            Optional<Severity> check,
            Map<String, String> codes,
            Optional<String> minimum,
            Optional<String> maximum,
            Optional<Integer> maxLength,
            boolean personal) {}

    /**
     * A rule over several fields.
     *
     * @param name name, unique in the contract
     * @param expression SQL over the columns of the class, {@code received_on} and {@code run_date}; a row for which it
     *     is false breaks the rule, null does not
     * @param severity what a breach does
     * @param field field that the message is filed under
     * @param message reason in the language of the department
     */
    public record Rule(String name, String expression, Severity severity, String field, String message) {}

    /** What breaking a rule does. */
    public enum Severity {
        /** The row is refused. */
        REJECT,
        /** The row becomes a record that carries the flag. */
        FLAG
    }

    /** The field of a column. */
    public Optional<Field> field(String column) {
        return fields.stream().filter(f -> f.column().equals(column)).findFirst();
    }
}
