package io.creditlake.publish.audit;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * What a check found of one thing. Its words hold counts and names of sources, policies and tables, never a value of a
 * row.
 *
 * @param about what kind of thing
 * @param subject which of them; empty for the night as a whole
 * @param passed whether it is as it should be
 * @param found what was found, for a person
 * @param expected what was expected, for a person
 * @param measure what was found as a number; null where there is none
 */
record Finding(About about, String subject, boolean passed, String found, String expected, BigDecimal measure) {
    /** What a finding is about. */
    enum About {
        /** The night as a whole. */
        NIGHT,
        /** A source of {@code schemas/sources}. */
        SOURCE,
        /** A policy of {@code conf/policies}. */
        POLICY,
        /** A table of the lake. */
        TABLE,
        /** What a query of the user's own asks for. */
        QUERY;

        /** As {@code ops.audit} writes it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Finding ofNight(boolean passed, String found, String expected, BigDecimal measure) {
        return new Finding(About.NIGHT, "", passed, found, expected, measure);
    }
}
