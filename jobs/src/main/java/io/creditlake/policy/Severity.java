package io.creditlake.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How grave a piece of dishonesty information is, lightest first. */
public enum Severity {
    /** 轻微. */
    LIGHT,
    /** 一般. */
    GENERAL,
    /** 严重. */
    SERIOUS;

    /** The word in a lifecycle file and in the lake. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The severity of a word. */
    public static Optional<Severity> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
    }

    /** All words. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Severity::key).toList();
    }
}
