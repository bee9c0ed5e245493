package io.creditlake.match;

import java.util.List;

/**
 * A reason to compare two subjects: they share a value of every key.
 *
 * @param name name, unique in the model
 * @param keys keys; a subject without a value of one is in no block of the rule
 */
public record BlockingRule(String name, List<Key> keys) {

    /**
     * A part of the values of columns.
     *
     * @param part such as {@code trade_name}, one that the kinds of all the columns have
     * @param columns columns of the model; a value of any of them counts. The first is the one meant, the others
     *     help where it is silent
     */
    public record Key(String part, List<String> columns) {}

    /** The columns on which two subjects in a block agree because of it: the first of each key. */
    public List<String> columns() {
        return keys.stream().map(k -> k.columns().get(0)).distinct().toList();
    }
}
