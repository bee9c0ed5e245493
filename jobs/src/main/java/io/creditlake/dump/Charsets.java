package io.creditlake.dump;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** What the readers of text must know of a charset. */
final class Charsets {
    private Charsets() {}

    /**
     * Whether the bytes below 0x40 mean the same as in ASCII wherever they stand, except as digits in the second and
     * fourth place of GB18030; so that quotes, commas and line ends can be found without decoding.
     */
    static boolean keepsAscii(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return charset.equals(StandardCharsets.UTF_8)
                || charset.equals(StandardCharsets.US_ASCII)
                || name.startsWith("GB")
                || name.startsWith("ISO-8859")
                || name.startsWith("WINDOWS-125")
                || name.startsWith("BIG5");
    }

    /** Whether a byte from 0x80 takes the next one with it. */
    static boolean isPaired(Charset charset) {
        String name = charset.name().toUpperCase(Locale.ROOT);
        return name.startsWith("GB") || name.startsWith("BIG5");
    }

    /** Bytes of a byte order mark at the beginning of a file, 0 without one. */
    static int byteOrderMark(byte[] head, Charset charset) {
        // Java's UTF-16 and UTF-32 take theirs as a mark themselves, and need it to know the order.
        if (charset.name().equals("UTF-16") || charset.name().equals("UTF-32") || !charset.canEncode()) {
            return 0;
        }
        byte[] mark = "\uFEFF".getBytes(charset);
        boolean marked = charset.newEncoder().canEncode('\uFEFF')
                && head.length >= mark.length
                && Arrays.equals(Arrays.copyOf(head, mark.length), mark);
        return marked ? mark.length : 0;
    }
}
