package io.creditlake.night;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.PlainFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream;
import org.apache.hadoop.hdfs.client.HdfsDataOutputStream.SyncFlag;
import org.apache.hadoop.io.IOUtils;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.net.NetUtils;
import org.apache.hadoop.security.AccessControlException;

/**
 * The lock of a lake on HDFS: the lease of a file that is open for writing. The name node gives it to one client, which
 * renews it as long as it lives; of one that has not been heard of for a minute another may take it. So no clock of ours
 * is compared with another's. The file stays empty: what is written needs data nodes, a lease does not.
 */
final class LeaseLock implements NightLock {
    private static final String HOLDER = ".night.holder";
    private static final Set<String> HELD = Set.of(
            "org.apache.hadoop.hdfs.protocol.AlreadyBeingCreatedException",
            "org.apache.hadoop.hdfs.protocol.RecoveryInProgressException");
    private static final String LOST = "org.apache.hadoop.hdfs.server.namenode.LeaseExpiredException";

    private final FileSystem files;
    private final Path lake;
    private final HdfsDataOutputStream lease;

    private LeaseLock(FileSystem files, Path lake, HdfsDataOutputStream lease) {
        this.files = files;
        this.lake = lake;
        this.lease = lease;
    }

    /**
     * Takes the lease.
     *
     * @param files a client of HDFS of the lock's own, which is closed with it, or when the lease is another's
     */
    static LeaseLock take(FileSystem files, Path lake, String work) throws IOException {
        boolean taken = false;
        try {
            Path file = new Path(lake, FILE);
            files.mkdirs(lake);
            // Without effect when it is there.
            files.createNewFile(file);
            LeaseLock lock = new LeaseLock(files, lake, (HdfsDataOutputStream) files.append(file));
            String holder = "process " + ProcessHandle.current().pid() + " on " + NetUtils.getHostname() + ", " + work;
            PlainFiles.replace(new Path(lake, HOLDER), holder.getBytes(StandardCharsets.UTF_8), files.getConf());
            taken = true;
            return lock;
        } catch (RemoteException e) {
            if (HELD.contains(e.getClassName())) {
                throw new LakeHeldException(lake.toString(), holder(files, lake));
            }
            throw e;
        } catch (AccessControlException e) {
            throw ConfigurationException.of(
                    "--lake " + lake,
                    "a folder that cannot be written",
                    "one in which this user may write",
                    "Check --lake, and as whom Hadoop knows you");
        } finally {
            if (!taken) {
                files.close();
            }
        }
    }

    private static String holder(FileSystem files, Path lake) throws IOException {
        try (InputStream in = files.open(new Path(lake, HOLDER))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException e) {
            return "";
        }
    }

    @Override
    public void check() {
        try {
            // The name node looks whose lease it is.
            lease.hsync(EnumSet.of(SyncFlag.UPDATE_LENGTH));
        } catch (IOException e) {
            boolean gone = e instanceof FileNotFoundException
                    || (e instanceof RemoteException remote
                            && remote.getClassName().equals(LOST));
            if (gone) {
                throw LakeHeldException.lost(lake.toString(), e);
            }
            throw new UncheckedIOException("the lock of the lake " + lake + " cannot be seen", e);
        }
    }

    @Override
    public void close() {
        // What it kept others from is done: that it cannot be let go of is no failure, for it then ends by itself.
        IOUtils.closeStream(lease);
        IOUtils.closeStream(files);
    }
}
