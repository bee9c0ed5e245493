package io.creditlake.ingest;

import io.creditlake.contract.Pull;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real database server on the loopback address, with data in a folder of its own that goes when it is closed. It holds
 * a database {@code exchange} with an account {@link #USER} that may only read.
 */
public abstract class DatabaseServer implements AutoCloseable {
    static final String USER = "jinan_reader";
    static final String PASSWORD = "Zx-81 口令'\"\\%";

    private static final long START_SECONDS = 60;

    private final Path folder;
    private final int port;
    private Process process;

    DatabaseServer() {
        try {
            port = freePort();
            folder = Files.createTempDirectory("creditlake-database");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** A port on which nothing listens. */
    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** The server of a make, running. */
    public static DatabaseServer start(Pull.Make make) throws Exception {
        DatabaseServer server = make == Pull.Make.POSTGRES ? new PostgresServer() : new MariaDbServer();
        try {
            server.prepare();
            server.serve();
            server.createDatabase();
        } catch (Exception e) {
            server.close();
            throw e;
        }
        return server;
    }

    /** Starts it on its data, after it was killed too. */
    public final void serve() throws IOException, InterruptedException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await();
    }

    /** Ends it as a machine that fails would. */
    public final void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(0, process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    final Path folder() {
        return folder;
    }

    final Path data() {
        return folder.resolve("data");
    }

    final int port() {
        return port;
    }

    abstract Pull.Make make();

    /** Makes the data. */
    abstract void prepare() throws IOException, InterruptedException;

    /** The command that serves it. */
    abstract List<String> command() throws IOException;

    /** URL of a database as its administrator. */
    public abstract String adminUrl(String database);

    abstract void createDatabase() throws SQLException;

    /** Ends every connection of the reader, as a network that fails would. */
    abstract void killReader() throws SQLException;

    final Connection admin() throws SQLException {
        return DriverManager.getConnection(adminUrl("exchange"));
    }

    final void execute(String... statements) throws SQLException {
        executeIn("exchange", statements);
    }

    final void executeIn(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(adminUrl(database));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(adminUrl(first())).close();
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the database does not start: " + Files.readString(folder.resolve("log")), e);
                }
                Thread.sleep(100);
            }
        }
    }

    /** A database that every server of the make has. */
    abstract String first();

    /** The first program of a name in the path or one of some folders. */
    static Path program(String name, String debianPackage, List<Path> folders) throws IOException {
        List<Path> places = new ArrayList<>();
        Stream.of(System.getenv("PATH").split(":")).map(Path::of).forEach(places::add);
        places.addAll(folders);
        return places.stream()
                .map(place -> place.resolve(name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("found no " + name + "; the tests need it. On Debian: apt-get install "
                                + debianPackage + " (.ci/install-system-packages does it)"));
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    final void run(List<String> command, Path input) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process preparation = builder.start();
        if (!preparation.waitFor(START_SECONDS, TimeUnit.SECONDS) || preparation.exitValue() != 0) {
            preparation.destroyForcibly();
            throw new IOException(command.get(0) + " failed: " + Files.readString(folder.resolve("log")));
        }
    }

    private void stop() {
        if (process != null && process.isAlive()) {
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
