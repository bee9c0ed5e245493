package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;

/**
 * The blocks of a subject. A block is a number, {@code xxhash64(rule, value of its first key, …)}; two subjects are
 * compared when they share one.
 */
public final class Blocks {
    private Blocks() {}

    /**
     * All blocks of a profile.
     *
     * @return {@code array<bigint>}, distinct and without nulls, over the columns of a {@linkplain Profiles profile}
     */
    public static Column of(Model model) {
        return array_distinct(
                concat(model.blocking().stream().map(rule -> of(model, rule)).toArray(Column[]::new)));
    }

    /** The blocks of a profile by one rule alone. */
    public static Column of(Model model, BlockingRule rule) {
        Column[] values = rule.keys().stream().map(key -> values(model, key)).toArray(Column[]::new);
        return call_function("credit.blocks", lit(rule.name()), array(values));
    }

    private static Column values(Model model, BlockingRule.Key key) {
        Column[] parts = key.columns().stream()
                .map(column -> call_function(
                        "credit.comparable_parts", lit(model.kind(column).key()), lit(key.part()), col(column)))
                .toArray(Column[]::new);
        return parts.length == 1 ? parts[0] : concat(parts);
    }
}
