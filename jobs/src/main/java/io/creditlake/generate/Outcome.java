package io.creditlake.generate;

import java.util.Locale;

/** What a row must become: exactly one of these. */
public enum Outcome {
    /** A record, flagged perhaps. */
    ACCEPTED,
    /** A repetition or correction of a fact that another row brought. */
    DUPLICATE,
    /** A refused row. */
    QUARANTINED;

    /** The word in the truth files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
