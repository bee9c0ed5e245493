package io.creditlake.grade;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How far the distribution of grades has moved. */
public final class Shift {
    /** Counted in place of nobody, so that a grade that only one of two distributions has does not make the index infinite. */
    private static final double HALF_A_SUBJECT = 0.5;

    private Shift() {}

    /**
     * The population stability index: the sum over grades of the difference of the shares times the logarithm of their
     * ratio. 0 for equal shares; it is usual to look closer from 0.1 and to act from 0.25.
     *
     * @param before subjects by grade
     * @param after subjects by grade
     * @return not a number when one of them is empty
     */
    public static double index(Map<String, Long> before, Map<String, Long> after) {
        Set<String> grades = new TreeSet<>(before.keySet());
        grades.addAll(after.keySet());
        double all = before.values().stream().mapToLong(n -> n).sum();
        double allAfter = after.values().stream().mapToLong(n -> n).sum();
        if (all == 0 || allAfter == 0) {
            return Double.NaN;
        }
        double index = 0;
        for (String grade : grades) {
            double was = Math.max(before.getOrDefault(grade, 0L), HALF_A_SUBJECT) / all;
            double is = Math.max(after.getOrDefault(grade, 0L), HALF_A_SUBJECT) / allAfter;
            index += (is - was) * Math.log(is / was);
        }
        return index;
    }
}
