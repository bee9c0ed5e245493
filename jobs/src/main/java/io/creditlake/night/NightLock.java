package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * Keeps two runs from writing one lake. The operating system holds the lock of a lake in a folder, so that it is free as
 * soon as its holder is dead, however it died. A lake on a remote file system is not locked here: there the scheduler
 * must see to it that one night runs at a time.
 */
final class NightLock implements AutoCloseable {
    private static final String FILE = ".night.lock";
    private static final Pattern REMOTE = Pattern.compile("^(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    private final FileChannel channel;
    private final FileLock lock;

    private NightLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @param work what the run does, for who is turned away
     * @throws LakeHeldException when another run has it
     */
    static NightLock take(String lake, String work) {
        if (REMOTE.matcher(lake).matches()) {
            return new NightLock(null, null);
        }
        Path file = (lake.startsWith("file:") ? Path.of(URI.create(lake)) : Path.of(lake)).resolve(FILE);
        try {
            Files.createDirectories(file.getParent());
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new LakeHeldException(lake, Files.readString(file));
            }
            String holder = "process " + ProcessHandle.current().pid() + ", " + work;
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new NightLock(channel, lock);
        } catch (java.nio.file.AccessDeniedException e) {
            throw ConfigurationException.of(
                    lake, "a folder that cannot be written", "a writable folder", "Check --lake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // A second night in the same process, such as in a test.
            return null;
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
