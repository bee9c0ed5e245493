package io.creditlake.ingest;

import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Keeps a department within its own folder: who may write there could lay a link to any file that creditlake may read,
 * and get its lines back as refused rows. The folder of a source may itself be a link, which is its operator's doing.
 * Only local file systems have links.
 */
final class Links {
    private final boolean local;

    Links(FileSystem files) {
        this.local = files.getUri().getScheme().equals("file");
    }

    /**
     * Whether something lies elsewhere than its name says.
     *
     * @param source the folder of the source
     */
    boolean leadOut(FileStatus file, Path source) {
        if (!local) {
            return false;
        }
        try {
            return !real(file.getPath()).startsWith(real(source));
        } catch (IOException e) {
            // It leads nowhere, and reading it will say so.
            return false;
        }
    }

    private static java.nio.file.Path real(Path path) throws IOException {
        return java.nio.file.Path.of(path.toUri().getPath()).toRealPath();
    }
}
