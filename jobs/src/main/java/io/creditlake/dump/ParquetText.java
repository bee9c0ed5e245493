package io.creditlake.dump;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/**
 * Values of Parquet as text: days and times as a person writes them, instants in Beijing time, numbers in plain digits,
 * nested values as JSON.
 */
final class ParquetText {
    private static final ZoneId BEIJING = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final int INT96_BYTES = 12;

    private ParquetText() {}

    /** A field of a row; null when it is absent. */
    static String of(Group row, int field) {
        int count = row.getFieldRepetitionCount(field);
        Type type = row.getType().getType(field);
        if (count == 0) {
            return null;
        }
        return type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)
                ? primitive(row, field, 0)
                : json(row, field).toString();
    }

    private static JsonNode json(Group row, int field) {
        Type type = row.getType().getType(field);
        if (!type.isRepetition(Type.Repetition.REPEATED)) {
            return row.getFieldRepetitionCount(field) == 0 ? JSON.nullNode() : element(row, field, 0);
        }
        ArrayNode array = JSON.createArrayNode();
        for (int i = 0; i < row.getFieldRepetitionCount(field); i++) {
            array.add(element(row, field, i));
        }
        return array;
    }

    private static JsonNode element(Group row, int field, int index) {
        Type type = row.getType().getType(field);
        if (type.isPrimitive()) {
            return JSON.getNodeFactory().textNode(primitive(row, field, index));
        }
        Group group = row.getGroup(field, index);
        GroupType fields = group.getType();
        ObjectNode object = JSON.createObjectNode();
        for (int i = 0; i < fields.getFieldCount(); i++) {
            object.set(fields.getFieldName(i), json(group, i));
        }
        return object;
    }

    private static String primitive(Group row, int field, int index) {
        PrimitiveType type = row.getType().getType(field).asPrimitiveType();
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        return switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> String.valueOf(row.getBoolean(field, index));
            case INT32 -> whole(row.getInteger(field, index), meaning);
            case INT64 -> whole(row.getLong(field, index), meaning);
            case INT96 -> int96(row.getInt96(field, index));
            case FLOAT -> floating(Float.toString(row.getFloat(field, index)));
            case DOUBLE -> floating(Double.toString(row.getDouble(field, index)));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(row.getBinary(field, index), meaning);
        };
    }

    private static String whole(long value, LogicalTypeAnnotation meaning) {
        if (meaning instanceof DateLogicalTypeAnnotation) {
            return LocalDate.ofEpochDay(value).toString();
        }
        if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            return BigDecimal.valueOf(value, decimal.getScale()).toPlainString();
        }
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            Instant instant = Instant.EPOCH.plus(value, unit(timestamp.getUnit()));
            return written(LocalDateTime.ofInstant(instant, timestamp.isAdjustedToUTC() ? BEIJING : ZoneOffset.UTC));
        }
        if (meaning instanceof TimeLogicalTypeAnnotation time) {
            return TIME.format(LocalTime.MIDNIGHT.plus(value, unit(time.getUnit())));
        }
        if (meaning instanceof IntLogicalTypeAnnotation number && !number.isSigned()) {
            return number.getBitWidth() == Long.SIZE
                    ? Long.toUnsignedString(value)
                    : Integer.toUnsignedString((int) value);
        }
        return Long.toString(value);
    }

    private static ChronoUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ChronoUnit.MILLIS;
            case MICROS -> ChronoUnit.MICROS;
            case NANOS -> ChronoUnit.NANOS;
        };
    }

    private static String written(LocalDateTime time) {
        return time.toLocalDate() + " " + TIME.format(time);
    }

    /** The older form of an instant: nanoseconds of a Julian day. */
    private static String int96(Binary value) {
        java.nio.ByteBuffer bytes = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != INT96_BYTES) {
            throw new IllegalArgumentException("an instant of other than twelve bytes");
        }
        long nanos = bytes.getLong();
        long day = bytes.getInt() - JULIAN_DAY_OF_EPOCH;
        Instant instant = Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanos);
        return written(LocalDateTime.ofInstant(instant, BEIJING));
    }

    private static String floating(String digits) {
        return digits.endsWith("N") || digits.endsWith("y")
                ? digits
                : new BigDecimal(digits).stripTrailingZeros().toPlainString();
    }

    private static String binary(Binary value, LogicalTypeAnnotation meaning) {
        return meaning instanceof DecimalLogicalTypeAnnotation decimal
                ? new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()).toPlainString()
                : value.toStringUsingUTF8();
    }
}
