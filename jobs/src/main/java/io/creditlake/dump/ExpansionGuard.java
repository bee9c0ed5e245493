package io.creditlake.dump;

/** Watches over what an archive unpacks to, and refuses more than its size can mean. */
final class ExpansionGuard {
    private static final long HARMLESS = 64L << 20;
    private static final int RATIO = 200;

    private final long packed;
    private long total;

    /**
     * A guard over one archive.
     *
     * @param packed its bytes
     */
    ExpansionGuard(long packed) {
        this.packed = packed;
    }

    /** So many more bytes came out. */
    void passed(long bytes) throws DumpException {
        total += bytes;
        if (total > HARMLESS && total / RATIO > packed) {
            throw new DumpException("压缩内容展开后异常庞大（超过原文件 " + RATIO + " 倍），疑为压缩炸弹");
        }
    }

    /** Bytes that came out. */
    long total() {
        return total;
    }
}
