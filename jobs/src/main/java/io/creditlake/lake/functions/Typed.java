package io.creditlake.lake.functions;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** A function of given arguments. Each kind of result has a class, because generated code calls a method of that type. */
abstract class Typed<R> implements UnboundFunction, ScalarFunction<R> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String[] arguments;
    private final DataType[] types;

    /**
     * A function.
     *
     * @param arguments what the arguments are called
     * @param types their types, as many
     */
    Typed(String name, String[] arguments, DataType... types) {
        this.name = name;
        this.arguments = arguments;
        this.types = types;
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
        return types.clone();
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
        return other instanceof Typed<?> function
                && function.name.equals(name)
                && function.arguments.length == arguments.length;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
