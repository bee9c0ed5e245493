package io.creditlake.dump;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.creditlake.standards.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV as spreadsheets like it: UTF-8 with a byte order mark, every cell quoted, whatever separates cells there. */
public final class CsvTable implements TableFile {
    private final CsvWriter csv;

    /** A table that goes to a stream, which it closes. */
    public CsvTable(OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .build(writer);
    }

    @Override
    public void row(List<?> cells) {
        csv.writeRecord(cells.stream().map(CsvTable::text).toList());
    }

    private static String text(Object cell) {
        if (cell == null) {
            return "";
        }
        if (cell instanceof Number) {
            return cell instanceof BigDecimal number ? number.toPlainString() : cell.toString();
        }
        return SafeText.of(cell.toString());
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
