package io.creditlake.grade;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * What the items of all policies need to know of one record: the days between which it counts for each selection of its
 * class, and the values that are measured. {@link FactColumns} says what stands where.
 *
 * <p>Public, with a setter for each value, because generated code fills it.
 */
public final class Fact implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Stands for a day that a record does not state. */
    static final int NO_DAY = Integer.MIN_VALUE;

    private int recordClass;
    private long recordId;
    private int[] spans;
    private int[] days;
    private boolean[] meets;
    private BigDecimal[] amounts;
    private int ruled;

    /** The place of its class among those that are read. */
    public int getRecordClass() {
        return recordClass;
    }

    /** Sets the place of its class. */
    public void setRecordClass(int recordClass) {
        this.recordClass = recordClass;
    }

    /** Its {@code record_id}. */
    public long getRecordId() {
        return recordId;
    }

    /** Sets its {@code record_id}. */
    public void setRecordId(long recordId) {
        this.recordId = recordId;
    }

    /** Of each selection the first day on which it counts and the first on which it no longer does, since 1970. */
    public int[] getSpans() {
        return spans;
    }

    /** Sets the days on which it counts. */
    public void setSpans(int[] spans) {
        this.spans = spans;
    }

    /** Days that are measured, since 1970; {@link #NO_DAY} where it states none. */
    public int[] getDays() {
        return days;
    }

    /** Sets the days. */
    public void setDays(int[] days) {
        this.days = days;
    }

    /** Whether it meets each condition of a share. */
    public boolean[] getMeets() {
        return meets;
    }

    /** Sets which conditions it meets. */
    public void setMeets(boolean[] meets) {
        this.meets = meets;
    }

    /** Numbers that are measured; null where it states none. */
    public BigDecimal[] getAmounts() {
        return amounts;
    }

    /** Sets the numbers. */
    public void setAmounts(BigDecimal[] amounts) {
        this.amounts = amounts;
    }

    /**
     * The next day, since 1970, on which a decision about it takes effect; {@link Tally#NEVER} when none is known.
     */
    public int getRuled() {
        return ruled;
    }

    /** Sets the day of the next decision. */
    public void setRuled(int ruled) {
        this.ruled = ruled;
    }

    /** Whether it counts for a selection on a day, since 1970, or on a later one. */
    boolean mayCount(int selection, int asOf) {
        int ends = ends(selection);
        return ends > asOf && begins(selection) < ends;
    }

    int begins(int selection) {
        return spans[2 * selection];
    }

    int ends(int selection) {
        return spans[2 * selection + 1];
    }
}
