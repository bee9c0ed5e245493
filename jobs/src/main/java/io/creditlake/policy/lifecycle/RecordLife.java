package io.creditlake.policy.lifecycle;

import io.creditlake.policy.Severity;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a record still is, as {@link Lifecycle} says it in columns. Days of an end are the first on which it is over.
 *
 * @param governed whether any law says how long it is shown
 * @param severity how grave it is; empty when the law does not say
 * @param basis the article or measure that says so, and that the days rest on; empty with the severity
 * @param publicityFrom from when it is shown to the public; empty when a law that governs it does not show it
 * @param publicityUntil when it is no longer shown; empty for without end
 * @param repairableFrom from when its subject may apply for repair; empty when it cannot be repaired
 * @param ruling what was decided about it
 */
public record RecordLife(
        boolean governed,
        Optional<Severity> severity,
        Optional<String> basis,
        Optional<LocalDate> publicityFrom,
        Optional<LocalDate> publicityUntil,
        Optional<LocalDate> repairableFrom,
        Ruling ruling) {

    /** Whether it is shown to the public on a day: not repaired, withdrawn, awaiting its correction or past its time. */
    public boolean isShownOn(LocalDate day) {
        return ruling.allows(day)
                && (!governed
                        || (publicityFrom.filter(from -> !from.isAfter(day)).isPresent()
                                && publicityUntil
                                        .filter(until -> !until.isAfter(day))
                                        .isEmpty()));
    }
}
