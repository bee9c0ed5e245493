package io.creditlake.publish.audit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Where a measure must lie.
 *
 * @param atLeast the least, inclusive
 * @param atMost the most, inclusive
 */
record Bounds(Optional<BigDecimal> atLeast, Optional<BigDecimal> atMost) {
    static Bounds atMost(BigDecimal most) {
        return new Bounds(Optional.empty(), Optional.of(most));
    }

    boolean hold(BigDecimal measure) {
        return atLeast.filter(least -> measure.compareTo(least) < 0).isEmpty()
                && atMost.filter(most -> measure.compareTo(most) > 0).isEmpty();
    }

    /** The bounds of a share in words. */
    String inPercent() {
        String most = atMost.map(m -> "at most " + percent(m)).orElse("");
        return atLeast.map(least -> "at least " + percent(least) + (most.isEmpty() ? "" : " and " + most))
                .orElse(most);
    }

    /** A finding about a part of a whole; none of nothing is a share of 0. */
    Finding share(Finding.About about, String subject, long part, long whole, String what) {
        BigDecimal share = ratio(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
        return new Finding(
                about,
                subject,
                hold(share),
                part + " of " + whole + " " + what + " (" + percent(share) + ")",
                inPercent(),
                share);
    }

    static BigDecimal ratio(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, MathContext.DECIMAL32);
    }

    static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, RoundingMode.HALF_UP) + "%";
    }
}
