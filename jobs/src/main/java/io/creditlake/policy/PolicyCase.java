package io.creditlake.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case that says what a policy gives: records in, grade out.
 *
 * @param policy the policy
 * @param version the version in force on the day
 * @param name what the case shows
 * @param asOf the day
 * @param kind kind of subject
 * @param industry industry code of the subject; empty for none
 * @param records records by class, each a value by column, null where nothing is said
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
        Map<String, List<Map<String, Object>>> records,
        Expected expected,
        String file,
        int line) {

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
