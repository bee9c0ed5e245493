package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of a file, which can be read more than once. */
public interface Bytes {
    /** A stream that begins at an offset. The caller closes it. */
    InputStream open(long offset) throws IOException;

    /** Number of bytes. */
    long size() throws IOException;
}
