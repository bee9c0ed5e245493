package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from two texts to text. */
public final class PairFunction extends OfText<UTF8String> {
    private static final long serialVersionUID = 1L;

    private final Body body;

    /** What the function does; takes and may give null. */
    interface Body extends Serializable {
        String apply(String first, String second);
    }

    PairFunction(String name, String first, String second, Body body) {
        super(name, first, second);
        this.body = body;
    }

    /** Called by generated code. */
    public UTF8String invoke(UTF8String first, UTF8String second) {
        return UTF8String.fromString(
                body.apply(first == null ? null : first.toString(), second == null ? null : second.toString()));
    }

    @Override
    public DataType resultType() {
        return DataTypes.StringType;
    }
}
