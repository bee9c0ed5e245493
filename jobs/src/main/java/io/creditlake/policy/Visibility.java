package io.creditlake.policy;

import java.util.Locale;

/**
 * Who may see a policy's grades.
 *
 * <p>What is internal serves supervision alone: it stands in the lake, where regulators read it, and nowhere that the
 * public, the subjects or the departments look. It is no part of a report page, of the summary of a night or of a
 * warning, and {@code explain} shows it only to who names the policy.
 */
public enum Visibility {
    /** Everybody. */
    PUBLIC,
    /** The regulator that grades. */
    INTERNAL;

    /** The word in a policy file and in {@code grade.grade}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
