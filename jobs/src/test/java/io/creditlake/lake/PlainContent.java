package io.creditlake.lake;

import io.creditlake.config.Settings;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;

/** What the tables of a release hold, whatever the order and the files of their rows, read without an engine. */
public final class PlainContent {
    private PlainContent() {}

    /** For each released table of a release its number of rows and the sum of their hashes. */
    public static Map<String, String> of(Settings settings, String release) {
        TableContracts contracts = TableContracts.load(settings.folders().schemas());
        try (ReleaseTables tables = ReleaseTables.open(settings, contracts, Optional.of(release))) {
            return of(tables);
        }
    }

    /** For each released table its number of rows and the sum of their hashes. */
    public static Map<String, String> of(ReleaseTables tables) {
        Map<String, String> content = new TreeMap<>();
        for (TableContract contract : tables.contracts().released()) {
            List<String> columns = contract.reproducibleColumns();
            long[] rowsAndHash = new long[2];
            tables.scan(contract.name().toString(), Expressions.alwaysTrue(), columns, row -> {
                rowsAndHash[0]++;
                rowsAndHash[1] += hash(row, columns);
            });
            content.put(contract.name().toString(), rowsAndHash[0] + " rows, " + rowsAndHash[1]);
        }
        return content;
    }

    private static long hash(Record row, List<String> columns) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
            Object value = row.getField(column);
            // The text of a buffer tells nothing of what is in it.
            values.add(String.valueOf(value instanceof ByteBuffer bytes ? bytes.hashCode() : value));
        }
        String text = String.join("\u0000", values);
        return text.hashCode() * 31L
                + new StringBuilder(text).reverse().toString().hashCode();
    }
}
