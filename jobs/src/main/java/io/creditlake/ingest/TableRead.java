package io.creditlake.ingest;

import io.creditlake.contract.Pull;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what has changed in a table, in one state of the database, in the order of the changes. */
final class TableRead {
    private static final int DIGEST_BYTES = 16;

    private final Connection connection;
    private final Pull pull;
    private final Dialect dialect;
    private final String table;
    private final String change;
    private final long deadline;

    /**
     * A read over a connection that {@link Connections} opened.
     *
     * @param most longest time it may take
     */
    TableRead(Connection connection, Pull pull, Duration most) {
        this.connection = connection;
        this.pull = pull;
        this.dialect = Dialect.of(pull.database().make());
        this.table = dialect.table(pull.database(), pull.table());
        this.change = dialect.quoted(pull.changeColumn());
        this.deadline = System.nanoTime() + most.toNanos();
    }

    /**
     * What there is to read.
     *
     * @param kind what the change column is made of
     * @param column its place
     * @param start first value to read; empty for the beginning
     * @param end last value to read
     */
    record Range(ChangeKind kind, int column, Optional<String> start, String end) {}

    /**
     * What was read.
     *
     * @param rows rows written
     * @param mark up to where the table has been read now
     */
    record Done(long rows, HighWater mark) {}

    /**
     * Looks at the columns and up to where the table has changed.
     *
     * @param mark up to where it has been read; empty for a first pull
     * @return empty when nothing can have changed since
     * @throws PullException when a column is lacking or the mark does not fit
     */
    Optional<Range> range(LocalDate night, Optional<HighWater> mark) throws SQLException, PullException {
        int column;
        ChangeKind kind;
        try (PreparedStatement none = connection.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0");
                ResultSet result = none.executeQuery()) {
            ResultSetMetaData columns = result.getMetaData();
            column = columnsNeeded(columns);
            kind = ChangeKind.of(columns, column)
                    .orElseThrow(() -> new PullException("变更列 " + pull.changeColumn() + " 的类型既不是日期、时间，也不是整数，无法按变更读取"));
        }
        Optional<String> start = Optional.empty();
        if (mark.isPresent()) {
            start = Optional.of(kind.start(mark.get().value(), pull.overlap()));
        }
        Optional<String> last = last(kind, night);
        if (last.isEmpty() || (start.isPresent() && isBefore(kind, last.get(), start.get()))) {
            return Optional.empty();
        }
        return Optional.of(new Range(kind, column, start, last.get()));
    }

    private int columnsNeeded(ResultSetMetaData columns) throws SQLException, PullException {
        List<String> present = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            present.add(columns.getColumnLabel(i));
        }
        String lacking = Stream.of(
                        Stream.of(pull.changeColumn()),
                        pull.keyColumns().stream(),
                        pull.operations().stream().map(Pull.Operations::column))
                .flatMap(names -> names)
                .distinct()
                .filter(name -> position(present, name) < 0)
                .map(name -> name
                        + present.stream()
                                .filter(name::equalsIgnoreCase)
                                .findFirst()
                                .map(near -> "（数据库中写作 " + near + "）")
                                .orElse(""))
                .collect(Collectors.joining("、"));
        if (!lacking.isEmpty()) {
            throw new PullException(pull.table() + " 缺少增量读取所需的列：" + lacking);
        }
        return position(present, pull.changeColumn()) + 1;
    }

    /** PostgreSQL tells quoted names apart by case, MySQL does not. */
    private int position(List<String> present, String name) {
        for (int i = 0; i < present.size(); i++) {
            boolean same = dialect == Dialect.MYSQL
                    ? present.get(i).equalsIgnoreCase(name)
                    : present.get(i).equals(name);
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private Optional<String> last(ChangeKind kind, LocalDate night) throws SQLException {
        Optional<String> end = kind.end(night);
        String sql = "SELECT max(" + change + ") FROM " + table
                + end.map(e -> " WHERE " + change + " < ?").orElse("");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (end.isPresent()) {
                statement.setObject(1, kind.bound(end.get()));
            }
            try (ResultSet result = statement.executeQuery()) {
                String text = result.next() ? result.getString(1) : null;
                return text == null ? Optional.empty() : Optional.of(kind.canonical(text));
            }
        }
    }

    private static boolean isBefore(ChangeKind kind, String one, String other) {
        return compare(kind.bound(one), kind.bound(other)) < 0;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static int compare(Object one, Object other) {
        return ((Comparable) one).compareTo(other);
    }

    /** Whether some rows have no value in the change column, so that no pull will ever read them. */
    boolean hasUndated() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT 1 FROM " + table + " WHERE " + change + " IS NULL LIMIT 1");
                ResultSet result = statement.executeQuery()) {
            return result.next();
        }
    }

    /**
     * Writes the rows of a range as lines of JSON, without those that the mark has seen.
     *
     * @throws IOException when they cannot be written
     * @throws PullException when it takes too long
     */
    Done write(Range range, Optional<HighWater> mark, OutputStream out)
            throws SQLException, IOException, PullException {
        String sql = "SELECT * FROM " + table + " WHERE " + change + " <= ?"
                + range.start().map(s -> " AND " + change + " >= ?").orElse("") + " ORDER BY " + change + ", "
                + pull.keyColumns().stream().map(dialect::quoted).collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(pull.fetchSize());
            statement.setObject(1, range.kind().bound(range.end()));
            if (range.start().isPresent()) {
                statement.setObject(2, range.kind().bound(range.start().get()));
            }
            try (ResultSet rows = statement.executeQuery()) {
                return write(range, mark, rows, out);
            }
        }
    }

    private Done write(Range range, Optional<HighWater> mark, ResultSet rows, OutputStream out)
            throws SQLException, IOException, PullException {
        RowText text = new RowText(rows.getMetaData());
        Optional<String> before = mark.map(HighWater::value);
        List<String> known = mark.map(HighWater::seen).orElse(List.of());
        List<String> seen = new ArrayList<>(before.equals(Optional.of(range.end())) ? known : List.of());
        boolean tooMany = before.equals(Optional.of(range.end())) && known.isEmpty();
        long written = 0;
        for (long read = 1; rows.next(); read++) {
            if (read % pull.fetchSize() == 0 && System.nanoTime() > deadline) {
                throw new PullException("读取用时超过约定的上限，已读部分作废");
            }
            byte[] line = text.line(rows);
            String value = range.kind().canonical(rows.getString(range.column()));
            if (value.equals(range.end()) || before.equals(Optional.of(value))) {
                String digest = digest(line);
                if (before.equals(Optional.of(value)) && known.contains(digest)) {
                    continue;
                }
                if (value.equals(range.end()) && !tooMany) {
                    seen.add(digest);
                    tooMany = seen.size() > HighWater.MOST_SEEN;
                }
            }
            out.write(line);
            written++;
        }
        return new Done(written, new HighWater(range.end(), tooMany ? List.of() : List.copyOf(seen)));
    }

    private static String digest(byte[] line) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(line);
            return HexFormat.of().formatHex(Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java without SHA-256", e);
        }
    }
}
