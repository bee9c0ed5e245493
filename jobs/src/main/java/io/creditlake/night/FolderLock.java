package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of a lake in a folder: the operating system holds it, so that it is free as soon as its holder is dead, and no
 * number of a process is ever asked whether it lives: another may have it by then. The file says who holds it, for people
 * alone.
 */
final class FolderLock implements NightLock {
    /**
     * The lock files that this process holds, and what for. The system gives up all locks of a process on a file as soon as
     * the process closes the file anywhere, so that one that is held here must not even be opened again.
     */
    private static final Map<Path, String> HERE = new ConcurrentHashMap<>();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    static FolderLock take(String lake, Path folder, String work) {
        String holder = "process " + ProcessHandle.current().pid() + " on " + host() + ", " + work;
        try {
            Files.createDirectories(folder);
            Path file = in(folder);
            String other = HERE.putIfAbsent(file, holder);
            if (other != null) {
                throw new LakeHeldException(lake, other);
            }
            boolean taken = false;
            try {
                FolderLock lock = lock(lake, file, holder);
                taken = true;
                return lock;
            } finally {
                if (!taken) {
                    HERE.remove(file);
                }
            }
        } catch (AccessDeniedException e) {
            throw ConfigurationException.of(
                    lake, "a folder that cannot be written", "a writable folder", "Check --lake");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FolderLock lock(String lake, Path file, String holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new LakeHeldException(lake, Files.readString(file));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
            return new FolderLock(file, channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** How the lock of a lake in a folder stands. */
    static State look(Path folder) {
        try {
            if (!Files.isRegularFile(folder.resolve(FILE))) {
                return State.FREE;
            }
            Path file = in(folder);
            Optional<String> own = Optional.ofNullable(HERE.get(file));
            if (own.isPresent()) {
                return new State(own.get(), true);
            }
            String holder = Files.readString(file).strip();
            return new State(holder, !holder.isEmpty() && isHeld(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        }
    }

    /** The same lake may be named by several paths. */
    private static Path in(Path folder) throws IOException {
        return folder.toRealPath().resolve(FILE);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }

    @Override
    public void check() {
        // The operating system takes it from nobody who lives.
    }

    @Override
    public void close() {
        try {
            // What is left in the file by a run that ends otherwise tells that it died.
            channel.truncate(0);
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HERE.remove(file);
        }
    }
}
