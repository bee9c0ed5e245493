package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of separated text in UTF-8. A quote opens a quoted cell only at its beginning; inside, two quotes are one, and
 * separators and line ends are text. Anything after a closing quote is taken as text. A row of one empty cell is blank.
 */
final class CsvRows implements Rows {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte separator;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] text = new byte[1024];
    private int length;
    private int[] ends = new int[64];
    private int count;

    CsvRows(InputStream utf8, char separator) {
        this.in = utf8;
        this.separator = (byte) separator;
    }

    @Override
    public boolean next() throws IOException {
        while (readRow()) {
            if (count > 1 || length > 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public UTF8String[] cells() {
        UTF8String[] cells = new UTF8String[count];
        int start = 0;
        for (int i = 0; i < count; i++) {
            cells[i] = UTF8String.fromBytes(Arrays.copyOfRange(text, start, ends[i]));
            start = ends[i];
        }
        return cells;
    }

    private boolean readRow() throws IOException {
        length = 0;
        count = 0;
        int last = -1;
        CellState state = CellState.START;
        while (true) {
            int b = read();
            if (b < 0 && last < 0) {
                return false;
            }
            CellState next = b < 0 ? CellState.ROW_END : state.after((byte) b, separator);
            if (next == CellState.ROW_END) {
                // The carriage return of a line end is no text; in a quoted cell the last byte is its quote.
                length -= last == '\r' && state == CellState.PLAIN ? 1 : 0;
                endCell();
                return true;
            }
            if (next == CellState.START) {
                endCell();
            } else if (state.isText((byte) b)) {
                append((byte) b);
            }
            last = b;
            state = next;
        }
    }

    private void endCell() {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count++] = length;
    }

    private void append(byte b) {
        if (length == text.length) {
            text = Arrays.copyOf(text, length * 2);
        }
        text[length++] = b;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer, 0, BUFFER);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
