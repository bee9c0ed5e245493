package io.creditlake.dump;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.spark.unsafe.types.UTF8String;

/** Puts cells that come with their names in the order of a header. */
final class FieldRows {
    private final Map<String, Integer> positions = new HashMap<>();
    private final int width;

    FieldRows(List<String> header) {
        width = header.size();
        for (int i = 0; i < width; i++) {
            positions.put(header.get(i), i);
        }
    }

    /** The cells of a row; names that the header lacks are passed over. */
    UTF8String[] cells(Map<String, String> named) {
        UTF8String[] cells = new UTF8String[width];
        for (Entry<String, String> cell : named.entrySet()) {
            Integer position = positions.get(cell.getKey());
            if (position != null) {
                cells[position] = UTF8String.fromString(cell.getValue());
            }
        }
        return cells;
    }

    /** The cells of a row that cannot be read: none, and what was sent beyond the header, so that it can be shown. */
    UTF8String[] unreadable(String sent) {
        UTF8String[] cells = new UTF8String[width + 1];
        cells[width] = UTF8String.fromString(sent);
        return cells;
    }
}
