package io.creditlake.ingest;

import io.creditlake.contract.Pull;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of the machine. It refuses to run as root, so that another user runs it there. */
final class PostgresServer extends DatabaseServer {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String NOBODY = "nobody";

    @Override
    Pull.Make make() {
        return Pull.Make.POSTGRES;
    }

    @Override
    void prepare() throws IOException, InterruptedException {
        Path password = Files.writeString(folder().resolve("password"), "administrator");
        Files.createDirectory(data());
        if (isRoot()) {
            UserPrincipal nobody =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
            for (Path path : List.of(folder(), data(), password)) {
                Files.setOwner(path, nobody);
            }
        }
        run(
                as(
                        program("initdb").toString(),
                        "--pgdata=" + data(),
                        "--username=postgres",
                        "--auth=scram-sha-256",
                        "--pwfile=" + password,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"),
                null);
    }

    @Override
    List<String> command() throws IOException {
        return as(
                program("postgres").toString(),
                "-D",
                data().toString(),
                "-p",
                String.valueOf(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
                // The zone of the server is not to matter.
                "-c",
                "TimeZone=America/New_York");
    }

    private static List<String> as(String... command) {
        List<String> whole = new ArrayList<>();
        if (isRoot()) {
            whole.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=nogroup", "--clear-groups"));
        }
        whole.addAll(List.of(command));
        return whole;
    }

    private static Path program(String name) throws IOException {
        List<Path> folders = List.of();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                folders = versions.sorted(Comparator.reverseOrder())
                        .map(version -> version.resolve("bin"))
                        .toList();
            }
        }
        return program(name, "postgresql", folders);
    }

    @Override
    String first() {
        return "postgres";
    }

    @Override
    public String adminUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres&password=administrator";
    }

    @Override
    void createDatabase() throws SQLException {
        executeIn(first(), "CREATE DATABASE exchange");
        execute(
                "CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD.replace("'", "''") + "'",
                "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + USER);
    }

    @Override
    void killReader() throws SQLException {
        execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '" + USER + "'");
    }
}
