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

/**
 * Refuses archives that are broken or would unpack to more than their size can mean. It goes by the directory at the end
 * of the archive, as all readers here do: a stream of the entries is not always what that lists, and Java's own does not
 * understand the sizes that some programs write behind them.
 */
final class ZipGuard {
    private static final int ENTRIES = 10_000;
    /** A sheet of a million rows with many columns; nothing of it is kept. */
    private static final long LARGEST_WORKBOOK = 16L << 30;

    private static final long LARGEST_STRINGS = 1L << 30;
    private static final String STRINGS = "xl/sharedstrings.xml";

    private ZipGuard() {}

    /**
     * Unpacks a workbook to nowhere.
     *
     * @param file the archive
     * @throws DumpException when it is no archive, broken or a bomb
     */
    static void checkWorkbook(Bytes file) throws IOException, DumpException {
        FileKind kind = FileKind.of(file);
        if (kind != FileKind.ZIP) {
            throw new DumpException(
                    "不是 xlsx 工作簿" + (kind == FileKind.OTHER ? "" : "，而是" + kind.label()) + "，请另存为 xlsx 后报送");
        }
        try (ZipFile zip = ZipMemberBytes.open(file)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                boolean strings = entry.getName().toLowerCase(Locale.ROOT).endsWith(STRINGS);
                if (entry.getSize() > (strings ? LARGEST_STRINGS : LARGEST_WORKBOOK)) {
                    throw new DumpException("工作簿过大，请分成几个文件或改报 csv");
                }
            }
            check(zip, file.size());
        } catch (IOException | RuntimeException e) {
            throw new DumpException(SheetScan.BROKEN, e);
        }
    }

    /**
     * Unpacks every entry to nowhere.
     *
     * @param size bytes of the archive
     */
    static void check(ZipFile zip, long size) throws IOException, DumpException {
        List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
        if (entries.size() > ENTRIES) {
            throw new DumpException("压缩包内文件多于 " + ENTRIES + " 个，疑为压缩炸弹");
        }
        ExpansionGuard guard = new ExpansionGuard(size);
        byte[] buffer = new byte[1 << 16];
        for (ZipArchiveEntry entry : entries) {
            if (entry.getGeneralPurposeBit().usesEncryption()) {
                throw new DumpException("压缩包加了密码，请去掉密码后报送");
            }
            CRC32 found = new CRC32();
            long bytes = 0;
            try (InputStream in = zip.getInputStream(entry)) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    found.update(buffer, 0, n);
                    bytes += n;
                    guard.passed(n);
                }
            }
            if (found.getValue() != entry.getCrc() || bytes != entry.getSize()) {
                throw new ZipException("a size or checksum that does not fit");
            }
        }
    }
}
