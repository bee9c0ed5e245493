package io.creditlake.policy;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What a measure is worth. */
public sealed interface Points {

    /**
     * So many points for each unit of the measure.
     *
     * @param each points, negative for a deduction
     * @param cap the most that is given or taken, of the same sign; empty for no limit
     * @param decay how a record counts for less as it ages, by rising age; none when it always counts in full
     */
    record PerUnit(BigDecimal each, Optional<BigDecimal> cap, List<Decay> decay) implements Points {}

    /**
     * The points of the highest step that the measure reaches; none below the first.
     *
     * @param steps by rising start
     */
    record Steps(List<Step> steps) implements Points {}

    /**
     * A step.
     *
     * @param from the measure it begins at, included
     * @param points points, negative for a deduction
     */
    record Step(BigDecimal from, BigDecimal points) implements Serializable {}

    /**
     * From an age on a record counts for less. Ages are whole months, so that the days on which a grade moves are few
     * and can be stored.
     *
     * @param months age of the record in months, at least 1, from the date its window is counted from
     * @param keep the part it still counts for, below 1, with at most four decimals; 0 for nothing
     */
    record Decay(int months, BigDecimal keep) implements Serializable {}

    /** How a record counts for less as it ages; none when it always counts in full. */
    default List<Decay> decaying() {
        return this instanceof PerUnit unit ? unit.decay() : List.of();
    }
}
