package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A table on its way into a file that people open in a spreadsheet. What is written has left the memory soon after. */
public interface TableFile extends Closeable {
    /**
     * Adds a row.
     *
     * @param cells numbers, which stay numbers; other values as text that no spreadsheet takes for a formula; null for
     *     an empty cell
     */
    void row(List<?> cells) throws IOException;
}
