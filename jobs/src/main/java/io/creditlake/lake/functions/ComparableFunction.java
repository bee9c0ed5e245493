package io.creditlake.lake.functions;

import io.creditlake.standards.compare.Comparables;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code comparable(kind, values)}: the comparable forms of values, see {@link Comparables}. */
public final class ComparableFunction extends Typed<ArrayData> {
    private static final long serialVersionUID = 1L;

    private final Comparables comparables;

    ComparableFunction(String name, Comparables comparables) {
        super(name, new String[] {"kind", "values"}, DataTypes.StringType, TextArrays.TEXTS);
        this.comparables = comparables;
    }

    /** Called by generated code; of null an empty array. */
    public ArrayData invoke(UTF8String kind, ArrayData values) {
        return TextArrays.of(comparables.of(TextArrays.kind(kind), TextArrays.texts(values)));
    }

    @Override
    public DataType resultType() {
        return TextArrays.TEXTS;
    }
}
