package io.creditlake.ingest;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;

/**
 * A pull that did not come about. The message is for the department, and never holds what a driver says: that may be
 * values of rows or the name of an account.
 */
final class PullException extends Exception {
    private static final long serialVersionUID = 1L;

    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "3F000");
    private static final Set<String> NO_SUCH_COLUMN = Set.of("42703", "42S22");
    /** Cancelled or timed out, in PostgreSQL and MariaDB. */
    private static final Set<String> CANCELLED = Set.of("57014", "70100");

    private static final int UNKNOWN_DATABASE = 1049;
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227);

    PullException(String message) {
        super(message);
    }

    private PullException(String message, SQLException cause) {
        super(message, cause);
    }

    /**
     * Says what a database's refusal means.
     *
     * @param table table that was read
     * @param address where the database is
     * @param connected whether the connection stood
     */
    static PullException of(SQLException e, String table, String address, boolean connected) {
        return new PullException(reason(e, table, address, connected) + "（" + code(e) + "）", e);
    }

    private static String reason(SQLException e, String table, String address, boolean connected) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (isTimeout(e)) {
            return connected ? "读取超时，数据库在约定时间内没有应答：" + address : "数据库无法连接（超时）：" + address;
        }
        if (state.startsWith("28")) {
            return "数据库不接受所配置的账号或口令：" + address;
        }
        if (state.equals("3D000") || e.getErrorCode() == UNKNOWN_DATABASE) {
            return "没有这个数据库：" + address;
        }
        if (state.equals("42501") || DENIED.contains(e.getErrorCode())) {
            return "所配置的账号无权读取 " + table;
        }
        if (NO_SUCH_TABLE.contains(state)) {
            return "数据库中没有表或视图 " + table;
        }
        if (NO_SUCH_COLUMN.contains(state)) {
            return table + " 缺少约定的列";
        }
        if (state.startsWith("08") || state.startsWith("57P") || !connected) {
            return connected ? "读取中途与数据库的连接断开，已读部分作废：" + address : "数据库无法连接：" + address;
        }
        return "读取 " + table + " 失败";
    }

    private static boolean isTimeout(SQLException e) {
        if (e instanceof SQLTimeoutException || CANCELLED.contains(String.valueOf(e.getSQLState()))) {
            return true;
        }
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static String code(SQLException e) {
        return "SQLSTATE " + (e.getSQLState() == null ? "无" : e.getSQLState());
    }
}
