package io.creditlake.lake;

import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * Which snapshots of a table hold the same rows. One that upkeep has made, by putting the files of another together,
 * names that one in its summary: releases go on to name the other, and a night builds on the better files.
 */
public final class SameContent {
    /** Key in the summary of a snapshot that was made of another's files: the id of that one. */
    public static final String PROPERTY = "creditlake.content-of";

    private SameContent() {}

    /** The snapshot whose rows a snapshot holds: itself, unless it was made of another's files. */
    public static long of(Table table, long snapshotId) {
        Snapshot snapshot = table.snapshot(snapshotId);
        String other = snapshot == null ? null : snapshot.summary().get(PROPERTY);
        return other == null ? snapshotId : Long.parseLong(other);
    }

    /** Whether {@code main} of a table holds the rows of a snapshot. */
    static boolean isAtMain(Table table, long snapshotId) {
        return of(table, table.currentSnapshot().snapshotId()) == of(table, snapshotId);
    }
}
