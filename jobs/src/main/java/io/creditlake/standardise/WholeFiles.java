package io.creditlake.standardise;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.creditlake.dump.DumpSource.DumpFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/** Which tables are of one file. A file is known by the place of its first table. */
final class WholeFiles {
    private final Map<Integer, Integer> firstOf = new HashMap<>();

    WholeFiles(List<DumpFile> tables) {
        Map<String, Integer> firsts = new HashMap<>();
        for (DumpFile table : tables) {
            String file = table.deliveryId() + " " + table.file();
            firstOf.put(table.index(), firsts.computeIfAbsent(file, f -> table.index()));
        }
    }

    /** The file of a row, from {@code file_index}. */
    Column column() {
        Column file = col("file_index");
        for (int first : new TreeSet<>(firstOf.values())) {
            Set<Integer> tables = tables(Set.of(first));
            if (tables.size() > 1) {
                file = when(col("file_index").isin(tables.toArray()), lit(first))
                        .otherwise(file);
            }
        }
        return file;
    }

    /** The tables of some files. */
    Set<Integer> tables(Set<Integer> files) {
        Set<Integer> tables = new TreeSet<>();
        firstOf.forEach((table, first) -> {
            if (files.contains(first)) {
                tables.add(table);
            }
        });
        return tables;
    }
}
