package io.creditlake.lake;

import java.math.BigDecimal;
import java.util.Optional;

/** The numbers between two bounds, each of which may be missing and may itself be left out. */
final class Interval {
    private BigDecimal low;
    private BigDecimal high;
    private boolean lowOpen;
    private boolean highOpen;

    /** All numbers from a minimum on, or all. */
    Interval(Optional<BigDecimal> minimum) {
        this.low = minimum.orElse(null);
    }

    /** Keeps the numbers from a bound on; {@code open} leaves the bound itself out. */
    void from(BigDecimal bound, boolean open) {
        int order = low == null ? 1 : bound.compareTo(low);
        lowOpen = order > 0 ? open : lowOpen || (order == 0 && open);
        low = order > 0 ? bound : low;
    }

    /** Keeps the numbers up to a bound; {@code open} leaves the bound itself out. */
    void to(BigDecimal bound, boolean open) {
        int order = high == null ? -1 : bound.compareTo(high);
        highOpen = order < 0 ? open : highOpen || (order == 0 && open);
        high = order < 0 ? bound : high;
    }

    /** Whether a number is left. */
    boolean holds(BigDecimal number) {
        return (low == null || number.compareTo(low) > (lowOpen ? 0 : -1))
                && (high == null || number.compareTo(high) < (highOpen ? 0 : 1));
    }

    /** Whether no number is left. */
    boolean isEmpty() {
        int order = low == null || high == null ? -1 : low.compareTo(high);
        return order > 0 || (order == 0 && (lowOpen || highOpen));
    }
}
