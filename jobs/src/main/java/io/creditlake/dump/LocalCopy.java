package io.creditlake.dump;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file of the local disk for what has to be read out of order and lies in an archive; gone when closed. */
final class LocalCopy implements Bytes, Closeable {
    private final Path path;

    private LocalCopy(Path path) {
        this.path = path;
    }

    /** The content itself when it can be read from anywhere at once, a copy of it otherwise. */
    static Bytes seekable(Bytes content) throws IOException {
        if (!(content instanceof GzipBytes) && !(content instanceof ZipMemberBytes)) {
            return content;
        }
        LocalCopy copy = new LocalCopy(Files.createTempFile("creditlake-", ".dump"));
        try (InputStream in = content.open(0)) {
            Files.copy(in, copy.path, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** Removes the content when it is a copy. */
    static void release(Bytes content) throws IOException {
        if (content instanceof LocalCopy copy) {
            copy.close();
        }
    }

    @Override
    public InputStream open(long offset) throws IOException {
        InputStream in = Files.newInputStream(path);
        in.skipNBytes(offset);
        return in;
    }

    @Override
    public long size() throws IOException {
        return Files.size(path);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
