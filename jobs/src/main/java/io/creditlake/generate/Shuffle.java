package io.creditlake.generate;

import java.math.BigInteger;

/** Gives every number below a size another number below it, never the same to two: unique codes without remembering any. */
final class Shuffle {
    private final long size;
    private final long factor;
    private final long shift;

    Shuffle(long size, long seed) {
        this.size = size;
        long candidate = Math.floorMod(Dice.mix(seed), size);
        while (!BigInteger.valueOf(candidate).gcd(BigInteger.valueOf(size)).equals(BigInteger.ONE)) {
            candidate = candidate + 1 == size ? 1 : candidate + 1;
        }
        this.factor = candidate;
        this.shift = Math.floorMod(Dice.mix(seed + 1), size);
    }

    /** The number that stands for an index below the size. */
    long of(long index) {
        long high = Math.multiplyHigh(index, factor);
        long product = index * factor;
        boolean fits = high == 0 && product >= 0;
        long rest = fits
                ? product % size
                : BigInteger.valueOf(index)
                        .multiply(BigInteger.valueOf(factor))
                        .mod(BigInteger.valueOf(size))
                        .longValueExact();
        return (rest + shift) % size;
    }
}
