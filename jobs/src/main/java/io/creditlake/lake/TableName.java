package io.creditlake.lake;

import java.util.Set;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/**
 * The name of a table of the lake, such as {@code record.penalty}.
 *
 * @param namespace ops, record, subject, grade or supervision
 * @param table name inside it
 */
public record TableName(String namespace, String table) {
    private static final Set<String> SPEAKING = Set.of("record", "subject", "supervision");

    /** Parses {@code namespace.table}. */
    public static TableName of(String name) {
        int dot = name.indexOf('.');
        if (dot <= 0 || dot != name.lastIndexOf('.') || dot == name.length() - 1) {
            throw new IllegalArgumentException("not a name of the form namespace.table: " + name);
        }
        return new TableName(name.substring(0, dot), name.substring(dot + 1));
    }

    /** Whether rows of the table hold what records say, or what is made of it. */
    public boolean holdsWhatRecordsSay() {
        return SPEAKING.contains(namespace);
    }

    TableIdentifier identifier() {
        return TableIdentifier.of(Namespace.of(namespace), table);
    }

    @Override
    public String toString() {
        return namespace + "." + table;
    }
}
