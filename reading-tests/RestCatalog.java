import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Serves the embedded catalog of a lake by Iceberg's REST protocol on a free port of the loopback address, for the
 * tests: the servlet is the one that Iceberg tests its own REST client with, which asks nobody who they are. It takes
 * the folder of the catalog and, where it is not in there, the warehouse. Prints the address once it listens and ends
 * when standard input does, so that it never outlives the tests.
 */
final class RestCatalog {
    private RestCatalog() {}

    public static void main(String[] arguments) throws Exception {
        Path lake = Path.of(arguments[0]).toAbsolutePath();
        Map<String, String> properties = new HashMap<>();
        properties.put("uri", "jdbc:sqlite:" + lake.resolve("catalog.db") + "?journal_mode=WAL&busy_timeout=30000");
        properties.put("jdbc.schema-version", "V1");
        String ownWarehouse = lake.resolve("warehouse").toString();
        properties.put("warehouse", arguments.length > 1 ? arguments[1] : ownWarehouse);
        JdbcCatalog catalog = new JdbcCatalog();
        catalog.setConf(new Configuration());
        catalog.initialize("lake", properties);

        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler handler = new ServletContextHandler();
        handler.addServlet(new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
        server.setHandler(handler);
        server.start();
        System.out.println("http://127.0.0.1:" + connector.getLocalPort());
        while (System.in.read() >= 0) {
            // Whoever started it is still there.
        }
        server.stop();
        catalog.close();
    }
}
