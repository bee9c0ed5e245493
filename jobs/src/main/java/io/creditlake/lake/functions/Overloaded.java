package io.creditlake.lake.functions;

import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.StructType;

/**
 * A name for two functions: one of one text, one of two.
 *
 * @param one of one text
 * @param two of two
 */
record Overloaded(OfText<?> one, OfText<?> two) implements UnboundFunction {
    @Override
    public BoundFunction bind(StructType input) {
        return input.size() == 1 ? one : two.bind(input);
    }

    @Override
    public String description() {
        return one.description() + ", " + two.description();
    }

    @Override
    public String name() {
        return one.name();
    }
}
