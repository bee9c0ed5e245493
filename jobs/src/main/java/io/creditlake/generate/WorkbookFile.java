package io.creditlake.generate;

import io.creditlake.dump.WorkbookTable;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A workbook with one sheet. fastexcel writes the time of day into it, so that it is written aside first and copied
 * without.
 */
final class WorkbookFile implements RowFile {
    /** Rows after which the sheet goes to the file and out of memory. */
    private static final int FLUSH = 1000;

    private final Path file;
    private final Path draft;
    private final OutputStream out;
    private final Workbook workbook;
    private final Worksheet sheet;
    private int next;

    WorkbookFile(Path file, Layout layout, String title) throws IOException {
        this.file = file;
        this.draft = file.resolveSibling("." + file.getFileName() + ".draft");
        this.out = new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16);
        this.workbook = new Workbook(out, "creditlake", "1.0");
        this.sheet = workbook.newWorksheet("Sheet1");
        int columns = layout.headers().get(0).size();
        if (layout.title()) {
            sheet.inlineString(next, 0, title);
            sheet.range(next, 0, next, columns - 1).merge();
            next++;
        }
        for (List<String> headers : layout.headers()) {
            for (int i = 0; i < columns; i++) {
                sheet.inlineString(next, i, headers.get(i));
            }
            next++;
        }
    }

    @Override
    public void write(List<Cell> row) throws IOException {
        for (int i = 0; i < row.size(); i++) {
            Cell cell = row.get(i);
            if (cell.text().isEmpty()) {
                continue;
            }
            if (cell.form() == Cell.Form.TEXT) {
                sheet.inlineString(next, i, cell.text());
            } else {
                sheet.value(next, i, new BigDecimal(cell.text()));
            }
            if (cell.form() == Cell.Form.DAY) {
                sheet.style(next, i).format("yyyy-mm-dd").set();
            }
        }
        next++;
        if (next % FLUSH == 0) {
            sheet.flush();
        }
    }

    @Override
    public void close() throws IOException {
        workbook.finish();
        out.close();
        WorkbookTable.settle(draft, new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        Files.delete(draft);
    }
}
