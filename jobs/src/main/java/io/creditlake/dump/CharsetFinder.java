package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds in which of the agreed charsets a file is written. UTF-8 is tried first wherever it stands among them: other
 * text is hardly ever valid UTF-8, whereas GB18030 makes some characters of nearly any bytes. For the same reason a file
 * that looks like UTF-8 is never taken for another charset.
 */
final class CharsetFinder {
    /** Bytes in characters of UTF-8 below which nothing is concluded from them. */
    private static final int TELLING = 12;
    /** One byte in so many is zero in what is no text of one byte a letter. */
    private static final int ZEROS = 10;

    private final List<Charset> agreed;
    private final byte[] head;
    private final Bytes bytes;

    /**
     * A finder for one file.
     *
     * @param agreed names of the agreed charsets
     * @param head the first bytes of the file
     * @param bytes the file
     */
    CharsetFinder(List<String> agreed, byte[] head, Bytes bytes) {
        this.agreed = agreed.stream().map(Charset::forName).toList();
        this.head = head;
        this.bytes = bytes;
    }

    /**
     * The charset in which the whole file decodes.
     *
     * @throws DumpException when there is none, with the place where decoding stops
     */
    Charset find() throws IOException, DumpException {
        refuseOtherContent();
        Charset furthest = null;
        long reached = -1;
        for (Charset charset : inOrder()) {
            long malformed = firstMalformed(charset);
            if (malformed == Decoding.NONE) {
                refuseDisguisedUtf8(charset);
                return charset;
            }
            if (malformed >= reached) {
                furthest = charset;
                reached = malformed;
            }
        }
        refuseDisguisedUtf8(furthest);
        throw new DumpException("文件编码不是约定的 " + names() + "：按 " + furthest.name() + " 解码，" + place(reached) + "不是合法的字符");
    }

    private List<Charset> inOrder() {
        List<Charset> order = new ArrayList<>(agreed);
        if (order.remove(StandardCharsets.UTF_8)) {
            order.add(0, StandardCharsets.UTF_8);
        }
        return order;
    }

    private long firstMalformed(Charset charset) throws IOException {
        try (InputStream in = bytes.open(0)) {
            return Decoding.firstMalformed(in, charset);
        }
    }

    /** What is no text at all, or of two bytes a letter, says so rather than that its header is lacking. */
    private void refuseOtherContent() throws DumpException {
        if (agreed.stream().anyMatch(c -> c.name().toUpperCase(Locale.ROOT).matches("UTF-(16|32).*"))) {
            return;
        }
        if (FileKind.of(head) != FileKind.OTHER) {
            throw new DumpException("文件内容是" + FileKind.of(head).label() + "，与其扩展名不符");
        }
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        }
        boolean marked = head.length >= 2
                && ((head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)
                        || (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF));
        boolean many = (zeros[0] + zeros[1]) * ZEROS > head.length;
        boolean oneSided = Math.max(zeros[0], zeros[1]) > ZEROS * Math.min(zeros[0], zeros[1]);
        if (marked || (many && oneSided)) {
            throw new DumpException("文件编码是 UTF-16，不是约定的 " + names() + "，请另存后报送");
        }
        if (many) {
            throw new DumpException("文件是二进制内容，不是文本");
        }
    }

    private void refuseDisguisedUtf8(Charset decoding) throws IOException, DumpException {
        if (decoding.equals(StandardCharsets.UTF_8) || !looksLikeUtf8()) {
            return;
        }
        if (!agreed.contains(StandardCharsets.UTF_8)) {
            throw new DumpException("文件编码是 UTF-8，不是约定的 " + names() + "，请另存后报送");
        }
        throw new DumpException("文件像是 UTF-8 编码，但" + place(firstMalformed(StandardCharsets.UTF_8)) + "不是合法的字符");
    }

    /** Whether most bytes beyond ASCII stand in characters of three bytes, as Chinese does in UTF-8. */
    private boolean looksLikeUtf8() {
        int beyond = 0;
        int within = 0;
        for (int i = 0; i < head.length; i++) {
            if (head[i] >= 0) {
                continue;
            }
            beyond++;
            if ((head[i] & 0xF0) == 0xE0 && continues(i + 1) && continues(i + 2)) {
                beyond += 2;
                within += 3;
                i += 2;
            }
        }
        return within >= TELLING && within * 3L >= beyond * 2L;
    }

    private boolean continues(int i) {
        return i < head.length && (head[i] & 0xC0) == 0x80;
    }

    private String names() {
        return String.join("、", agreed.stream().map(Charset::name).toList());
    }

    /** A place in the file as a person finds it. */
    private String place(long offset) throws IOException {
        long line = 1;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = bytes.open(0)) {
            long left = offset;
            while (left > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (n < 0) {
                    break;
                }
                for (int i = 0; i < n; i++) {
                    line += buffer[i] == '\n' ? 1 : 0;
                }
                left -= n;
            }
        }
        return "第 " + line + " 行（第 " + (offset + 1) + " 字节）";
    }
}
