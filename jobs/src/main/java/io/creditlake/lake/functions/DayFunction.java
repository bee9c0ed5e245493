package io.creditlake.lake.functions;

import io.creditlake.standards.Dates;
import java.io.Serializable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** A function from text to a day. */
public final class DayFunction extends OfText<Integer> {
    private static final long serialVersionUID = 1L;
    private static final int FIRST_PLAIN = Dates.plainEpochDay("1900-01-02");
    private static final int LAST_PLAIN = Dates.plainEpochDay("2099-12-30");

    private final Body body;

    /** What the function does; takes null and gives days since 1970-01-01, {@link Dates#NONE} for none. */
    interface Body extends Serializable {
        int apply(String text);
    }

    DayFunction(String name, Body body) {
        super(name);
        this.body = body;
    }

    /** Called by generated code. */
    public Integer invoke(UTF8String text) {
        if (text == null) {
            return null;
        }
        int day = Plain.day(text);
        if (day < FIRST_PLAIN || day > LAST_PLAIN) {
            // None, or one that may stand for something else.
            day = body.apply(text.toString());
        }
        return day == Dates.NONE ? null : (Integer) day;
    }

    @Override
    public DataType resultType() {
        return DataTypes.DateType;
    }
}
