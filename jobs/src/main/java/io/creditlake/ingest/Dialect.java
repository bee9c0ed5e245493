package io.creditlake.ingest;

import io.creditlake.contract.Pull.Database;
import io.creditlake.contract.Pull.Make;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What differs between makes of database: names, the driver, and how a session is told to be quiet and exact. */
enum Dialect {
    /** PostgreSQL by its own driver. */
    POSTGRES("postgresql", "org.postgresql.Driver", "\"") {
        @Override
        Map<String, String> options(int connectSeconds, int silenceSeconds) {
            return Map.of(
                    "connectTimeout",
                    String.valueOf(connectSeconds),
                    "loginTimeout",
                    String.valueOf(2 * connectSeconds),
                    "socketTimeout",
                    String.valueOf(silenceSeconds),
                    // Values as the database writes them, whatever the zone of this machine.
                    "binaryTransfer",
                    "false",
                    "ApplicationName",
                    "creditlake");
        }

        @Override
        List<String> session(int silenceSeconds) {
            return List.of(
                    "SET TIME ZONE 'Asia/Shanghai'",
                    "SET DateStyle = 'ISO'",
                    "SET IntervalStyle = 'iso_8601'",
                    "SET statement_timeout = " + silenceSeconds * 1000L);
        }
    },
    /** MySQL and MariaDB by the driver of MariaDB. */
    MYSQL("mariadb", "org.mariadb.jdbc.Driver", "`") {
        @Override
        Map<String, String> options(int connectSeconds, int silenceSeconds) {
            return Map.of(
                    "connectTimeout",
                    String.valueOf(connectSeconds * 1000L),
                    "socketTimeout",
                    String.valueOf(silenceSeconds * 1000L),
                    // A server must not be able to ask for files of this machine.
                    "allowLocalInfile",
                    "false",
                    "tinyInt1isBit",
                    "false",
                    "yearIsDateType",
                    "false");
        }

        @Override
        List<String> session(int silenceSeconds) {
            return List.of("SET time_zone = '+08:00'");
        }
    };

    private final String scheme;
    private final String driver;
    private final String quote;

    Dialect(String scheme, String driver, String quote) {
        this.scheme = scheme;
        this.driver = driver;
        this.quote = quote;
    }

    static Dialect of(Make make) {
        return make == Make.POSTGRES ? POSTGRES : MYSQL;
    }

    /** Name of the driver's class. */
    String driver() {
        return driver;
    }

    /** URL of a database. Its parts are linted to be names; user and password are no part of it. */
    String url(Database database) {
        return "jdbc:" + scheme + "://" + database.host() + ":" + database.port() + "/" + database.name();
    }

    /** The table of a pull, quoted. */
    String table(Database database, String table) {
        return database.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(table);
    }

    /** A name as an identifier, whatever it holds. */
    String quoted(String name) {
        return quote + name.replace(quote, quote + quote) + quote;
    }

    /** Properties of a connection beside user and password. */
    abstract Map<String, String> options(int connectSeconds, int silenceSeconds);

    /** Statements that begin a session. */
    abstract List<String> session(int silenceSeconds);

    /** Properties of a connection. */
    Properties properties(String user, String password, int connectSeconds, int silenceSeconds) {
        Properties properties = new Properties();
        properties.putAll(options(connectSeconds, silenceSeconds));
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }
}
