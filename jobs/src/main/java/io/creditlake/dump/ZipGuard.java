package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Refuses archives that are broken or would unpack to more than a workbook can mean. */
final class ZipGuard {
    private static final long HARMLESS = 64L << 20;
    private static final int RATIO = 200;
    private static final long LARGEST = 4L << 30;
    private static final int ENTRIES = 10_000;

    private ZipGuard() {}

    /**
     * Unpacks the archive to nowhere.
     *
     * @param in the archive
     * @param size its bytes
     * @throws DumpException when it is broken or a bomb
     */
    static void check(InputStream in, long size) throws IOException, DumpException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        int entries = 0;
        try (ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries++;
                for (int n = zip.read(buffer); n > 0; n = zip.read(buffer)) {
                    total += n;
                    if (total > LARGEST || (total > HARMLESS && total / RATIO > size)) {
                        throw new DumpException("压缩内容展开后异常庞大（超过原文件 " + RATIO + " 倍），疑为压缩炸弹");
                    }
                }
                if (entries > ENTRIES) {
                    throw new DumpException("压缩包内文件多于 " + ENTRIES + " 个，疑为压缩炸弹");
                }
            }
        } catch (ZipException | java.io.EOFException e) {
            throw new DumpException("工作簿不完整或已损坏，请重新导出后报送", e);
        }
        if (entries == 0) {
            throw new DumpException("不是 xlsx 工作簿");
        }
    }
}
