package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of a sheet in the order of the file, blank ones included. */
interface SheetCells extends Closeable {
    /** Rows and columns of the largest sheet. */
    int MOST_ROWS = 1 << 20;

    /** Columns of the widest sheet. */
    int MOST_COLUMNS = 1 << 14;

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException;

    /** Number of the row in its sheet, from 0. */
    int row();

    /** Its cells; null for one that is blank or an error. */
    UTF8String[] cells();

    /** The merged areas; all of them once the last row has been read, behind which they stand. */
    Merges merges();

    /** Refuses what no sheet has room for: room is made for every cell before it. */
    static void check(long row, long column) throws FaultyFileException {
        if (row < 0 || row >= MOST_ROWS || column < 0 || column >= MOST_COLUMNS) {
            throw new FaultyFileException("工作簿中有单元格的地址超出工作表的范围，请重新导出后报送");
        }
    }
}
