import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.hadoop.hive.metastore.HiveMetaStore;
import org.apache.hadoop.hive.shims.ShimLoader;

/**
 * A real metastore of Hive on the loopback address, for the tests, of the jars that Spark's distribution brings. It takes a
 * folder for its database. Prints its address once it is up and ends when standard input does, so that it never outlives
 * the tests.
 */
final class HiveMetastore {
    private HiveMetastore() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        System.setProperty("derby.stream.error.file", folder.resolve("derby.log").toString());
        HiveConf conf = new HiveConf();
        conf.set("javax.jdo.option.ConnectionURL", "jdbc:derby:" + folder.resolve("metastore") + ";create=true");
        conf.set("datanucleus.schema.autoCreateAll", "true");
        conf.set("hive.metastore.schema.verification", "false");
        conf.set("hive.metastore.warehouse.dir", folder.resolve("warehouse").toUri().toString());
        conf.set("hive.metastore.uris", "");
        // The pools that it knows are not among the jars; so it has no locks either.
        conf.set("datanucleus.connectionPoolingType", "NONE");
        int port = freePort();
        Thread server = new Thread(() -> serve(port, conf));
        server.setDaemon(true);
        server.start();
        while (!listens(port)) {
            Thread.sleep(100);
        }
        System.out.println("thrift://127.0.0.1:" + port);
        while (System.in.read() >= 0) {
            // Whoever started it is still there.
        }
        // Its pools of threads would keep it alive.
        Runtime.getRuntime().halt(0);
    }

    private static void serve(int port, HiveConf conf) {
        try {
            HiveMetaStore.startMetaStore(port, ShimLoader.getHadoopThriftAuthBridge(), conf);
        } catch (Throwable e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
