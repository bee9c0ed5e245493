package io.creditlake.lake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A row of {@code ops.release}.
 *
 * @param name release, and tag of every table
 * @param runDate night that made it
 * @param publishedAt when it was published or withheld
 * @param status published, withheld, rolled back or dropped
 * @param snapshots table to snapshot id
 * @param audits what was checked before publication
 */
public record Release(
        String name,
        LocalDate runDate,
        Instant publishedAt,
        Status status,
        Map<String, Long> snapshots,
        List<Audit> audits) {

    /** Whether readers see it. */
    public enum Status {
        /** Readers see it, or a later one. */
        PUBLISHED,
        /** An audit held it back. */
        WITHHELD,
        /** It was published and taken back. */
        ROLLED_BACK,
        /** It was older than the lake keeps releases; its data are gone. */
        DROPPED
    }

    /**
     * A check before publication.
     *
     * @param name audit
     * @param passed whether it passed
     * @param found what was found, for a person
     * @param expected what was expected, for a person
     */
    public record Audit(String name, boolean passed, String found, String expected) {}

    /** The same release with another status. */
    public Release with(Status newStatus) {
        return new Release(name, runDate, publishedAt, newStatus, snapshots, audits);
    }

    /** Whether readers can see it. */
    public boolean published() {
        return status == Status.PUBLISHED;
    }
}
