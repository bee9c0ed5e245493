package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Kinds of file that are told by their first bytes, whatever their name says. */
public enum FileKind {
    ZIP("压缩包或 xlsx 工作簿", "PK\u0003\u0004"),
    EMPTY_ZIP("空的压缩包", "PK\u0005\u0006"),
    OLE("旧版 xls 或加了密码的工作簿", "\u00D0\u00CF\u0011\u00E0"),
    PDF("PDF 文档", "%PDF"),
    GZIP("压缩包", "\u001F\u008B\b"),
    RAR("RAR 压缩包", "Rar!\u001A"),
    SEVEN_ZIP("7z 压缩包", "7z\u00BC\u00AF'\u001C"),
    PARQUET("Parquet 文件", "PAR1"),
    OTHER("", "");

    private static final int LONGEST = 8;

    private final String label;
    /** Its first bytes, each a character. */
    private final String magic;

    FileKind(String label, String magic) {
        this.label = label;
        this.magic = magic;
    }

    /** The kind of a file by its first bytes. */
    static FileKind of(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, LONGEST), StandardCharsets.ISO_8859_1);
        return Arrays.stream(values())
                .filter(kind -> text.startsWith(kind.magic))
                .findFirst()
                .orElse(OTHER);
    }

    /** The kind of a file. */
    public static FileKind of(Bytes file) throws IOException {
        try (InputStream in = file.open(0)) {
            return of(in.readNBytes(LONGEST));
        }
    }

    /** What a department calls it. */
    public String label() {
        return label;
    }
}
