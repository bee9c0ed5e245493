package io.creditlake.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How rows of a department's front-end exchange database (前置库) are read.
 *
 * @param database where it is
 * @param table table or view, as the database writes it
 * @param changeColumn when a row was last changed, or a number that grows with every change; never null there
 * @param keyColumns columns that, within equal values of the change column, put rows in an order
 * @param operations column that says what happened to a row; empty when rows are only added or changed
 * @param overlap how far before the last value read a pull begins, for changes that were committed late; empty for none
 * @param fetchSize rows held in memory at once
 */
public record Pull(
        Database database,
        String table,
        String changeColumn,
        List<String> keyColumns,
        Optional<Operations> operations,
        Optional<Overlap> overlap,
        int fetchSize) {

    /** Makes of database. MariaDB and MySQL are read alike. */
    public enum Make {
        /** PostgreSQL. */
        POSTGRES,
        /** MySQL or MariaDB. */
        MYSQL
    }

    /**
     * A database as its entry in the contract describes it. User and password are never part of a contract.
     *
     * @param server name of the entry, under which {@code conf/creditlake.yaml} names user and password
     * @param make make
     * @param host name or address of the host
     * @param port port
     * @param name name of the database
     * @param schema schema of the table; empty for MySQL
     */
    public record Database(String server, Make make, String host, int port, String name, Optional<String> schema) {
        /** Where it is, for messages. */
        public String address() {
            return host + ":" + port + "/" + name;
        }
    }

    /** What happened to a row. */
    public enum Operation {
        /** It is new. */
        INSERT,
        /** It is another than before. */
        UPDATE,
        /** The department withdraws the fact. */
        DELETE
    }

    /**
     * The column that says what happened to a row.
     *
     * @param column its name
     * @param meanings what each of its values means
     */
    public record Operations(String column, Map<String, Operation> meanings) {}

    /**
     * A stretch of the change column.
     *
     * @param amount seconds of a column of times, steps of a column of numbers
     * @param ofTime whether it is a time
     */
    public record Overlap(long amount, boolean ofTime) {}
}
