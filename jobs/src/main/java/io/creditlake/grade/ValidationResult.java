package io.creditlake.grade;

import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well the grades of a day foresaw what happened until a later one, and how stable they were.
 *
 * @param version the version in force on the day
 * @param day the day of the grades
 * @param until last day on which something counts as foreseen
 * @param grades what became of each grade, best first
 * @param byGrade how well grades keep apart
 * @param byScore how well scores do, whatever direct rules say
 * @param moves subjects by grade on the day and grade on the later day, of those graded on both
 */
public record ValidationResult(
        PolicyVersion version,
        LocalDate day,
        LocalDate until,
        List<OfGrade> grades,
        Separation byGrade,
        Separation byScore,
        Map<String, Map<String, Long>> moves) {

    /** Subjects that had a grade, and to how many of them something happened. */
    public record OfGrade(String grade, long subjects, long events) {
        /** The part to which something happened. */
        public double rate() {
            return subjects == 0 ? Double.NaN : (double) events / subjects;
        }
    }

    /** Population stability index between the two days, see {@link Shift}. */
    public double shift() {
        Map<String, Long> before = new LinkedHashMap<>();
        Map<String, Long> after = new LinkedHashMap<>();
        moves.forEach((was, row) -> row.forEach((is, subjects) -> {
            before.merge(was, subjects, Long::sum);
            after.merge(is, subjects, Long::sum);
        }));
        return Shift.index(before, after);
    }

    /** The part of the subjects graded on both days whose grade is the same. */
    public double stable() {
        double all = 0;
        double same = 0;
        for (Map.Entry<String, Map<String, Long>> row : moves.entrySet()) {
            for (Map.Entry<String, Long> cell : row.getValue().entrySet()) {
                all += cell.getValue();
                same += cell.getKey().equals(row.getKey()) ? cell.getValue() : 0;
            }
        }
        return all == 0 ? Double.NaN : same / all;
    }
}
