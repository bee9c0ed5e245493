package io.creditlake.night;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
        run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "small-disk", folder.toString());
    }

    /** Whether this process may mount. */
    static boolean isAllowed() throws IOException {
        Path trial = Files.createTempDirectory("small-disk");
        try (SmallDisk disk = new SmallDisk(trial, BLOCK)) {
            return Files.isDirectory(disk.folder);
        } catch (IllegalStateException e) {
            return false;
        } finally {
            Files.delete(trial);
        }
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
        run("mount", "-o", "remount,size=" + bytes, folder.toString());
    }

    @Override
    public void close() {
        run("umount", folder.toString());
    }

    private static void run(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", words) + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", words), e);
        }
    }
}
