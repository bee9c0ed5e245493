package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file as the Parquet library reads one.
 *
 * @param file the file
 */
record ParquetInput(Bytes file) implements InputFile {
    @Override
    public long getLength() throws IOException {
        return file.size();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        return new Seekable(new Reopened(file));
    }

    /** A stream that goes elsewhere by opening the file again. */
    private static final class Reopened extends InputStream {
        private final Bytes file;
        private InputStream in;
        private long position;

        Reopened(Bytes file) throws IOException {
            this.file = file;
            this.in = file.open(0);
        }

        void seek(long to) throws IOException {
            if (to != position) {
                in.close();
                in = file.open(to);
                position = to;
            }
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            position += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = in.read(target, offset, length);
            position += Math.max(n, 0);
            return n;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Seekable extends DelegatingSeekableInputStream {
        private final Reopened in;

        Seekable(Reopened in) {
            super(in);
            this.in = in;
        }

        @Override
        public long getPos() {
            return in.position;
        }

        @Override
        public void seek(long to) throws IOException {
            in.seek(to);
        }
    }
}
