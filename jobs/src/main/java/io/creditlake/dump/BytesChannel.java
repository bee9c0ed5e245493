package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/**
 * A channel over a file. The end of the file, where archives have their directory, is kept: it is read to and fro, and
 * going back in a stream means to open it again.
 */
final class BytesChannel implements SeekableByteChannel {
    private static final int TAIL = 1 << 17;
    /** What is passed over by reading rather than by opening again. */
    private static final long NEAR = 1 << 16;

    private final Bytes file;
    private final long size;
    private final byte[] tail;
    private InputStream in;
    private long streamAt;
    private long position;
    private boolean open = true;

    BytesChannel(Bytes file) throws IOException {
        this.file = file;
        this.size = file.size();
        try (InputStream end = file.open(Math.max(0, size - TAIL))) {
            tail = end.readNBytes(TAIL);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        int wanted = (int) Math.min(target.remaining(), size - position);
        long tailStart = size - tail.length;
        if (position >= tailStart) {
            target.put(tail, (int) (position - tailStart), wanted);
            position += wanted;
            return wanted;
        }
        seek();
        byte[] bytes = new byte[wanted];
        int n = in.read(bytes, 0, wanted);
        if (n > 0) {
            target.put(bytes, 0, n);
            streamAt += n;
            position += n;
        }
        return n;
    }

    private void seek() throws IOException {
        long ahead = position - streamAt;
        if (in != null && ahead >= 0 && ahead <= NEAR) {
            in.skipNBytes(ahead);
        } else {
            if (in != null) {
                in.close();
            }
            in = file.open(position);
        }
        streamAt = position;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() throws IOException {
        open = false;
        if (in != null) {
            in.close();
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }
}
