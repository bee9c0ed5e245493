package io.creditlake.generate;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that repeats itself: the same seed and salts throw the same numbers, whatever else is thrown meanwhile. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed, long... salts) {
        long mixed = mix(seed);
        for (long salt : salts) {
            mixed = mix(mixed ^ mix(salt + 0x9E3779B97F4A7C15L));
        }
        this.random = new SplittableRandom(mixed);
    }

    /** The finisher of SplitMix64, so that neighbouring seeds throw unlike numbers. */
    static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to below the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number between two, both included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** True with the probability. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of the list. */
    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** One character of the text. */
    char of(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
