package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** What is particular to one kind of values. All values are comparable forms, as {@link Comparables} makes them. */
interface Likeness {
    /** The levels of agreement, the best first; the last is {@code different}. */
    List<String> levels();

    /** The place in {@link #levels} of the level at which two values agree. */
    int level(String left, String right);

    /** What parts of a value can be a key of a block. */
    List<String> parts();

    /** Gives the values that a part of a value has: none, one or several. */
    void part(String part, String value, Consumer<String> found);

    /** Levels at which two values have the {@linkplain #term term} in common. */
    default List<String> termLevels() {
        return levels().subList(0, 1);
    }

    /** The names of what may be rare or common in a value, such that agreement on it tells more or less. */
    default List<String> terms() {
        return List.of("value");
    }

    /** What may be rare or common in a value, or null: it is the part of that name. */
    default String term(String value) {
        return value;
    }
}
