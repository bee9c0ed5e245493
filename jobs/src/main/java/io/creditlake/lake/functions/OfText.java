package io.creditlake.lake.functions;

import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** A function of one text or several. */
abstract class OfText<R> extends Typed<R> {
    private static final long serialVersionUID = 1L;

    /** @param arguments what the texts are called; one {@code text} when there are none */
    OfText(String name, String... arguments) {
        super(name, named(arguments), texts(named(arguments).length));
    }

    private static String[] named(String... arguments) {
        return arguments.length == 0 ? new String[] {"text"} : arguments;
    }

    private static DataType[] texts(int count) {
        DataType[] types = new DataType[count];
        Arrays.fill(types, DataTypes.StringType);
        return types;
    }
}
