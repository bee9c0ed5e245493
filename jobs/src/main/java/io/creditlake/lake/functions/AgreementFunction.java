package io.creditlake.lake.functions;

import io.creditlake.standards.compare.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code agreement(kind, left, right)}: the best level at which a value of one agrees with a value of the other. */
public final class AgreementFunction extends Typed<UTF8String> {
    private static final long serialVersionUID = 1L;
    private static final Map<Kind, UTF8String[]> LEVELS = levels();

    AgreementFunction(String name) {
        super(name, new String[] {"kind", "left", "right"}, DataTypes.StringType, TextArrays.TEXTS, TextArrays.TEXTS);
    }

    private static Map<Kind, UTF8String[]> levels() {
        Map<Kind, UTF8String[]> levels = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            levels.put(kind, kind.levels().stream().map(UTF8String::fromString).toArray(UTF8String[]::new));
        }
        return levels;
    }

    /** Called by generated code; null when one of the two says nothing. */
    public UTF8String invoke(UTF8String kindKey, ArrayData left, ArrayData right) {
        if (left == null || right == null || left.numElements() == 0 || right.numElements() == 0) {
            return null;
        }
        Kind kind = TextArrays.kind(kindKey);
        List<String> a = TextArrays.texts(left);
        List<String> b = TextArrays.texts(right);
        UTF8String[] levels = LEVELS.get(kind);
        int best = levels.length;
        for (int i = 0; i < a.size() && best > 0; i++) {
            for (int j = 0; j < b.size() && best > 0; j++) {
                best = Math.min(best, kind.level(a.get(i), b.get(j)));
            }
        }
        return best == levels.length ? null : levels[best];
    }

    @Override
    public DataType resultType() {
        return DataTypes.StringType;
    }
}
