package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FewKeysTest {
    private static final int ASKED = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 63, 64, 65, 4_000, 60_001})
    void numbersAreFoundAndNoOthers(int size) {
        Random random = new Random(size);
        Set<Long> near = new HashSet<>();
        Set<Long> far = new HashSet<>();
        while (near.size() < size) {
            near.add((long) random.nextInt(4 * size) - 2L * size);
            far.add(random.nextLong());
        }
        assertFound(near, random);
        assertFound(far, random);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void oneNumberIsFoundAloneAndAmongOthers(long number) {
        assertFound(Set.of(number), new Random(1));
        assertFound(Set.of(number, 7L, 1L << 40), new Random(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 64, 4_000})
    void numbersAreSearchedInWhateverOrderRowsLie(int size) {
        Random random = new Random(size);
        Set<Long> numbers = new HashSet<>(Set.of(Long.MAX_VALUE));
        while (numbers.size() <= size) {
            numbers.add((long) random.nextInt(20 * size));
        }
        numbers.add(Long.MIN_VALUE);
        long[] inOrder = LongStream.rangeClosed(-10, 20L * size + 10)
                .flatMap(number -> LongStream.of(number, number))
                .toArray();
        long[] shuffled = random.longs(ASKED, -10, 20L * size + 10).toArray();
        assertSearched(numbers, Arrays.stream(inOrder));
        assertSearched(numbers, Arrays.stream(shuffled));
        // A file that begins in disorder, and one that ends so; and the ends of what numbers there are.
        assertSearched(numbers, LongStream.concat(Arrays.stream(shuffled), Arrays.stream(inOrder)));
        assertSearched(numbers, LongStream.concat(Arrays.stream(inOrder), Arrays.stream(shuffled)));
        assertSearched(
                numbers, LongStream.of(Long.MIN_VALUE, 0, 0, Long.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE));
        assertSearched(Set.of(), LongStream.of(0, Long.MIN_VALUE, Long.MAX_VALUE));
        assertSearched(Set.of(0L), LongStream.of(Long.MIN_VALUE, -1, 0, 0, 1, Long.MAX_VALUE, 0));
    }

    private static void assertFound(Set<Long> numbers, Random random) {
        FewKeys.Numbers keys = new FewKeys.Numbers(numbers);
        for (long number : numbers) {
            assertThat(keys.has(number)).isTrue();
            assertThat(keys.has(number + 1)).isEqualTo(numbers.contains(number + 1));
        }
        for (int i = 0; i < ASKED; i++) {
            long number = i % 2 == 0 ? random.nextLong() : random.nextInt(200_000) - 100_000L;
            assertThat(keys.has(number)).isEqualTo(numbers.contains(number));
        }
        assertThat(keys.has(0)).isEqualTo(numbers.contains(0L));
    }

    private static void assertSearched(Set<Long> numbers, LongStream asked) {
        FewKeys.Search search = new FewKeys.Numbers(numbers).search();
        assertThat(asked.filter(number -> search.has(number) != numbers.contains(number)))
                .isEmpty();
    }
}
