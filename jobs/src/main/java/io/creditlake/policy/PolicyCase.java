package io.creditlake.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case that says what a policy gives: records in, grade out.
 *
 * @param policy the policy
 * @param version the version in force on the day
 * @param name what the case shows
 * @param asOf the day
 * @param kind kind of subject
 * @param industry industry code of the subject; empty for none
 * @param records records by class
 * @param expected what must come of it
 * @param file file it stands in
 * @param line line it stands in
 */
public record PolicyCase(
        String policy,
        PolicyVersion version,
        String name,
        LocalDate asOf,
        String kind,
        String industry,
        Map<String, List<Given>> records,
        Expected expected,
        String file,
        int line) {

    /**
     * A record of a case.
     *
     * @param values a value by column, null where nothing is said
     * @param revisions decisions about it, each a value by column of {@code record.revision}
     * @param expected what it must still be by the lifecycle, as the case writes it
     * @param line line it stands in
     */
    public record Given(
            Map<String, Object> values, List<Map<String, Object>> revisions, Map<Life, String> expected, int line) {}

    /** What the lifecycle says of a record, whatever a policy makes of it. */
    public enum Life {
        /** How grave it is. */
        SEVERITY,
        /** The first day on which it is no longer shown. */
        PUBLICITY_UNTIL,
        /** The first day on which it may no longer count, whatever the windows of a policy. */
        COUNTS_UNTIL,
        /** The first day on which its subject may apply for repair. */
        REPAIRABLE_FROM;

        /** What a case writes where there is none. */
        public static final String NONE = "none";

        /** How a case calls it, and the column of the lifecycle that says it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> keys() {
            return Stream.of(values()).map(Life::key).toList();
        }
    }

    /**
     * What must come of a case.
     *
     * @param grade the grade
     * @param score the points, with base
     * @param directRule the direct rule that fixes the grade; empty when the points do
     * @param contributions points by indicator, direct rule or dimension, all that there are; empty when the case does
     *     not say
     * @param nextReviewOn the day of the next review; empty when the case does not say
     */
    public record Expected(
            String grade,
            BigDecimal score,
            Optional<String> directRule,
            Optional<Map<String, BigDecimal>> contributions,
            Optional<LocalDate> nextReviewOn) {}
}
