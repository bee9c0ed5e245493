import java.io.File;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/**
 * A real HDFS of one name node and one data node on the loopback address, for the tests. It takes a folder for its data
 * and one of the local disk, which it copies to /landing. Prints its address once it is up and ends when standard input
 * does, so that it never outlives the tests.
 */
final class Hdfs {
    private Hdfs() {}

    public static void main(String[] arguments) throws Exception {
        Configuration hadoop = new Configuration();
        hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
        hadoop.setInt("dfs.replication", 1);
        MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
        FileSystem files = cluster.getFileSystem();
        files.copyFromLocalFile(new Path(new File(arguments[1]).toURI()), new Path("/landing"));
        System.out.println(cluster.getURI());
        while (System.in.read() >= 0) {
            // Whoever started it is still there.
        }
        cluster.shutdown();
    }
}
