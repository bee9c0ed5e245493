package io.creditlake.lake.functions;

import io.creditlake.standards.compare.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** Arrays of texts as generated code hands them over, and the words of kinds. */
final class TextArrays {
    /** The type of an array of texts. */
    static final DataType TEXTS = DataTypes.createArrayType(DataTypes.StringType);

    private static final Map<UTF8String, Kind> KINDS = new HashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            KINDS.put(UTF8String.fromString(kind.key()), kind);
        }
    }

    private TextArrays() {}

    /**
     * The kind of a word.
     *
     * @throws IllegalArgumentException when there is none
     */
    static Kind kind(UTF8String key) {
        Kind kind = key == null ? null : KINDS.get(key);
        if (kind == null) {
            throw new IllegalArgumentException("the kind '" + key + "'; known are " + String.join(", ", Kind.keys()));
        }
        return kind;
    }

    /** The texts of an array, those that are null or empty aside; none of null. */
    static List<String> texts(ArrayData array) {
        int length = array == null ? 0 : array.numElements();
        List<String> texts = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            if (!array.isNullAt(i)) {
                UTF8String text = array.getUTF8String(i);
                if (text.numBytes() > 0) {
                    texts.add(text.toString());
                }
            }
        }
        return texts;
    }

    /** An array of texts. */
    static ArrayData of(Collection<String> texts) {
        Object[] values = new Object[texts.size()];
        int i = 0;
        for (String text : texts) {
            values[i++] = UTF8String.fromString(text);
        }
        return new GenericArrayData(values);
    }
}
