package io.creditlake.lake;

import java.util.Map;

/**
 * How a table is called where lineage is told: the same whatever catalog leads to it.
 *
 * @param namespace the lake, as a URI
 * @param name the table, such as {@code record.penalty}
 */
public record LineageName(String namespace, String name) {
    /** The name of a table of a lake. */
    static LineageName of(String lake, TableName table) {
        return new LineageName(namespaceOf(lake), table.toString());
    }

    /** What all tables of a lake have in common. */
    public static String namespaceOf(String lake) {
        return FileSystems.isUri(lake) ? lake : "file://" + lake;
    }

    /** Properties of a table by which OpenLineage's listener in Spark knows it; it does not know every catalog. */
    Map<String, String> properties() {
        return Map.of("openlineage.dataset.namespace", namespace, "openlineage.dataset.name", name);
    }
}
