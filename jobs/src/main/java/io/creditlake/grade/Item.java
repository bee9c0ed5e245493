package io.creditlake.grade;

import io.creditlake.policy.Measure;
import io.creditlake.policy.Points.Decay;
import java.io.Serializable;
import java.util.List;

/**
 * Something that is measured over a subject's records of one class, an indicator or the circumstance of a direct rule:
 * where a {@link Fact} has what it needs.
 *
 * @param place its place among all items
 * @param recordClass place of the class
 * @param selection place of the selection
 * @param kind what is measured
 * @param amount place of the number measured; {@link #NOWHERE} when it measures none
 * @param day place of the day that an age or days are counted from, and that the latest is found by
 * @param until place of the day that days are counted to
 * @param condition place of the condition of a share
 * @param years what a rate is divided by
 * @param decay how a record counts for less as it ages; none when it always counts in full
 * @param agesFrom place of the day that its age is counted from
 */
record Item(
        int place,
        int recordClass,
        int selection,
        Measure.Kind kind,
        int amount,
        int day,
        int until,
        int condition,
        Measure.Years years,
        List<Decay> decay,
        int agesFrom)
        implements Serializable {
    static final int NOWHERE = -1;
}
