package io.creditlake.lake.functions;

import io.creditlake.standards.compare.Kind;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code comparable_parts(kind, part, values)}: a part of each of the comparable forms, distinct, ascending. */
public final class PartsFunction extends Typed<ArrayData> {
    private static final long serialVersionUID = 1L;

    PartsFunction(String name) {
        super(
                name,
                new String[] {"kind", "part", "values"},
                DataTypes.StringType,
                DataTypes.StringType,
                TextArrays.TEXTS);
    }

    /** Called by generated code; an empty array when no value has the part. */
    public ArrayData invoke(UTF8String kindKey, UTF8String part, ArrayData values) {
        Kind kind = TextArrays.kind(kindKey);
        String wanted = String.valueOf(part);
        TreeSet<String> found = new TreeSet<>();
        for (String value : TextArrays.texts(values)) {
            if (kind.parts().contains(wanted)) {
                kind.part(wanted, value, found::add);
            } else if (kind.terms().contains(wanted)) {
                String term = kind.term(value);
                if (term != null) {
                    found.add(term);
                }
            } else {
                throw new IllegalArgumentException("the part '" + wanted + "' of " + kind.key() + "; known are "
                        + String.join(", ", kind.parts()) + ", " + String.join(", ", kind.terms()));
            }
        }
        return TextArrays.of(found);
    }

    @Override
    public DataType resultType() {
        return TextArrays.TEXTS;
    }
}
