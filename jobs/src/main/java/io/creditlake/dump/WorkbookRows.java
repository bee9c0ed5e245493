package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** Rows of the first sheet of an Office Open XML workbook. Dates are their serial numbers, as the file has them. */
final class WorkbookRows implements Rows {
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private UTF8String[] cells = new UTF8String[0];

    WorkbookRows(InputStream in) throws IOException {
        workbook = new ReadableWorkbook(in);
        stream = workbook.getFirstSheet().openStream();
        rows = stream.iterator();
    }

    @Override
    public boolean next() {
        while (rows.hasNext()) {
            Row row = rows.next();
            UTF8String[] found = new UTF8String[row.getCellCount()];
            boolean blank = true;
            for (int i = 0; i < found.length; i++) {
                found[i] = text(row.getCell(i));
                blank &= found[i] == null;
            }
            if (!blank) {
                cells = found;
                return true;
            }
        }
        return false;
    }

    private static UTF8String text(Cell cell) {
        if (cell == null || cell.getType() == CellType.EMPTY || cell.getType() == CellType.ERROR) {
            return null;
        }
        String text = cell.getType() == CellType.STRING || cell.getType() == CellType.FORMULA
                ? cell.getText()
                : cell.getRawValue();
        return text == null || text.isBlank() ? null : UTF8String.fromString(text);
    }

    @Override
    public UTF8String[] cells() {
        return cells;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
