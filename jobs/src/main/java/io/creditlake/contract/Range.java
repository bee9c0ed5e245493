package io.creditlake.contract;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * The numbers that a measure of a file or a delivery may be.
 *
 * @param low smallest; empty for no bound
 * @param lowIncluded whether the smallest itself is allowed
 * @param high greatest; empty for no bound
 * @param highIncluded whether the greatest itself is allowed
 */
public record Range(Optional<BigDecimal> low, boolean lowIncluded, Optional<BigDecimal> high, boolean highIncluded)
        implements Serializable {

    /** Whether a number is allowed. */
    public boolean holds(BigDecimal number) {
        return low.map(l -> lowIncluded ? number.compareTo(l) >= 0 : number.compareTo(l) > 0)
                        .orElse(true)
                && high.map(h -> highIncluded ? number.compareTo(h) <= 0 : number.compareTo(h) < 0)
                        .orElse(true);
    }

    /** What is allowed, in Chinese, such as {@code 不少于 100 行}. */
    public String inWords(String unit) {
        if (low.isPresent() && low.equals(high)) {
            return "等于 " + number(low.get()) + unit;
        }
        String from =
                low.map(l -> (lowIncluded ? "不少于 " : "多于 ") + number(l) + unit).orElse("");
        String to = high.map(h -> (highIncluded ? "不超过 " : "少于 ") + number(h) + unit)
                .orElse("");
        return from + (from.isEmpty() || to.isEmpty() ? "" : "且") + to;
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
