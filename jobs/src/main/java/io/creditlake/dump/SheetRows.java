package io.creditlake.dump;

import io.creditlake.dump.Merges.Area;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of a sheet. An area merged over several rows gives its value to the first column of each of them; what is merged
 * over columns only, a heading or a note, stands in its first cell. A row without a cell of its own is blank.
 */
final class SheetRows implements Rows {
    private final SheetCells source;
    private final Area[] areas;
    private final Runnable onClose;
    private int begun;
    private final List<Filled> open = new ArrayList<>();
    private UTF8String[] cells = new UTF8String[0];

    /** An area that has begun, with its value. */
    private record Filled(Area area, UTF8String value) {}

    /**
     * The rows of some cells.
     *
     * @param merges the merged areas of the sheet
     * @param onClose what to do in the end
     */
    SheetRows(SheetCells source, Merges merges, Runnable onClose) {
        this.source = source;
        this.areas = merges.tall();
        this.onClose = onClose;
    }

    @Override
    public boolean next() throws IOException {
        while (source.next()) {
            UTF8String[] own = source.cells();
            cells = areas.length == 0 ? own : filled(source.row(), own);
            for (UTF8String cell : own) {
                if (cell != null) {
                    return true;
                }
            }
        }
        return false;
    }

    private UTF8String[] filled(int row, UTF8String[] own) {
        open.removeIf(f -> f.area().lastRow() < row);
        UTF8String[] filled = own;
        for (Filled f : open) {
            int column = f.area().firstColumn();
            if (f.value() != null && (column >= own.length || own[column] == null)) {
                filled = filled == own ? own.clone() : filled;
                filled = column < filled.length ? filled : Arrays.copyOf(filled, column + 1);
                filled[column] = f.value();
            }
        }
        for (; begun < areas.length && areas[begun].firstRow() <= row; begun++) {
            Area area = areas[begun];
            int column = area.firstColumn();
            if (area.firstRow() == row && column < own.length) {
                open.add(new Filled(area, own[column]));
            }
        }
        return filled;
    }

    @Override
    public UTF8String[] cells() {
        return cells;
    }

    @Override
    public long line() {
        return source.row() + 1L;
    }

    @Override
    public void close() throws IOException {
        try {
            source.close();
        } finally {
            onClose.run();
        }
    }
}
