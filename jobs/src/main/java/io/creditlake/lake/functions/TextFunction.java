package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to text. */
public final class TextFunction extends OfText<UTF8String> {
    private static final long serialVersionUID = 1L;

    private final Body body;

    /** What the function does; takes and may give null. */
    interface Body extends Serializable {
        String apply(String text);
    }

    TextFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    /** Called by generated code. */
    public UTF8String invoke(UTF8String text) {
        return text == null ? null : UTF8String.fromString(body.apply(text.toString()));
    }

    @Override
    public DataType resultType() {
        return DataTypes.StringType;
    }
}
