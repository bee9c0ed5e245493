package io.creditlake.infer;

import io.creditlake.dump.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on this machine. */
record FileBytes(Path file) implements Bytes {
    @Override
    public InputStream open(long offset) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        return Channels.newInputStream(channel.position(offset));
    }

    @Override
    public long size() throws IOException {
        return Files.size(file);
    }
}
