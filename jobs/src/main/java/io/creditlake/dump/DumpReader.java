package io.creditlake.dump;

import io.creditlake.contract.SourceContract.Kind;
import io.creditlake.dump.Layout.Part;
import io.creditlake.dump.Layout.Sheet;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Set;

/** Opens the rows of a part of a table whose layout is known. */
public final class DumpReader {
    private DumpReader() {}

    /** The data rows of a part of a file; titles and headers are passed over. */
    public static Rows open(Layout layout, Part part, Bytes file) throws IOException {
        Bytes content = Archives.at(file, layout.place().members());
        Rows rows =
                switch (layout.kind()) {
                    case CSV -> new CsvRows(text(layout, part, content), layout.separator());
                    case JSONL, JSON, XML -> named(layout, part, content).under(new FieldRows(layout.header()));
                    case XLSX, XLS -> sheet(layout, content);
                    case PARQUET -> new ParquetRows(LocalCopy.seekable(content), part.offset(), part.length());
                };
        for (int i = 0; i < part.skip(); i++) {
            rows.next();
        }
        return rows;
    }

    private static InputStream text(Layout layout, Part part, Bytes content) throws IOException {
        InputStream raw = content.open(part.offset());
        InputStream in = part.length() > 0 ? new LimitedStream(raw, part.length()) : raw;
        return Utf8Stream.of(in, Charset.forName(layout.charset()));
    }

    /** The rows of a document whose cells have names. */
    static NamedRows named(Layout layout, Part part, Bytes content) throws IOException {
        InputStream utf8 = text(layout, part, content);
        return switch (layout.kind()) {
            case JSONL -> new JsonRows(utf8);
            case JSON -> new JsonArrayRows(utf8, layout.path());
            case XML -> new XmlRows(utf8, layout.path());
            default -> throw new IllegalStateException("no names in " + layout.kind());
        };
    }

    /** A workbook, to be closed. */
    static Book book(Kind kind, Bytes content) throws IOException {
        return kind == Kind.XLS ? new XlsBook(content) : new XlsxBook(content);
    }

    private static Rows sheet(Layout layout, Bytes content) throws IOException {
        Sheet sheet = layout.place().sheet();
        Bytes local = layout.kind() == Kind.XLS ? content : LocalCopy.seekable(content);
        Book book = book(layout.kind(), local);
        Merges merges = sheet.merged() ? book.merges(sheet.index()) : new Merges();
        return new SheetRows(book.open(sheet.index(), Set.copyOf(sheet.days())), merges, () -> {
            try {
                book.close();
                LocalCopy.release(local);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The first bytes of a stream. */
    private static final class LimitedStream extends FilterInputStream {
        private long left;

        LimitedStream(InputStream in, long length) {
            super(in);
            left = length;
        }

        @Override
        public int read() throws IOException {
            if (left == 0) {
                return -1;
            }
            int b = super.read();
            left -= b < 0 ? left : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int n = super.read(target, offset, (int) Math.min(length, left));
            left -= n < 0 ? left : n;
            return n;
        }
    }
}
