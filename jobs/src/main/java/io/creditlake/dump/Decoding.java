package io.creditlake.dump;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Checks that bytes are text of a charset, piece by piece. */
final class Decoding {
    private final CharsetDecoder decoder;
    private final CharBuffer sink = CharBuffer.allocate(1 << 14);
    private ByteBuffer rest = ByteBuffer.allocate(0);

    Decoding(Charset charset) {
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** Whether the next bytes decode after those before them. */
    boolean accepts(byte[] bytes, int length) {
        ByteBuffer input;
        if (rest.hasRemaining()) {
            input = ByteBuffer.allocate(rest.remaining() + length);
            input.put(rest).put(bytes, 0, length).flip();
        } else {
            input = ByteBuffer.wrap(bytes, 0, length);
        }
        boolean fine = decode(input, false);
        byte[] left = new byte[input.remaining()];
        input.get(left);
        rest = ByteBuffer.wrap(left);
        return fine;
    }

    /** Whether the text ends where a character ends. */
    boolean endsWell() {
        return decode(rest, true);
    }

    private boolean decode(ByteBuffer input, boolean last) {
        while (true) {
            sink.clear();
            var result = decoder.decode(input, sink, last);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
        }
    }
}
