package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines of a text in UTF-8. Only a line feed ends one; the carriage return before it is not part of it. */
final class LineReader implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private byte[] line = new byte[1024];
    private int length;

    LineReader(InputStream utf8) {
        this.in = utf8;
    }

    /** The next line that is not empty; null at the end. */
    String next() throws IOException {
        while (read()) {
            if (length > 0) {
                return new String(line, 0, length, StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private boolean read() throws IOException {
        length = 0;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            append(end - position);
            position = end + 1;
            if (end < limit) {
                break;
            }
        }
        length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
        return any;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, BUFFER));
        return limit > 0;
    }

    private void append(int more) {
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + more));
        }
        System.arraycopy(buffer, position, line, length, more);
        length += more;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
