package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Checks that bytes are text of a charset. */
final class Decoding {
    /** What {@link #firstMalformed} returns for bytes that all decode. */
    static final long NONE = -1;

    private static final int BUFFER = 1 << 16;

    private Decoding() {}

    /** Offset of the first byte that does not decode, from where the stream stands; {@link #NONE} when all do. */
    static long firstMalformed(InputStream in, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer raw = ByteBuffer.allocate(BUFFER);
        CharBuffer sink = CharBuffer.allocate(BUFFER);
        long offset = 0;
        while (true) {
            int n = in.read(raw.array(), raw.position(), raw.remaining());
            boolean ended = n < 0;
            raw.position(raw.position() + Math.max(n, 0)).flip();
            CoderResult result;
            do {
                sink.clear();
                result = decoder.decode(raw, sink, ended);
            } while (result.isOverflow());
            if (result.isError()) {
                return offset + raw.position();
            }
            if (ended) {
                return NONE;
            }
            offset += raw.position();
            raw.compact();
        }
    }
}
