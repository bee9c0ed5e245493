package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Keeps two runs from writing one lake. The operating system holds the lock of a lake in a folder, so that it is free as
 * soon as its holder is dead, however it died, and no number of a process is ever asked whether it lives: another may
 * have it by then. The file says who holds it, for people alone. A lake on a remote file system is not locked here:
 * there the scheduler must see to it that one night runs at a time.
 */
final class NightLock implements AutoCloseable {
    private static final String FILE = ".night.lock";
    private static final Pattern REMOTE = Pattern.compile("^(?!file:)[a-zA-Z][a-zA-Z0-9+.-]+:.*");

    /**
     * The lock files that this process holds. The system gives up all locks of a process on a file as soon as the process
     * closes the file anywhere, so that one that is held here must not even be opened again.
     */
    private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private NightLock(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws LakeHeldException when another run has it
     */
    static NightLock take(String lake, LocalDate runDate) {
        Optional<Path> local = file(lake);
        if (local.isEmpty()) {
            return new NightLock(null, null, null);
        }
        try {
            Files.createDirectories(local.get().getParent());
            Path file = real(local.get());
            if (!HERE.add(file)) {
                throw new LakeHeldException(lake, holder(runDate));
            }
            boolean taken = false;
            try {
                NightLock lock = take(lake, file, runDate);
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

    private static NightLock take(String lake, Path file, LocalDate runDate) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new LakeHeldException(lake, Files.readString(file));
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder(runDate).getBytes(StandardCharsets.UTF_8)), 0);
        return new NightLock(file, channel, lock);
    }

    /**
     * What the lock of a lake tells.
     *
     * @param holder who took it last, for a person; empty when its run has ended as it should
     * @param held whether that run still has it; otherwise it died
     */
    record State(String holder, boolean held) {}

    /** How the lock of a lake stands; on a remote file system, where there is none, as if nobody had it. */
    static State look(String lake) {
        Optional<Path> local = file(lake).filter(Files::isRegularFile);
        try {
            if (local.isEmpty()) {
                return new State("", false);
            }
            Path file = real(local.get());
            if (HERE.contains(file)) {
                return new State("this process", true);
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

    /** The lock file of a lake; empty when the lake is on a remote file system. */
    private static Optional<Path> file(String lake) {
        if (REMOTE.matcher(lake).matches()) {
            return Optional.empty();
        }
        return Optional.of((lake.startsWith("file:") ? Path.of(URI.create(lake)) : Path.of(lake)).resolve(FILE));
    }

    /** The same lake may be named by several paths. */
    private static Path real(Path file) throws IOException {
        return file.getParent().toRealPath().resolve(FILE);
    }

    private static String holder(LocalDate runDate) {
        return "process " + ProcessHandle.current().pid() + " on " + host() + ", night of " + runDate;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }

    @Override
    public void close() {
        if (channel == null) {
            return;
        }
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
