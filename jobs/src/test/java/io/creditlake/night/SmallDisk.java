package io.creditlake.night;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A disk of few bytes at a folder that is there and empty. It lies in memory; who may not mount has none. */
final class SmallDisk implements AutoCloseable {
    private static final long BLOCK = 4096;

    private final Path folder;

    /** Mounts one with room for some bytes. */
    SmallDisk(Path folder, long bytes) {
        this.folder = folder;
        if (!run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "small-disk", folder.toString())) {
            throw new IllegalStateException("not allowed to mount a disk at " + folder);
        }
    }

    /** Whether this process may mount. */
    static boolean isAllowed() throws IOException {
        Path trial = Files.createTempDirectory("small-disk");
        boolean may = run("mount", "-t", "tmpfs", "-o", "size=" + BLOCK, "small-disk", trial.toString());
        if (may) {
            may = run("umount", trial.toString());
        }
        Files.delete(trial);
        return may;
    }

    /** What files of a folder take on such a disk, in bytes. */
    static long taken(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            long blocks = 0;
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                blocks += (Files.size(path) + BLOCK - 1) / BLOCK;
            }
            return blocks * BLOCK;
        }
    }

    /** Makes it have room for so many bytes, what lies there among them. */
    void resize(long bytes) {
        if (!run("mount", "-o", "remount,size=" + bytes, folder.toString())) {
            throw new IllegalStateException("the disk at " + folder + " cannot be resized to " + bytes);
        }
    }

    @Override
    public void close() {
        if (!run("umount", folder.toString())) {
            throw new IllegalStateException("the disk at " + folder + " cannot be taken away");
        }
    }

    private static boolean run(String... words) {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
