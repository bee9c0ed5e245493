package io.creditlake.policy;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The scores that give a grade.
 *
 * @param grade such as {@code A+}
 * @param category class of grades it belongs to, in Chinese
 * @param from lowest score, included; empty for the worst grade
 * @param below first score that is too high; empty for the best grade
 */
public record GradeBand(String grade, String category, Optional<BigDecimal> from, Optional<BigDecimal> below) {}
