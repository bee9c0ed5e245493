package io.creditlake.dump;

import io.creditlake.dump.Layout.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the rows of a text file and finds offsets at which it can be cut, in one pass over its bytes. Only charsets in
 * which the bytes of quotes, line ends and separators mean nothing else can be cut; of others the file is one part.
 */
final class TextScanner {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_ROW = 16 << 20;
    private static final int MOST_CELLS = 1 << 14;
    /** Stands for the second byte of a pair, which may look like a separator. */
    private static final byte OTHER = 'x';

    private final byte separator;
    private final boolean quotes;
    private final long partBytes;

    private final List<Part> parts = new ArrayList<>();
    private long rows;

    /**
     * A scanner for one file.
     *
     * @param separator separator of cells, or 0 when a line is one cell
     * @param quotes whether quotes hide line ends
     * @param partBytes bytes of a part at least
     */
    TextScanner(char separator, boolean quotes, long partBytes) {
        this.separator = (byte) separator;
        this.quotes = quotes;
        this.partBytes = partBytes;
    }

    /** Data rows met. */
    long rows() {
        return rows;
    }

    /** Pieces that can be read apart. */
    List<Part> parts() {
        return List.copyOf(parts);
    }

    /**
     * Reads the file to its end.
     *
     * @param bytes the file
     * @param start bytes of a byte order mark
     * @param charset charset in which the bytes decode
     * @param skip rows of titles and headers
     * @throws DumpException when the text does not fall into rows
     */
    void scan(Bytes bytes, int start, Charset charset, int skip) throws IOException, DumpException {
        rows = 0;
        parts.clear();
        boolean cut = Charsets.keepsAscii(charset);
        try (InputStream in = cut ? bytes.open(start) : Utf8Stream.of(bytes.open(start), charset)) {
            findRows(in, cut ? start : 0, cut && Charsets.isPaired(charset), skip);
        }
        if (!cut) {
            parts.clear();
            parts.add(new Part(start, 0, 1, skip));
        }
    }

    private void findRows(InputStream in, long start, boolean paired, int skip) throws IOException, DumpException {
        RowEnds ends = new RowEnds(skip);
        byte[] buffer = new byte[BUFFER];
        long offset = start;
        Part part = new Part(start, 0, 1, skip);
        boolean second = false;
        for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
            for (int i = 0; i < n; i++) {
                byte b = second ? OTHER : buffer[i];
                second = paired && !second && b < 0;
                long end = offset + i + 1;
                if (ends.rowEndsWith(b) && end - part.offset() >= partBytes && ends.titlesLeft == 0) {
                    parts.add(new Part(part.offset(), end - part.offset(), part.firstRow(), part.skip()));
                    part = new Part(end, 0, rows + 1, 0);
                }
            }
            offset += n;
        }
        ends.end();
        if (rows >= part.firstRow() || parts.isEmpty()) {
            parts.add(new Part(part.offset(), offset - part.offset(), part.firstRow(), part.skip()));
        }
    }

    /** The state machine of {@link CellState} with what it takes to know a blank row. */
    private final class RowEnds {
        private int titlesLeft;
        private CellState state = CellState.START;
        private int text;
        private int cells;
        private byte last;
        private boolean lineFeeds;
        private boolean loneReturns;

        RowEnds(int skip) {
            titlesLeft = skip;
        }

        boolean rowEndsWith(byte b) throws DumpException {
            CellState next = quotes ? state.after(b, separator) : b == '\n' ? CellState.ROW_END : CellState.PLAIN;
            if (next == CellState.ROW_END) {
                lineFeeds = true;
                endRow();
                return true;
            }
            if (next == CellState.START) {
                cells++;
            } else if (!quotes || state.isText(b)) {
                text++;
            }
            loneReturns |= state == CellState.PLAIN && last == '\r';
            last = b;
            state = next;
            if (text > LONGEST_ROW || cells > MOST_CELLS) {
                throw tooLong();
            }
            return false;
        }

        void end() throws DumpException {
            if (state == CellState.QUOTED || endsWithReturns()) {
                throw tooLong();
            }
            endRow();
        }

        private boolean endsWithReturns() {
            return !lineFeeds && (loneReturns || (state == CellState.PLAIN && last == '\r'));
        }

        private void endRow() {
            boolean blank = cells == 0 && text == (state == CellState.PLAIN && last == '\r' ? 1 : 0);
            if (!blank && titlesLeft > 0) {
                titlesLeft--;
            } else if (!blank) {
                rows++;
            }
            state = CellState.START;
            text = 0;
            cells = 0;
            last = 0;
        }

        /** Why a row does not end where a row can end. */
        private DumpException tooLong() {
            if (state == CellState.QUOTED) {
                return new DumpException("第 " + (rows + 1) + " 行的引号没有闭合，其后的内容无法分行");
            }
            if (endsWithReturns()) {
                return new DumpException("文件以单个回车符（CR）换行，无法分行，请改用 LF 或 CRLF 换行后报送");
            }
            return new DumpException(
                    "第 " + (rows + 1) + " 行过长：多于 " + MOST_CELLS + " 列或超过 " + (LONGEST_ROW >> 20) + " MB");
        }
    }
}
