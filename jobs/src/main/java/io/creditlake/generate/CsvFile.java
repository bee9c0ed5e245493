package io.creditlake.generate;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A text with a separator. */
final class CsvFile implements RowFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CsvWriter writer;

    CsvFile(Path file, Layout layout) throws IOException {
        Writer out = new BufferedWriter(Files.newBufferedWriter(file, layout.charset()), 1 << 16);
        if (layout.mark()) {
            out.write(BYTE_ORDER_MARK);
        }
        writer = CsvWriter.builder()
                .fieldSeparator(layout.format().separator())
                .lineDelimiter(LineDelimiter.CRLF)
                .build(out);
        layout.headers().forEach(writer::writeRecord);
    }

    @Override
    public void write(List<Cell> row) {
        CsvWriter.CsvWriterRecord out = writer.writeRecord();
        row.forEach(cell -> out.writeField(cell.text()));
        out.endRecord();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
