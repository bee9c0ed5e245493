package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Rows of separated text in UTF-8. A quote opens a quoted cell only at its beginning; inside, two quotes are one, and
 * separators and line ends are text. Anything after a closing quote is taken as text. A row of one empty cell is blank.
 * {@link CellState} says the same byte by byte; here the bytes between are passed over at once and copied only behind a
 * doubled or closing quote, so that cells point into the buffer.
 */
final class CsvRows implements Rows {
    private static final int BUFFER = 1 << 16;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_ENDS = ONES * '\n';
    private static final long QUOTES = ONES * '"';

    private final InputStream in;
    private final byte separator;
    private final long separators;
    private byte[] buffer = new byte[BUFFER];
    private int limit;
    private int position;
    /** Where the row begins in the buffer; places of its cells count from there, for the buffer may move. */
    private int row;
    /** Where the text of the cell ends so far; before {@link #position} when quotes were left out. */
    private int end;

    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int count;

    CsvRows(InputStream utf8, char separator) {
        this.in = utf8;
        this.separator = (byte) separator;
        this.separators = ONES * (this.separator & 0xff);
    }

    @Override
    public boolean next() throws IOException {
        while (readRow()) {
            if (count > 1 || ends[0] > starts[0]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public UTF8String[] cells() {
        UTF8String[] cells = new UTF8String[count];
        for (int i = 0; i < count; i++) {
            cells[i] = UTF8String.fromBytes(buffer, row + starts[i], ends[i] - starts[i]);
        }
        return cells;
    }

    private boolean readRow() throws IOException {
        row = position;
        count = 0;
        if (!hasMore()) {
            return false;
        }
        while (readCell()) {
            // The separator was passed over; at the end of the file an empty cell follows it.
        }
        return true;
    }

    /** Reads a cell and what ends it; false when that was the end of the row. */
    private boolean readCell() throws IOException {
        boolean quoted = hasMore() && buffer[position] == '"';
        position += quoted ? 1 : 0;
        int start = position - row;
        end = position;
        if (quoted) {
            readQuoted();
        }
        int plain = end - row;
        while (true) {
            int stop = indexOf(separators, LINE_ENDS);
            append(position, stop);
            if (stop < limit || !hasMore()) {
                break;
            }
        }
        boolean goesOn = position < limit && buffer[position] == separator;
        if (!goesOn && end - row > plain && buffer[end - 1] == '\r') {
            // The carriage return of a line end is no text; the one before a closing quote is.
            end--;
        }
        endCell(start);
        position += position < limit ? 1 : 0;
        return goesOn;
    }

    /** Reads to behind the closing quote, or to the end of the file. */
    private void readQuoted() throws IOException {
        while (hasMore()) {
            int stop = indexOf(QUOTES, QUOTES);
            append(position, stop);
            if (stop < limit) {
                position++;
                if (!hasMore() || buffer[position] != '"') {
                    return;
                }
                append(position, position + 1);
            }
        }
    }

    /**
     * Where the next of two bytes is, or the limit. Looks at eight bytes at once: of those that hold neither, none
     * becomes zero by taking one away or the other.
     *
     * @param one a byte eight times
     * @param other another
     */
    private int indexOf(long one, long other) {
        byte[] bytes = buffer;
        int last = limit - Long.BYTES;
        int at = position;
        while (at <= last) {
            long eight = (long) EIGHT.get(bytes, at);
            long found = zeros(eight ^ one) | zeros(eight ^ other);
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >> 3);
            }
            at += Long.BYTES;
        }
        while (at < limit && bytes[at] != (byte) one && bytes[at] != (byte) other) {
            at++;
        }
        return at;
    }

    /** The high bit of the lowest byte that is zero, and perhaps of higher ones; 0 when none is zero. */
    private static long zeros(long eight) {
        return (eight - ONES) & ~eight & (ONES << 7);
    }

    /** Takes bytes of the buffer into the cell and passes over them. */
    private void append(int from, int to) {
        if (end < from) {
            System.arraycopy(buffer, from, buffer, end, to - from);
        }
        end += to - from;
        position = to;
    }

    private void endCell(int start) {
        if (count == ends.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end - row;
    }

    /** Whether there is a byte at the position; the row so far stays in the buffer. */
    private boolean hasMore() throws IOException {
        if (position < limit) {
            return true;
        }
        int kept = limit - row;
        if (row > 0) {
            System.arraycopy(buffer, row, buffer, 0, kept);
        } else if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        position -= row;
        end -= row;
        row = 0;
        limit = kept;
        int more = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(more, 0);
        return position < limit;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
