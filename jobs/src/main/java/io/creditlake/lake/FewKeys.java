package io.creditlake.lake;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A few numbers by which rows of tables are picked while they are read, on every executor.
 *
 * @param column the column of the tables that holds such a number
 * @param numbers the numbers
 * @param share how many of the rows of a table have one of them, from 0 to 1, as far as anybody can tell
 * @param named the numbers, when they are so few that a table can look for each; otherwise empty
 */
record FewKeys(String column, Broadcast<Numbers> numbers, double share, List<Long> named) {
    /** So few are named to the table, so that only the files and row groups that may have them are read. */
    private static final int NAMED = 100;
    /** A million or two of them, which every executor can hold. */
    private static final long MOST_BYTES = 96L << 20;

    /**
     * The keys of a frame; empty when they are many.
     *
     * @param frame rows with the column, computed already; a null is no key
     * @param all how many keys there are, of which rows of a table are assumed to have as many each
     * @param many of so many of all keys it is not worth while, from 0 to 1
     */
    static Optional<FewKeys> of(Dataset<Row> frame, String column, long all, double many) {
        Dataset<Row> keys = frame.select(column);
        if (all == 0 || Kept.size(keys) > MOST_BYTES) {
            return Optional.empty();
        }
        Set<Long> found = new HashSet<>(keys.where(functions.col(column).isNotNull())
                .as(Encoders.LONG())
                .collectAsList());
        double share = (double) found.size() / all;
        if (share >= many) {
            return Optional.empty();
        }
        return Optional.of(new FewKeys(
                column,
                JavaSparkContext.fromSparkContext(frame.sparkSession().sparkContext())
                        .broadcast(new Numbers(found)),
                share,
                found.size() <= NAMED ? List.copyOf(found) : List.of()));
    }

    /**
     * A set of numbers that is asked for each row of a table: no number is boxed, half of the places are free, and most
     * numbers that are not there are known by a bit, of which so few are needed that they stay near the processor. They
     * lie in order besides, for {@link Search}. Each takes some 30 to 40 bytes.
     */
    static final class Numbers implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final int BITS_OF_A_NUMBER = 8;

        private final long[] sorted;
        private final long[] places;
        private final long[] marks;
        private boolean hasZero;

        Numbers(Set<Long> numbers) {
            sorted = numbers.stream().mapToLong(Long::longValue).sorted().toArray();
            int size = Integer.highestOneBit(Math.max(1, numbers.size())) << 1;
            places = new long[size << 1];
            marks = new long[Math.max(1, size * BITS_OF_A_NUMBER / Long.SIZE)];
            numbers.forEach(this::add);
        }

        private void add(long number) {
            if (number == 0) {
                hasZero = true;
            } else {
                long scattered = scattered(number);
                marks[mark(scattered)] |= 1L << scattered;
                places[place(number, scattered)] = number;
            }
        }

        boolean has(long number) {
            if (number == 0) {
                return hasZero;
            }
            long scattered = scattered(number);
            return (marks[mark(scattered)] & (1L << scattered)) != 0 && places[place(number, scattered)] == number;
        }

        /** Asks for the numbers of a column, one row after the other. */
        Search search() {
            return new Search(this);
        }

        /** By Fibonacci hashing numbers that follow one another lie apart; its upper bits are the best. */
        private static long scattered(long number) {
            return (number * 0x9E3779B97F4A7C15L) >>> 27;
        }

        /** Which word holds the bit of a number; the last six bits of the hash say which bit it is. */
        private int mark(long scattered) {
            return (int) (scattered >>> 6) & (marks.length - 1);
        }

        /** Where a number is, or would be. */
        private int place(long number, long scattered) {
            int place = (int) (scattered >>> 6) & (places.length - 1);
            while (places[place] != 0 && places[place] != number) {
                place = (place + 1) & (places.length - 1);
            }
            return place;
        }
    }

    /**
     * Asks a set for one number after the other. Most tables lie by what they are asked for: between two numbers of the set
     * that follow one another nothing is looked up. In a table that lies otherwise that soon proves to be of no use.
     */
    static final class Search {
        /** What finding the numbers on either side costs when it is not the next two, in rows that are spared looking up. */
        private static final int COST = 8;

        private static final int MOST_CREDIT = 4_096;

        private final Numbers numbers;
        private final long[] sorted;
        /** Place of the greatest number of the set up to the one last looked up; -1 of none. */
        private int below = -1;
        /** That number, and the next of the set: between these two there is none. At first nobody knows. */
        private long low;

        private long high;
        private int spared;
        private int credit = MOST_CREDIT;

        private Search(Numbers numbers) {
            this.numbers = numbers;
            this.sorted = numbers.sorted;
        }

        /** Whether the set has a number. */
        boolean has(long number) {
            if (low < number && number < high) {
                spared++;
                return false;
            }
            return (number == low && below >= 0) || found(number);
        }

        private boolean found(long number) {
            if (credit <= 0) {
                return numbers.has(number);
            }
            boolean isNext = isNext(number);
            credit = Math.min(MOST_CREDIT, credit + spared - (isNext ? 1 : COST));
            spared = 0;
            below = isNext ? below + 1 : lastUpTo(number);
            low = below < 0 ? Long.MIN_VALUE : sorted[below];
            high = below + 1 == sorted.length ? Long.MAX_VALUE : sorted[below + 1];
            return below >= 0 && low == number;
        }

        /** Whether a number lies between the next two of the set. */
        private boolean isNext(long number) {
            return below + 2 < sorted.length && sorted[below + 1] <= number && number < sorted[below + 2];
        }

        private int lastUpTo(long number) {
            int place = Arrays.binarySearch(sorted, number);
            return place >= 0 ? place : -place - 2;
        }
    }
}
