package io.creditlake.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A unit that a policy counts time in. */
public enum TimeUnit {
    /** Calendar days. */
    DAYS,
    /** Calendar months; a day that the month reached does not have becomes its last. */
    MONTHS,
    /** Twelve months. */
    YEARS;

    /** The word in a policy file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of a word. */
    public static Optional<TimeUnit> of(String key) {
        return Arrays.stream(values()).filter(u -> u.key().equals(key)).findFirst();
    }

    /** All words. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(TimeUnit::key).toList();
    }
}
