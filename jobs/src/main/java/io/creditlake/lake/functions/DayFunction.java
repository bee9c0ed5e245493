package io.creditlake.lake.functions;

import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to a day. */
public final class DayFunction extends OfText<Integer> {
    private static final long serialVersionUID = 1L;

    private final Body body;

    /** What the function does; takes null and gives days since 1970-01-01, the least int for none. */
    interface Body extends Serializable {
        int apply(String text);
    }

    DayFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    /** Called by generated code. */
    public Integer invoke(UTF8String text) {
        int day = body.apply(text == null ? null : text.toString());
        return day == Integer.MIN_VALUE ? null : (Integer) day;
    }

    @Override
    public DataType resultType() {
        return DataTypes.DateType;
    }
}
