package io.creditlake.grade;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Why a subject's grades are what they are.
 *
 * @param subject the subject
 * @param grades one a policy that grades it; none for a natural person
 */
public record Explanation(Subject subject, List<Grade> grades) {

    /**
     * The subject.
     *
     * @param id subject id
     * @param kind kind; empty when no record says it
     * @param name name in force; empty for a natural person
     * @param uscc unified social credit code; empty when it has none
     * @param verified whether any code of it is known, not only its name; true where an older release does not tell
     */
    public record Subject(long id, String kind, String name, String uscc, boolean verified) {}

    /**
     * A grade under a policy.
     *
     * @param policy policy
     * @param title its name in Chinese; its id when the configuration no longer has it
     * @param version effective date of the version applied
     * @param asOf day it was computed
     * @param grade grade
     * @param category class of grades, in Chinese; empty when the configuration no longer has the version
     * @param score points
     * @param base points everybody begins with; empty when the configuration no longer has the version
     * @param previousGrade grade before it last moved; empty when it never has
     * @param directRule id of the contribution that fixed the grade; empty when the points did
     * @param contributions what gave and took, the greatest first, circumstances of direct grades before them
     * @param review what time alone will change next; empty when nothing
     */
    public record Grade(
            String policy,
            String title,
            String version,
            LocalDate asOf,
            String grade,
            String category,
            BigDecimal score,
            Optional<BigDecimal> base,
            Optional<String> previousGrade,
            Optional<String> directRule,
            List<Contribution> contributions,
            Optional<Review> review) {}

    /**
     * What an indicator gave or took, or the circumstance of a direct grade.
     *
     * @param id indicator or rule
     * @param kind bonus, deduction, direct, or limit for what the limits of a dimension correct
     * @param title name in Chinese
     * @param points points, negative when taken
     * @param measure what was measured
     * @param basis title of the law or measure
     * @param remedy what would cure it; empty when the configuration no longer has the indicator
     * @param evidence records counted, the latest first
     */
    public record Contribution(
            String id,
            String kind,
            String title,
            BigDecimal points,
            BigDecimal measure,
            String basis,
            String remedy,
            List<Evidence> evidence) {}

    /**
     * A record that counted.
     *
     * @param recordClass class
     * @param label its name in Chinese
     * @param recordId record
     * @param occurredOn day it happened; empty when not stated
     * @param details what the policy shows of it
     * @param life until when it counts, and whether it may be repaired
     * @param department department that sent it
     * @param file file it came in
     * @param row row of that file
     */
    public record Evidence(
            String recordClass,
            String label,
            long recordId,
            Optional<LocalDate> occurredOn,
            List<Detail> details,
            Life life,
            String department,
            String file,
            long row) {}

    /**
     * What a record still is. Days of an end are the first on which it is over.
     *
     * @param severity light, general or serious; empty when the law does not say
     * @param basis the article or measure that gives its severity and the times of its publicity, use and repair; empty
     *     when the law says nothing of it
     * @param countsUntil when it no longer counts for the indicator; empty when time alone does not end that
     * @param endedBy what ends it then, other than the indicator's own window: expired, repaired, withdrawn or superseded
     * @param publicityUntil when it is no longer shown to the public; empty when it is not shown, or without end
     * @param repairableFrom from when its subject may apply for repair; empty when it cannot be repaired
     */
    public record Life(
            Optional<String> severity,
            Optional<String> basis,
            Optional<LocalDate> countsUntil,
            Optional<String> endedBy,
            Optional<LocalDate> publicityUntil,
            Optional<LocalDate> repairableFrom) {}

    /**
     * A value of a record.
     *
     * @param column column
     * @param label its name in Chinese
     * @param value value as text
     */
    public record Detail(String column, String label, String value) {}

    /**
     * What time alone changes next.
     *
     * @param on first day
     * @param grade grade from then
     * @param score points from then
     * @param moves indicators whose points change; none when only what is counted does
     * @param leaving records that count for an indicator until then
     */
    public record Review(LocalDate on, String grade, BigDecimal score, List<Move> moves, List<Evidence> leaving) {}

    /**
     * Points that change.
     *
     * @param id indicator or rule
     * @param title name in Chinese
     * @param before points until then
     * @param after points from then
     */
    public record Move(String id, String title, BigDecimal before, BigDecimal after) {}
}
