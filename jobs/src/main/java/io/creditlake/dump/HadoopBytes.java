package io.creditlake.dump;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file of any file system that Hadoop knows.
 *
 * @param path where it lies
 * @param hadoop configuration of the file systems
 */
public record HadoopBytes(Path path, Configuration hadoop) implements Bytes {
    @Override
    public InputStream open(long offset) throws IOException {
        FSDataInputStream in = path.getFileSystem(hadoop).open(path);
        in.seek(offset);
        return in;
    }

    @Override
    public long size() throws IOException {
        return path.getFileSystem(hadoop).getFileStatus(path).getLen();
    }
}
