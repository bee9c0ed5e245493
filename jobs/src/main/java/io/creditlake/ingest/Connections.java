package io.creditlake.ingest;

import io.creditlake.config.Secret;
import io.creditlake.config.Settings;
import io.creditlake.config.Settings.Login;
import io.creditlake.contract.Pull;
import io.creditlake.contract.Pull.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** Opens departments' databases. Drivers that creditlake does not bring lie in {@code conf/drivers}. */
final class Connections implements AutoCloseable {
    private static final int CONNECT_SECONDS = 10;
    private static final String DRIVERS = "drivers";

    private final Settings settings;
    private final URLClassLoader drivers;

    Connections(Settings settings) {
        this.settings = settings;
        this.drivers = new URLClassLoader(
                jars(settings.folders().conf().resolve(DRIVERS)), Connections.class.getClassLoader());
    }

    /**
     * A connection that reads one state of the database: read-only, in a transaction of repeatable reads.
     *
     * @throws PullException when there is none to be had
     */
    Connection open(Pull pull) throws PullException {
        Database database = pull.database();
        Dialect dialect = Dialect.of(database.make());
        int silence = settings.databases().silenceSeconds();
        Login login = settings.databases().logins().get(database.server());
        if (login == null) {
            throw new PullException("平台未配置数据库 " + database.server() + " 的账号（conf/creditlake.yaml 的 databases."
                    + database.server() + "），请联系平台运维");
        }
        Properties properties =
                dialect.properties(read(login.user()), read(login.password()), CONNECT_SECONDS, silence);
        Driver driver = driver(dialect);
        try {
            Connection connection = driver.connect(dialect.url(database), properties);
            return begun(connection, dialect, silence);
        } catch (SQLException e) {
            throw PullException.of(e, pull.table(), database.address(), false);
        }
    }

    private static Connection begun(Connection connection, Dialect dialect, int silence) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : dialect.session(silence)) {
                statement.execute(sql);
            }
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String read(Secret secret) throws PullException {
        return secret.read()
                .orElseThrow(() -> new PullException("平台读不到数据库账号或口令（"
                        + (secret.kind() == Secret.Kind.ENV ? "环境变量 " : "文件 ") + secret.name() + "），请联系平台运维"));
    }

    private Driver driver(Dialect dialect) throws PullException {
        try {
            return Class.forName(dialect.driver(), true, drivers)
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new PullException("平台缺少数据库驱动 " + dialect.driver() + "（应放入 conf/" + DRIVERS + "），请联系平台运维");
        }
    }

    private static URL[] jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return new URL[0];
        }
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar :
                    files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                urls.add(jar.toUri().toURL());
            }
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a file without a URL", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    public void close() throws IOException {
        drivers.close();
    }
}
