package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A workbook of any format, its sheets read one at a time as a stream. */
interface Book extends Closeable {
    /**
     * A sheet of cells.
     *
     * @param name its name
     * @param hidden whether it is hidden from its reader
     */
    record Sheet(String name, boolean hidden) {}

    /** The sheets in the order of the workbook; charts and macros are none. */
    List<Sheet> sheets();

    /** Whether its days count from 1904-01-01. */
    boolean countsFrom1904();

    /**
     * The cells of a sheet.
     *
     * @param sheet its place among {@link #sheets}
     * @param days positions of cells whose plain numbers are days of the book's calendar
     */
    SheetCells open(int sheet, Set<Integer> days) throws IOException;

    /** The merged areas of a sheet. */
    default Merges merges(int sheet) throws IOException {
        try (SheetCells cells = open(sheet, Set.of())) {
            boolean more = true;
            while (more) {
                more = cells.next();
            }
            return cells.merges();
        }
    }
}
