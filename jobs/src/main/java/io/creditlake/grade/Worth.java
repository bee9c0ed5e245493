package io.creditlake.grade;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What the value of an item is worth under an indicator.
 *
 * @param points in hundredths, which add up faster
 * @param measure what was measured, with four decimals; null when there is nothing to measure
 * @param turn next day on which time alone may change either; {@link Tally#NEVER} when there is none
 */
record Worth(long points, BigDecimal measure, int turn) implements Serializable {}
