package io.creditlake.infer;

import io.creditlake.standards.Dates;
import java.util.HashMap;
import java.util.Map;

/** For each two columns of days, in how many rows one is before the other. */
final class DayOrders {
    private final Map<Long, long[]> pairs = new HashMap<>();

    /**
     * Rows of two columns.
     *
     * @param both rows that have both days
     * @param broken rows in which the first is before the second
     */
    record Order(long both, long broken) {}

    /**
     * Takes in a row.
     *
     * @param days for each cell its day, {@link Dates#NONE} where there is none
     * @param columns for each cell the place of its column
     */
    void add(int[] days, int[] columns) {
        for (int i = 0; i < days.length; i++) {
            for (int j = 0; days[i] != Dates.NONE && j < days.length; j++) {
                if (i != j && days[j] != Dates.NONE) {
                    long[] counts = pairs.computeIfAbsent(key(columns[i], columns[j]), k -> new long[2]);
                    counts[0]++;
                    counts[1] += days[i] < days[j] ? 1 : 0;
                }
            }
        }
    }

    private static long key(int later, int earlier) {
        return ((long) later << 32) | earlier;
    }

    /** Whether the days of one column are not before those of another. */
    Order of(SourceColumn later, SourceColumn earlier) {
        long[] counts = pairs.getOrDefault(key(later.index(), earlier.index()), new long[2]);
        return new Order(counts[0], counts[1]);
    }
}
