package io.creditlake.dump;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** The cells of the row that a sheet's reader stands at; it grows with the row. */
final class CellRow {
    private static final int FIRST_ROOM = 64;

    private UTF8String[] cells = new UTF8String[FIRST_ROOM];
    private int width;

    /** Begins another row. */
    void clear() {
        Arrays.fill(cells, 0, width, null);
        width = 0;
    }

    /** Columns up to the last cell. */
    int width() {
        return width;
    }

    /** Puts a cell; {@link SheetCells#check} has let its address pass. */
    void put(int column, UTF8String value) {
        if (column >= cells.length) {
            cells = Arrays.copyOf(cells, Math.min(SheetCells.MOST_COLUMNS, Math.max(column + 1, cells.length * 2)));
        }
        cells[column] = value;
        width = Math.max(width, column + 1);
    }

    /** The cells, which stay as they are. */
    UTF8String[] copy() {
        return Arrays.copyOf(cells, width);
    }
}
