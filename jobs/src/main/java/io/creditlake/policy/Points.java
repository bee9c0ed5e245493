package io.creditlake.policy;

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
     */
    record PerUnit(BigDecimal each, Optional<BigDecimal> cap) implements Points {}

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
    record Step(BigDecimal from, BigDecimal points) {}
}
