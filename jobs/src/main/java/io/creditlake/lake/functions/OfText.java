package io.creditlake.lake.functions;

import java.util.Arrays;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A function of one text or several. Each kind of result has a class, because generated code calls a method of that type. */
abstract class OfText<R> implements UnboundFunction, ScalarFunction<R> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String[] arguments;

    /** @param arguments what the texts are called; one {@code text} when there are none */
    OfText(String name, String... arguments) {
        this.name = name;
        this.arguments = arguments.length == 0 ? new String[] {"text"} : arguments;
    }

    @Override
    public BoundFunction bind(StructType input) {
        if (input.size() != arguments.length) {
            throw new UnsupportedOperationException("write " + description());
        }
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        DataType[] types = new DataType[arguments.length];
        Arrays.fill(types, DataTypes.StringType);
        return types;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String canonicalName() {
        return name;
    }

    @Override
    public String description() {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfText<?> function
                && function.name.equals(name)
                && function.arguments.length == arguments.length;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
