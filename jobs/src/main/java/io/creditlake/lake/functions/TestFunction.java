package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to true or false; of null it gives null. */
public final class TestFunction extends OfText<Boolean> {
    private static final long serialVersionUID = 1L;

    private final Body body;

    /** What the function does; takes null. */
    interface Body extends Serializable {
        boolean apply(String text);
    }

    TestFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    /** Called by generated code. */
    public boolean invoke(UTF8String text) {
        return body.apply(text == null ? null : text.toString());
    }

    @Override
    public DataType resultType() {
        return DataTypes.BooleanType;
    }
}
