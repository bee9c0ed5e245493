package io.creditlake.policy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** When a record counts by the days between which it holds, {@code valid_from} and {@code valid_to}, both included. */
public enum Validity {
    /** Whenever. */
    ANY,
    /** While it holds. */
    VALID,
    /** When it holds no more, from the day after its {@code valid_to}. */
    PAST;

    /** How a file calls it under {@code while}; {@link #ANY} is not written. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys() {
        return Stream.of(VALID, PAST).map(Validity::key).toList();
    }

    /** What a word of {@link #keys} means. */
    static Validity of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
