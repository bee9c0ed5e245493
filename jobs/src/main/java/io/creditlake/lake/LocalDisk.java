package io.creditlake.lake;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The local disk as Hadoop knows it, checksums and all, but that no process is started to set the mode of a file. Without
 * Hadoop's native library two are for each file that is written, and a night writes hundreds.
 */
public final class LocalDisk extends LocalFileSystem {
    /** What Hadoop and Parquet have to be told where a lake lies on a local disk. */
    private static final Map<String, String> SETTINGS = Map.of(
            "fs.file.impl",
            LocalDisk.class.getName(),
            // Ranges of a file with checksums are read by a thread each, which costs more than it hides.
            "parquet.hadoop.vectored.io.enabled",
            "false");

    /** Made by Hadoop. */
    public LocalDisk() {
        super(new ModesWithoutProcess());
    }

    /** What to tell Hadoop and Parquet, by name. */
    static Map<String, String> settings() {
        return SETTINGS;
    }

    /** A configuration of Hadoop for a local disk alone. */
    static Configuration configuration() {
        Configuration configuration = new Configuration(false);
        SETTINGS.forEach(configuration::set);
        return configuration;
    }

    private static final class ModesWithoutProcess extends RawLocalFileSystem {
        private static final boolean HAS_MODES =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

        @Override
        public void setPermission(Path path, FsPermission permission) throws IOException {
            if (permission.getStickyBit() || !HAS_MODES) {
                // Java has no name for a sticky bit.
                super.setPermission(path, permission);
            } else {
                Files.setPosixFilePermissions(
                        pathToFile(path).toPath(), PosixFilePermissions.fromString(permission.toString()));
            }
        }
    }
}
