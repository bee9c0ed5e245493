package io.creditlake.ingest;

import io.creditlake.contract.Pull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A MariaDB of the machine. */
final class MariaDbServer extends DatabaseServer {
    private static final List<Path> FOLDERS = List.of(Path.of("/usr/sbin"), Path.of("/usr/libexec"));
    private static final List<Path> SCRIPTS = List.of(Path.of("/usr/share/mysql"), Path.of("/usr/share/mariadb"));

    @Override
    Pull.Make make() {
        return Pull.Make.MYSQL;
    }

    /** What mariadb-install-db does, of which not every package brings all parts. */
    @Override
    void prepare() throws IOException, InterruptedException {
        Files.createDirectory(data());
        StringBuilder sql = new StringBuilder(
                """
                CREATE DATABASE mysql;
                USE mysql;
                SET @auth_root_socket = NULL;
                SET @skip_auth_anonymous = 1;
                """);
        for (String script : List.of("mysql_system_tables.sql", "mysql_system_tables_data.sql")) {
            sql.append(Files.readString(script(script))).append('\n');
        }
        Path input = Files.writeString(folder().resolve("bootstrap.sql"), sql);
        List<String> command = server();
        command.add("--bootstrap");
        run(command, input);
    }

    private static Path script(String name) throws IOException {
        return SCRIPTS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("found no " + name + " in " + SCRIPTS));
    }

    private List<String> server() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("mariadbd", "mariadb-server-core", FOLDERS).toString(),
                "--no-defaults",
                "--datadir=" + data(),
                "--innodb-buffer-pool-size=64M",
                "--innodb-log-file-size=16M",
                "--innodb-flush-log-at-trx-commit=0"));
        if (isRoot()) {
            command.add("--user=root");
        }
        return command;
    }

    @Override
    List<String> command() throws IOException {
        List<String> command = server();
        command.addAll(List.of(
                "--port=" + port(),
                "--bind-address=127.0.0.1",
                "--socket=" + folder().resolve("socket"),
                "--pid-file=" + folder().resolve("pid"),
                "--character-set-server=utf8mb4",
                // Dates of zeros are to be had, and the zone of the server is not to matter.
                "--sql-mode=",
                "--default-time-zone=-05:00"));
        return command;
    }

    @Override
    String first() {
        return "mysql";
    }

    @Override
    public String adminUrl(String database) {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + database + "?user=root";
    }

    @Override
    void createDatabase() throws SQLException {
        executeIn(
                first(),
                "CREATE DATABASE exchange",
                "CREATE USER " + USER + " IDENTIFIED BY '"
                        + PASSWORD.replace("\\", "\\\\").replace("'", "''") + "'",
                "GRANT SELECT ON exchange.* TO " + USER);
    }

    @Override
    void killReader() throws SQLException {
        List<String> kills = new ArrayList<>();
        try (Connection admin = admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT id FROM information_schema.processlist WHERE user = '" + USER + "'")) {
            while (found.next()) {
                kills.add("KILL CONNECTION " + found.getLong(1));
            }
        }
        execute(kills.toArray(String[]::new));
    }
}
