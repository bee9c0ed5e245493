package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.FileSystems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Keeps two runs from writing one lake. A run that died lets go of it, however it died. */
interface NightLock extends AutoCloseable {
    /** Name of the file in the lake folder. */
    String FILE = ".night.lock";

    /**
     * Makes sure that nobody else holds the lake by now, as may be after this run could not reach the file system for a
     * while.
     *
     * @throws LakeHeldException when another run has taken it
     */
    void check();

    @Override
    void close();

    /**
     * Takes the lock of a lake.
     *
     * @param work what the run does, for the message of who comes second
     * @throws LakeHeldException when another run has it
     * @throws ConfigurationException when the lake cannot be written, or not be locked although the settings require it
     */
    static NightLock take(Settings settings, String work) {
        String lake = settings.folders().lake();
        Optional<java.nio.file.Path> local = local(lake);
        if (local.isPresent()) {
            return FolderLock.take(lake, local.get(), work);
        }
        Path folder = new Path(lake);
        try {
            FileSystem files = client(folder, settings);
            if (files.hasPathCapability(folder, CommonPathCapabilities.LEASE_RECOVERABLE)) {
                return LeaseLock.take(files, folder, work);
            }
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (settings.lockRequired()) {
            throw ConfigurationException.of(
                    "--lake " + lake,
                    "a file system that knows no leases, so that nothing here keeps two nights apart",
                    "a local folder or HDFS",
                    "If the scheduler runs one night at a time, say so: --set lake.lock=none");
        }
        return new Unlocked();
    }

    /**
     * What the lock of a lake in a folder tells.
     *
     * @param holder who took it last, for a person; empty when its run has ended as it should
     * @param held whether that run still has it; otherwise it died
     */
    record State(String holder, boolean held) {
        /** Nobody has it, and nobody died with it. */
        static final State FREE = new State("", false);
    }

    /** How the lock of a lake stands; empty when that cannot be seen, as the lake is on a remote file system. */
    static Optional<State> look(Settings settings) {
        return local(settings.folders().lake()).map(FolderLock::look);
    }

    /** The folder of a lake on a local disk. */
    private static Optional<java.nio.file.Path> local(String lake) {
        if (!FileSystems.isUri(lake)) {
            return Optional.of(java.nio.file.Path.of(lake));
        }
        return lake.startsWith("file:") ? Optional.of(java.nio.file.Path.of(URI.create(lake))) : Optional.empty();
    }

    /** A client that nobody shares, who might close it. */
    private static FileSystem client(Path folder, Settings settings) throws IOException {
        try {
            return FileSystem.newInstance(folder.toUri(), FileSystems.of(settings));
        } catch (UnsupportedFileSystemException e) {
            throw unknown(folder);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                // Hadoop knows the name of the client, and the class path lacks it.
                throw unknown(folder);
            }
            throw e;
        }
    }

    private static ConfigurationException unknown(Path folder) {
        return ConfigurationException.of(
                "--lake " + folder,
                "no client of this file system",
                "a folder, or a URI that Spark's Hadoop client knows, such as hdfs:///credit/lake",
                "The client of an object store is a package of its own: see docs/cluster.md");
    }

    /** No lock: the scheduler runs one night at a time, as the settings say. */
    record Unlocked() implements NightLock {
        @Override
        public void check() {
            // Nobody can know.
        }

        @Override
        public void close() {
            // Nothing was taken.
        }
    }
}
