package io.creditlake.ingest;

import io.creditlake.contract.Pull.Overlap;
import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * What a change column is made of. Values pass through here as text in one form, which sorts apart from nothing: ISO for
 * times (in Beijing time), plain digits for numbers.
 */
enum ChangeKind {
    /** A time without zone, or one that the session shows in Beijing time. */
    TIME {
        @Override
        String canonical(String text) {
            return LocalDateTime.parse(text.replace(' ', 'T')).toString();
        }

        @Override
        Object bound(String value) {
            return LocalDateTime.parse(value);
        }

        @Override
        String before(String value, long seconds) {
            return LocalDateTime.parse(value).minusSeconds(seconds).toString();
        }

        @Override
        Optional<String> end(LocalDate night) {
            return Optional.of(night.plusDays(1).atStartOfDay().toString());
        }
    },
    /** PostgreSQL's time with zone. */
    INSTANT {
        @Override
        String canonical(String text) {
            return TIME.canonical(withoutOffset(text));
        }

        @Override
        Object bound(String value) {
            return LocalDateTime.parse(value).atOffset(BEIJING);
        }

        @Override
        String before(String value, long seconds) {
            return TIME.before(value, seconds);
        }

        @Override
        Optional<String> end(LocalDate night) {
            return TIME.end(night);
        }
    },
    /** A day. */
    DAY {
        @Override
        String canonical(String text) {
            return LocalDate.parse(text).toString();
        }

        @Override
        Object bound(String value) {
            return LocalDate.parse(value);
        }

        @Override
        String before(String value, long seconds) {
            long days = -Math.floorDiv(-seconds, SECONDS_A_DAY);
            return LocalDate.parse(value).minusDays(days).toString();
        }

        @Override
        Optional<String> end(LocalDate night) {
            return Optional.of(night.plusDays(1).toString());
        }
    },
    /** A number that grows. It says nothing of dates, so that a pull by it has no end but its beginning. */
    NUMBER {
        @Override
        String canonical(String text) {
            return new BigDecimal(text).toPlainString();
        }

        @Override
        Object bound(String value) {
            return new BigDecimal(value);
        }

        @Override
        String before(String value, long steps) {
            return new BigDecimal(value).subtract(BigDecimal.valueOf(steps)).toPlainString();
        }

        @Override
        Optional<String> end(LocalDate night) {
            return Optional.empty();
        }
    };

    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);
    private static final long SECONDS_A_DAY = 24 * 60 * 60;

    /** The kind of a column of a result; empty when no order of changes can be read from it. */
    static Optional<ChangeKind> of(ResultSetMetaData columns, int column) throws SQLException {
        String type = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (columns.getColumnType(column)) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                Optional.of(type.equals("timestamptz") ? INSTANT : TIME);
            case Types.DATE -> Optional.of(DAY);
            case Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> Optional.of(NUMBER);
            default -> Optional.empty();
        };
    }

    /** A time as PostgreSQL shows it in a session of Beijing time, without its offset. */
    static String withoutOffset(String text) {
        return text.endsWith("+08") ? text.substring(0, text.length() - "+08".length()) : text;
    }

    /**
     * The one form of a value.
     *
     * @throws DateTimeException or NumberFormatException when the text is no such value
     */
    abstract String canonical(String text);

    /** A value as a parameter of a statement. */
    abstract Object bound(String value);

    /** A value so much earlier, in seconds or steps. */
    abstract String before(String value, long amount);

    /** The first value after a night. */
    abstract Optional<String> end(LocalDate night);

    /**
     * Where a pull begins that has read up to a value.
     *
     * @throws PullException when the value or the overlap is none of this kind
     */
    String start(String value, Optional<Overlap> overlap) throws PullException {
        if (overlap.isPresent() && overlap.get().ofTime() == (this == NUMBER)) {
            throw new PullException("合同中的 overlap 与变更列的类型不符，请联系平台运维");
        }
        try {
            bound(value);
            return overlap.map(o -> before(value, o.amount())).orElse(value);
        } catch (DateTimeException | NumberFormatException e) {
            throw new PullException("上次读到的位置 " + value + " 与变更列的类型不符，请联系平台运维");
        }
    }
}
