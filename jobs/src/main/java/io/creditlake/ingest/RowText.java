package io.creditlake.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.Locale;

/**
 * Rows of a result as lines of JSON in UTF-8: every value as the text that the database shows, times in Beijing time,
 * truth as {@code true} and {@code false}, numbers in plain digits, bytes in Base64, and null for none.
 */
final class RowText {
    /** How MySQL writes a date that is none. */
    private static final String ZERO_DATE = "0000-00-00";

    private static final JsonFactory JSON = new JsonFactory();

    private final String[] names;
    private final Shape[] shapes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private enum Shape {
        TEXT,
        TRUTH,
        FLOAT,
        TIME,
        BYTES
    }

    /** For the rows of a result. */
    RowText(ResultSetMetaData columns) throws SQLException {
        names = new String[columns.getColumnCount()];
        shapes = new Shape[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
            shapes[i] = shape(columns, i + 1);
        }
    }

    private static Shape shape(ResultSetMetaData columns, int column) throws SQLException {
        String type = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
        return switch (columns.getColumnType(column)) {
            case Types.BOOLEAN -> Shape.TRUTH;
            case Types.BIT -> type.startsWith("bool") || columns.getPrecision(column) <= 1 ? Shape.TRUTH : Shape.BYTES;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Shape.FLOAT;
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Shape.TIME;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Shape.BYTES;
            default -> Shape.TEXT;
        };
    }

    /** The row that the result stands at, with its line end. */
    byte[] line(ResultSet row) throws SQLException, IOException {
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            for (int i = 0; i < names.length; i++) {
                json.writeStringField(names[i], text(row, i + 1, shapes[i]));
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    /** A value as text; null for none. */
    private static String text(ResultSet row, int column, Shape shape) throws SQLException {
        if (shape == Shape.BYTES) {
            byte[] bytes = row.getBytes(column);
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }
        if (shape == Shape.TRUTH) {
            boolean truth = row.getBoolean(column);
            return row.wasNull() ? null : String.valueOf(truth);
        }
        String text = row.getString(column);
        if (text == null) {
            return null;
        }
        return switch (shape) {
            case FLOAT -> plain(text);
            case TIME -> text.startsWith(ZERO_DATE) ? null : ChangeKind.withoutOffset(text);
            default -> text;
        };
    }

    /** A number without exponent; what is no number, such as NaN, as it is. */
    private static String plain(String text) {
        try {
            return new BigDecimal(text).toPlainString();
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
