package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * Refuses archives that are broken or would unpack to more than a workbook can mean. It goes by the directory at the end
 * of the archive, as the reader of workbooks does: a stream of the entries is not always what that lists, and Java's own
 * does not understand the sizes that some programs write behind them.
 */
final class ZipGuard {
    private static final long HARMLESS = 64L << 20;
    private static final int RATIO = 200;
    private static final long LARGEST = 4L << 30;
    private static final int ENTRIES = 10_000;
    /** Readers hold the file itself and its shared strings in memory. */
    private static final long LARGEST_FILE = 256L << 20;

    private static final long LARGEST_STRINGS = 256L << 20;
    private static final String STRINGS = "xl/sharedstrings.xml";

    private final long size;
    private final byte[] buffer = new byte[1 << 16];
    private long total;

    private ZipGuard(long size) {
        this.size = size;
    }

    /**
     * Unpacks the archive to nowhere.
     *
     * @param file the archive
     * @throws DumpException when it is broken or a bomb
     */
    static void check(Bytes file) throws IOException, DumpException {
        if (file.size() > LARGEST_FILE) {
            throw new DumpException("工作簿超过 " + (LARGEST_FILE >> 20) + " MB，请分成几个文件或改报 csv");
        }
        byte[] content;
        try (InputStream in = file.open(0)) {
            content = in.readAllBytes();
        }
        FileKind kind = FileKind.of(content);
        if (kind != FileKind.ZIP) {
            throw new DumpException(
                    "不是 xlsx 工作簿" + (kind == FileKind.OTHER ? "" : "，而是" + kind.label()) + "，请另存为 xlsx 后报送");
        }
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
                .get()) {
            new ZipGuard(content.length).check(zip);
        } catch (IOException | RuntimeException e) {
            throw new DumpException("工作簿不完整或已损坏，请重新导出后报送", e);
        }
    }

    private void check(ZipFile zip) throws IOException, DumpException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() > ENTRIES) {
            throw new DumpException("压缩包内文件多于 " + ENTRIES + " 个，疑为压缩炸弹");
        }
        for (ZipArchiveEntry entry : entries) {
            boolean strings = entry.getName().toLowerCase(Locale.ROOT).endsWith(STRINGS);
            try (InputStream in = zip.getInputStream(entry)) {
                check(in, entry.getCrc(), strings ? LARGEST_STRINGS : LARGEST);
            }
        }
    }

    private void check(InputStream entry, long crc, long most) throws IOException, DumpException {
        CRC32 found = new CRC32();
        long bytes = 0;
        for (int n = entry.read(buffer); n > 0; n = entry.read(buffer)) {
            found.update(buffer, 0, n);
            bytes += n;
            total += n;
            if (total > LARGEST || (total > HARMLESS && total / RATIO > size)) {
                throw new DumpException("压缩内容展开后异常庞大（超过原文件 " + RATIO + " 倍），疑为压缩炸弹");
            }
            if (bytes > most) {
                throw new DumpException("工作簿的共享字符串超过 " + (most >> 20) + " MB，请分成几个文件或改报 csv");
            }
        }
        if (found.getValue() != crc) {
            throw new ZipException("a checksum that does not fit");
        }
    }
}
