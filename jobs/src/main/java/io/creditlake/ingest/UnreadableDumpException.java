package io.creditlake.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A file of the landing folder that cannot be read: a fault of the file, not of the lake. */
final class UnreadableDumpException extends IOException {
    private static final long serialVersionUID = 1L;

    private UnreadableDumpException(IOException cause) {
        super("a dump cannot be read", cause);
    }

    /** A stream of a file whose failures are of this kind. */
    static InputStream reading(Path dump, Configuration hadoop) throws UnreadableDumpException {
        try {
            return new Reading(dump.getFileSystem(hadoop).open(dump));
        } catch (IOException e) {
            throw new UnreadableDumpException(e);
        }
    }

    private static final class Reading extends FilterInputStream {
        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                throw new UnreadableDumpException(e);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return in.read(target, offset, length);
            } catch (IOException e) {
                throw new UnreadableDumpException(e);
            }
        }
    }
}
