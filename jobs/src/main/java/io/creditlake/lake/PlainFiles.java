package io.creditlake.lake;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** Files beside the tables that people and other programs read, of any file system that Hadoop knows. */
public final class PlainFiles {
    private static final int LONGEST_NAME = 80;
    private static final String UNFIT = "[\\p{Cntrl}/\\\\:*?\"<>|]";
    private static final FsPermission OWNER = FsPermission.createImmutable((short) 0600);

    private PlainFiles() {}

    /** The file system of a path, which leaves no checksum file beside every file on a local disk. */
    public static FileSystem system(Path path, Configuration hadoop) throws IOException {
        FileSystem files = path.getFileSystem(hadoop);
        return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    }

    /** A text as a file may be called; where file names are of another charset, as URLs write it. */
    public static String fitName(String text) {
        String fit = text.replaceAll(UNFIT, "_").replaceAll("^\\.", "_");
        String name = fit.length() > LONGEST_NAME ? fit.substring(0, LONGEST_NAME) : fit;
        boolean writable = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"))
                .newEncoder()
                .canEncode(name);
        return writable ? name : URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Puts a file in its place as a whole: a reader of the folder sees what was there before, or all of it. */
    public static void replace(Path target, byte[] content, Configuration hadoop) throws IOException {
        FileSystem files = system(target, hadoop);
        Path unfinished = new Path(target.getParent(), "." + target.getName() + ".unfinished");
        files.mkdirs(target.getParent());
        try (OutputStream out = files.create(unfinished, true)) {
            out.write(content);
        }
        if (files instanceof RawLocalFileSystem) {
            // Replaces atomically, which FileContext does not do here.
            if (!files.rename(unfinished, target)) {
                throw new IOException("could not rename " + unfinished);
            }
        } else {
            FileContext.getFileContext(files.getUri(), hadoop).rename(unfinished, target, Options.Rename.OVERWRITE);
        }
    }

    /**
     * Puts a new file in its place as a whole.
     *
     * @return whether it was done; false when there is such a file, which stays as it is. On a file system without an
     *     atomic rename, such as an object store, two at once may both be told that it was done.
     */
    public static boolean create(Path target, byte[] content, Configuration hadoop) throws IOException {
        FileSystem files = system(target, hadoop);
        Path unfinished = new Path(target.getParent(), "." + UUID.randomUUID() + ".unfinished");
        files.mkdirs(target.getParent());
        try (OutputStream out = files.create(unfinished, false)) {
            out.write(content);
        }
        try {
            FileContext.getFileContext(files.getUri(), hadoop).rename(unfinished, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            files.delete(unfinished, false);
            return false;
        }
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
