package io.creditlake.upkeep;

/**
 * What was done to a table; of a rehearsal what would be, and nothing is after.
 *
 * @param table the table
 * @param rewritten data files that were written anew
 * @param filesBefore data and delete files that {@code main} was made of before
 * @param filesAfter and after
 * @param bytesBefore bytes of all files of the table before, those of earlier releases among them
 * @param bytesAfter and after
 * @param expired snapshots that were let go of
 * @param orphans files that belonged to no snapshot and were removed
 */
public record TableUpkeep(
        String table,
        long rewritten,
        long filesBefore,
        long filesAfter,
        long bytesBefore,
        long bytesAfter,
        long expired,
        long orphans) {

    /** Whether there was anything to do. */
    public boolean anything() {
        return rewritten > 0 || expired > 0 || orphans > 0 || filesBefore != filesAfter;
    }
}
