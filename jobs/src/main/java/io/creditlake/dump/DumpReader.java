package io.creditlake.dump;

import io.creditlake.dump.Layout.Part;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** Opens the rows of a part of a file whose layout is known. */
public final class DumpReader {
    private DumpReader() {}

    /** The data rows of a part; titles and headers are passed over. */
    public static Rows open(Layout layout, Part part, Bytes bytes) throws IOException {
        InputStream raw = bytes.open(part.offset());
        InputStream in = part.length() > 0 ? new LimitedStream(raw, part.length()) : raw;
        Rows rows =
                switch (layout.kind()) {
                    case CSV -> new CsvRows(Utf8Stream.of(in, Charset.forName(layout.charset())), layout.separator());
                    case JSONL -> new JsonRows(Utf8Stream.of(in, Charset.forName(layout.charset())), layout.header());
                    case XLSX -> new WorkbookRows(in);
                    default -> throw new IllegalStateException("no reader of " + layout.kind());
                };
        for (int i = 0; i < part.skip(); i++) {
            rows.next();
        }
        return rows;
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
