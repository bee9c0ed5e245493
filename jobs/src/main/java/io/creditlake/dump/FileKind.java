package io.creditlake.dump;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Kinds of file that are told by their first bytes, whatever their name says. */
enum FileKind {
    ZIP("压缩包或 xlsx 工作簿", "PK\u0003\u0004"),
    OLE("旧版 xls 或加了密码的工作簿", "\u00D0\u00CF\u0011\u00E0"),
    PDF("PDF 文档", "%PDF"),
    GZIP("压缩包", "\u001F\u008B\b"),
    RAR("压缩包", "Rar!\u001A"),
    OTHER("", "");

    private final String label;
    /** Its first bytes, each a character. */
    private final String magic;

    FileKind(String label, String magic) {
        this.label = label;
        this.magic = magic;
    }

    /** The kind of a file by its first bytes. */
    static FileKind of(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> text.startsWith(kind.magic))
                .findFirst()
                .orElse(OTHER);
    }

    /** What a department calls it. */
    String label() {
        return label;
    }
}
