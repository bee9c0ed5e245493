package io.creditlake.publish;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What became of rows.
 *
 * @param read rows received
 * @param accepted rows that became a record
 * @param duplicate rows whose fact was there already
 * @param corrected those of the duplicates with something that now stands
 * @param quarantined rows refused
 * @param due rows that had to come by some day
 * @param late those of them that came later
 */
record RowCounts(long read, long accepted, long duplicate, long corrected, long quarantined, long due, long late) {
    static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0, 0);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    RowCounts plus(RowCounts other) {
        return new RowCounts(
                read + other.read,
                accepted + other.accepted,
                duplicate + other.duplicate,
                corrected + other.corrected,
                quarantined + other.quarantined,
                due + other.due,
                late + other.late);
    }

    /** Percent of the rows due that were on time; null when none was due. */
    BigDecimal onTimePercent() {
        return percent(due - late, due);
    }

    /** Percent of the rows received that were refused; null when none was received. */
    BigDecimal refusedPercent() {
        return percent(quarantined, read);
    }

    private static BigDecimal percent(long part, long whole) {
        return whole == 0
                ? null
                : BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
}
