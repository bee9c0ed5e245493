package io.creditlake.match;

/**
 * A level at which two values may agree.
 *
 * @param name name, one of its kind
 * @param m probability of the level when the two are one subject
 * @param u probability of the level when they are two
 * @param never whether two subjects that agree at this level are never one, whatever else they have in common
 */
public record Level(String name, double m, double u, boolean never) {
    /** Bits of a level that is never one subject's: more than all other evidence together can outweigh. */
    public static final double NEVER = -200;

    private static final double LOG_2 = Math.log(2);

    /** The weight in bits: {@code log2(m / u)}; {@link #NEVER} where that is said. */
    public double weight() {
        return never ? NEVER : Math.log(m / u) / LOG_2;
    }
}
