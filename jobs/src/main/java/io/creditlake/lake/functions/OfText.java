package io.creditlake.lake.functions;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.ScalarFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A function of one text. Each kind of result has a class, because generated code calls a method of that type. */
abstract class OfText<R> implements UnboundFunction, ScalarFunction<R> {
    private static final long serialVersionUID = 1L;

    private final String name;

    OfText(String name) {
        this.name = name;
    }

    @Override
    public BoundFunction bind(StructType input) {
        if (input.size() != 1) {
            throw new UnsupportedOperationException(name + " takes one text");
        }
        return this;
    }

    @Override
    public DataType[] inputTypes() {
        return new DataType[] {DataTypes.StringType};
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
        return name + "(text)";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfText<?> function && function.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
