package io.creditlake.lake;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** Files beside the tables that people and other programs read, of any file system that Hadoop knows. */
public final class PlainFiles {
    private static final FsPermission OWNER = FsPermission.createImmutable((short) 0600);

    private PlainFiles() {}

    /** The file system of a path, which leaves no checksum file beside every file on a local disk. */
    public static FileSystem system(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    /** A new file that its owner alone may read, from its first byte on; an existing one is replaced. */
    public static OutputStream createForOwner(Path path, Configuration hadoop) throws IOException {
        FileSystem files = system(path, hadoop);
        files.mkdirs(path.getParent());
        FSDataOutputStream out = files.create(path, true);
        try {
            files.setPermission(path, OWNER);
            return out;
        } catch (IOException e) {
            out.close();
            throw e;
        }
    }
}
