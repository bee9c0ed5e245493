package io.creditlake.publish.view;

import io.creditlake.lake.Condition;
import io.creditlake.lake.TableContract;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Rows of one table for readers outside of the lake.
 *
 * @param id id: the name of its file, and of the folder it is written to
 * @param title its name in Chinese
 * @param audience who may read it
 * @param table the table whose rows it shows, one each
 * @param where which of the rows that the audience may see; empty for all
 * @param policy the policy whose grade of the subject is at hand as {@code grade}; empty for none
 * @param persons whether rows about natural persons are among them, masked
 * @param shown personal columns that the law wants shown as they are, where the party is no natural person
 * @param columns what is written of a row, in order
 * @param split whether each region or department gets files of its own; empty when all share them
 * @param mode what a night writes
 * @param confirmed whether changes are counted from the last release whose files its reader has confirmed
 * @param layout how it is written
 * @param terms hash of its file: another one is another publication, of which all rows go out
 */
public record Publication(
        String id,
        String title,
        Audience audience,
        TableContract table,
        Optional<Condition> where,
        Optional<String> policy,
        boolean persons,
        List<String> shown,
        List<Output> columns,
        Optional<Split> split,
        Mode mode,
        boolean confirmed,
        Layout layout,
        String terms) {

    /**
     * A column of the files.
     *
     * @param name its name
     * @param label its name in Chinese; the same as the name where nothing else was said
     * @param sql its value
     */
    public record Output(String name, String label, Condition sql) {}

    /** By what it is split. */
    public enum Split {
        /** By the city of the subject. */
        CITY,
        /** By the department that sent the record. */
        DEPARTMENT
    }

    /** What a night writes. */
    public enum Mode {
        /** All rows. */
        FULL,
        /** The rows that differ from a release before; all rows on the first night, and on the first of a month. */
        CHANGES
    }

    /**
     * How files look.
     *
     * @param format how rows are written
     * @param header the names in the first line of a file
     * @param charset name of the charset
     * @param rows rows of a file at most
     */
    public record Layout(Format format, Header header, String charset, int rows) implements Serializable {}

    /** How rows are written. */
    public enum Format {
        /** Comma separated, exactly what the value is. */
        CSV,
        /** Comma separated for people with a spreadsheet: with a byte order mark, and no text that it would compute. */
        SPREADSHEET,
        /** A JSON object a line. */
        JSONL
    }

    /** The first line or lines of a file. */
    public enum Header {
        /** The names of the columns. */
        NAMES,
        /** Their Chinese names. */
        LABELS,
        /** A line of each. */
        BOTH
    }
}
