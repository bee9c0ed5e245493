package io.creditlake.contract;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code schemas/sources/<source>.yaml} says of a source.
 *
 * @param source name, also of its landing folder
 * @param file where the contract stands
 * @param label what it sends, in Chinese
 * @param department who sends it, in its own words
 * @param departmentRegion current six-digit region code of that department
 * @param recordClass class its rows become
 * @param formats how its files are written; the first whose pattern fits a file's name reads it
 * @param fields one for each thing the source sends, in file order
 * @param rules rules over several fields, in file order
 * @param unique what must differ between the facts of a file, in file order
 * @param delivery what must hold of deliveries as a whole
 * @param lateAfterWorkingDays working days after {@code occurred_on} beyond which a row counts as late; empty for never
 * @param authority weight of what it says of a fact that others report too, from 0 to 100
 * @param generated whether {@code creditlake generate} and the demo write dumps of this source
 * @param pull how its rows are read from a database; empty for a source that only sends files
 */
public record SourceContract(
        String source,
        Path file,
        String label,
        String department,
        String departmentRegion,
        String recordClass,
        List<Format> formats,
        List<Field> fields,
        List<Rule> rules,
        List<Unique> unique,
        DeliveryTerms delivery,
        Optional<Integer> lateAfterWorkingDays,
        int authority,
        boolean generated,
        Optional<Pull> pull) {

    /** How the rows of a file are written. */
    public enum Kind {
        /** Text with a separator. */
        CSV,
        /** Office Open XML workbook. */
        XLSX,
        /** Binary workbook of Excel 5.0 to 2003. */
        XLS,
        /** XML in which every record is an element. */
        XML,
        /** One JSON object a line. */
        JSONL,
        /** A JSON document with an array of objects. */
        JSON,
        /** Apache Parquet. */
        PARQUET
    }

    /**
     * How some files of a source are written. Title rows above the header and a second header row are found by looking
     * for the headers of the fields, so they are not stated; a zip or gzip of such files is no format of its own.
     *
     * @param files pattern of file names, such as {@code *.csv}
     * @param kind how the rows are written
     * @param charsets names of Java charsets, the likeliest first; of text kinds only
     * @param separators separators of csv, of which each file has one, the likeliest first
     * @param rows of xml the path of the record element ({@code Message/Body/Record}), of json the keys that lead to the
     *     array of rows ({@code data.rows}, empty when the document itself is the array)
     * @param sheets pattern of the names of a workbook's sheets to read; empty for those with a header that is known
     */
    public record Format(
            String files, Kind kind, List<String> charsets, List<Character> separators, String rows, String sheets)
            implements Serializable {
        /** The likeliest separator. */
        public char separator() {
            return separators.get(0);
        }
    }

    /**
     * A field of the source.
     *
     * @param column column of the record class it becomes; a name of its own when it is not kept
     * @param kept whether it becomes a column; a field that is not kept is known, so that it is no surprise, and masked
     *     where it is personal
     * @param label what the department calls it
     * @param headers every header it is known by, the preferred one first
     * @param standard how it is normalised
     * @param required severity of its absence; empty when it may be absent
     * @param mustExist whether a delivery without any of its headers is refused
     * @param check severity of a failed check (check digit, unknown region or code); empty when it is of no concern
     * @param codes value sent to value kept, when only these are allowed; empty for any
     * @param limits what may be of a readable value
     * @param personal whether it may hold personal data, so that it is masked wherever it is shown as it came
     * @param otherwise what is kept where a row says nothing, as when the source is about one kind alone; empty for
     *     nothing
     */
    public record Field(
            String column,
            boolean kept,
            String label,
            List<String> headers,
            Standard standard,
            Optional<Severity> required,
            boolean mustExist,
            Optional<Severity> check,
            Map<String, String> codes,
            Limits limits,
            boolean personal,
            Optional<String> otherwise) {}

    /**
     * What a readable value of a field may be.
     *
     * @param minimum smallest number or earliest date, as text of the standard; {@code run_date} stands for the night
     * @param maximum largest number or latest date, likewise
     * @param minLength shortest text in characters
     * @param maxLength longest text in characters
     * @param pattern regular expression that is found in the value
     * @param severity what a value beyond them does
     */
    public record Limits(
            Optional<String> minimum,
            Optional<String> maximum,
            Optional<Integer> minLength,
            Optional<Integer> maxLength,
            Optional<String> pattern,
            Severity severity) {}

    /**
     * A rule over several fields.
     *
     * @param name name, unique in the contract
     * @param expression SQL over the columns of the class and {@code run_date}; a row for which it is false breaks the
     *     rule, null does not
     * @param severity what a breach does
     * @param field column that the message is filed under
     * @param message reason in the language of the department
     * @param line line of the contract, for messages about the expression
     */
    public record Rule(String name, String expression, Severity severity, String field, String message, int line) {}

    /**
     * Values that only one fact of a file may have; rows of the same business key are the same fact.
     *
     * @param name name, unique in the contract but for {@code unique}, which is that of a single field
     * @param columns columns that make up the value; a row that lacks one is not compared
     * @param severity what it does to each of the rows
     * @param message reason in the language of the department
     */
    public record Unique(String name, List<String> columns, Severity severity, String message) {
        /** As it stands in {@code flags}. */
        public String breach() {
            return DeliveryTerms.breach(columns.get(0), name);
        }
    }

    /** What breaking a rule does. */
    public enum Severity {
        /** The row is refused. */
        REJECT,
        /** The row becomes a record that carries the flag. */
        FLAG,
        /** The whole file is refused. */
        REFUSE;

        /** Whether the row cannot become a record. */
        public boolean refusesRow() {
            return this != FLAG;
        }

        /** The severity of a word of a contract; empty for another word. */
        static Optional<Severity> of(String word) {
            return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
        }

        /** Every word. */
        static List<String> words() {
            return Arrays.stream(values()).map(Severity::word).toList();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The field of a column. */
    public Optional<Field> field(String column) {
        return fields.stream().filter(f -> f.column().equals(column)).findFirst();
    }

    /** Whether a field becomes a column of the record class. */
    public boolean fills(String column) {
        return field(column).filter(Field::kept).isPresent();
    }

    /**
     * The place of the field of a column.
     *
     * @throws IllegalArgumentException when there is none
     */
    public int position(String column) {
        return fields.indexOf(field(column).orElseThrow(() -> new IllegalArgumentException(column)));
    }

    /** The place among the fields of the one that a header stands for, whatever its case; -1 when there is none. */
    public int fieldOfHeader(String header) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).headers().stream().anyMatch(header::equalsIgnoreCase)) {
                return i;
            }
        }
        return -1;
    }

    /** The columns of the record class that this source fills, in file order. */
    public List<Field> keptFields() {
        return fields.stream().filter(Field::kept).toList();
    }
}
