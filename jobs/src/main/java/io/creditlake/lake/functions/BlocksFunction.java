package io.creditlake.lake.functions;

import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@code blocks(rule, parts)}: for every choice of one value from each part the hash {@code xxhash64(rule, value, …)},
 * distinct, ascending. A part without a value makes none.
 */
public final class BlocksFunction extends Typed<ArrayData> {
    private static final long serialVersionUID = 1L;
    private static final long SEED = 42;

    BlocksFunction(String name) {
        super(name, new String[] {"rule", "parts"}, DataTypes.StringType, DataTypes.createArrayType(TextArrays.TEXTS));
    }

    /** Called by generated code. */
    public ArrayData invoke(UTF8String rule, ArrayData parts) {
        Set<Long> hashes = new TreeSet<>();
        if (rule != null && parts != null && parts.numElements() > 0) {
            choose(parts, 0, XXH64.hashUTF8String(rule, SEED), hashes);
        }
        return ArrayData.toArrayData(hashes.stream().mapToLong(Long::longValue).toArray());
    }

    private static void choose(ArrayData parts, int at, long hash, Set<Long> hashes) {
        if (at == parts.numElements()) {
            hashes.add(hash);
            return;
        }
        ArrayData values = parts.isNullAt(at) ? null : parts.getArray(at);
        for (int i = 0; values != null && i < values.numElements(); i++) {
            if (!values.isNullAt(i)) {
                choose(parts, at + 1, XXH64.hashUTF8String(values.getUTF8String(i), hash), hashes);
            }
        }
    }

    @Override
    public DataType resultType() {
        return DataTypes.createArrayType(DataTypes.LongType, false);
    }
}
