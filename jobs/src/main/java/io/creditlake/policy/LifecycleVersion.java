package io.creditlake.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of records with time, as the law stands from a day on.
 *
 * @param title name of the law in Chinese
 * @param effectiveFrom first day it is in force
 * @param digest fingerprint of everything the file says, comments aside
 * @param governsEarlier whether records dated before it are under it too; otherwise they stay under the version before
 * @param classes by record class; a class that is not among them has no terms
 * @param placeholders values that are ours
 */
public record LifecycleVersion(
        String title,
        LocalDate effectiveFrom,
        String digest,
        boolean governsEarlier,
        List<ClassLifecycle> classes,
        List<Placeholder> placeholders) {

    /** What it says of a record class; empty when it says nothing. */
    public Optional<ClassLifecycle> of(String recordClass) {
        return classes.stream().filter(c -> c.recordClass().equals(recordClass)).findFirst();
    }
}
