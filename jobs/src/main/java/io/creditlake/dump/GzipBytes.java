package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What a gzip file unpacks to.
 *
 * @param packed the file
 */
record GzipBytes(Bytes packed) implements Bytes {
    private static final int BUFFER = 1 << 16;

    @Override
    public InputStream open(long offset) throws IOException {
        InputStream in = new GZIPInputStream(packed.open(0), BUFFER);
        in.skipNBytes(offset);
        return in;
    }

    /** Found by unpacking: what a gzip file says of its size is modulo four gigabytes. */
    @Override
    public long size() throws IOException {
        try (InputStream in = open(0)) {
            long size = 0;
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                size += n;
            }
            return size;
        }
    }
}
