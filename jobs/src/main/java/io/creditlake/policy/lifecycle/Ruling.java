package io.creditlake.policy.lifecycle;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What was decided about one record: the days between which it may count.
 *
 * @param from first day on which it may count again; empty when it always could
 * @param until first day on which it may no longer count; empty when there is none
 * @param by why, as {@link Rulings} names it; empty without {@code until}
 */
public record Ruling(Optional<LocalDate> from, Optional<LocalDate> until, Optional<String> by) {
    /** Nothing was decided. */
    public static final Ruling NONE = new Ruling(Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether the record may count, and be shown, on a day. */
    public boolean allows(LocalDate day) {
        return from.filter(f -> f.isAfter(day)).isEmpty()
                && until.filter(u -> !u.isAfter(day)).isEmpty();
    }
}
