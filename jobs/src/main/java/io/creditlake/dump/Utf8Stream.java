package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of any charset as bytes of UTF-8. What does not decode becomes the replacement character. */
final class Utf8Stream extends InputStream {
    private static final int BUFFER = 1 << 15;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer raw = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
    private final ByteBuffer utf8 = ByteBuffer.allocate(BUFFER * 3).flip();
    private boolean ended;

    private Utf8Stream(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    /** The stream itself when it is UTF-8 already. */
    static InputStream of(InputStream in, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? in : new Utf8Stream(in, charset);
    }

    @Override
    public int read() throws IOException {
        return fill() ? utf8.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, utf8.remaining());
        utf8.get(target, offset, n);
        return n;
    }

    private boolean fill() throws IOException {
        while (!utf8.hasRemaining()) {
            if (!chars.hasRemaining() && !decodeMore()) {
                return false;
            }
            utf8.clear();
            encoder.encode(chars, utf8, ended && !raw.hasRemaining());
            utf8.flip();
        }
        return true;
    }

    private boolean decodeMore() throws IOException {
        if (ended) {
            return false;
        }
        chars.compact();
        raw.compact();
        int n = in.read(raw.array(), raw.position(), raw.remaining());
        if (n > 0) {
            raw.position(raw.position() + n);
        }
        raw.flip();
        ended = n < 0;
        CoderResult result = decoder.decode(raw, chars, ended);
        if (ended && result.isUnderflow()) {
            decoder.flush(chars);
        }
        chars.flip();
        return chars.hasRemaining() || !ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
