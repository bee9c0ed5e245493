package io.creditlake.upkeep;

import io.creditlake.lake.Branches;
import io.creditlake.lake.TableEncryption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.ExpireSnapshots;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * Lets go of what of a table's past nobody needs: the tags of dropped releases, and every snapshot that no branch, no other
 * tag, no kept release and no night that may go on names.
 *
 * @param dropped names of the releases that are dropped
 * @param needed the snapshots that kept releases and nights name, by table
 */
record Expiry(Set<String> dropped, Map<String, Set<Long>> needed) {
    /** A ledger has no releases: who has just begun to read it is at one of its last snapshots. */
    private static final int LAST_OF_A_LEDGER = 10;

    /** The snapshots to let go of. */
    List<Long> due(Table table, String name, boolean ledger) {
        Set<Long> kept = new HashSet<>(needed.getOrDefault(name, Set.of()));
        table.refs().forEach((ref, at) -> {
            if (!isDropped(ref, at)) {
                kept.add(at.snapshotId());
            }
        });
        if (ledger) {
            SnapshotUtil.ancestorIds(table.currentSnapshot(), table::snapshot).stream()
                    .limit(LAST_OF_A_LEDGER)
                    .forEach(kept::add);
        } else {
            kept.add(Branches.emptySnapshot(table));
        }
        return StreamSupport.stream(table.snapshots().spliterator(), false)
                .map(Snapshot::snapshotId)
                .filter(id -> !kept.contains(id))
                .toList();
    }

    /**
     * Lets go of them, and removes the files that no other snapshot has. Those of an encrypted table become {@link Orphans}:
     * Iceberg would look for them in lists of manifests without their keys.
     */
    void run(Table table, List<Long> due) {
        List<String> tags = new ArrayList<>();
        table.refs().forEach((ref, at) -> {
            if (isDropped(ref, at)) {
                tags.add(ref);
            }
        });
        if (!tags.isEmpty()) {
            ManageSnapshots change = table.manageSnapshots();
            tags.forEach(change::removeTag);
            change.commit();
        }
        if (!due.isEmpty()) {
            // By age none: the clock has no say in what is kept.
            ExpireSnapshots expire = table.expireSnapshots().expireOlderThan(0);
            due.forEach(expire::expireSnapshotId);
            if (TableEncryption.isOf(table)) {
                expire.cleanupLevel(ExpireSnapshots.CleanupLevel.NONE);
            }
            expire.commit();
        }
    }

    private boolean isDropped(String ref, SnapshotRef at) {
        return at.isTag() && dropped.contains(ref);
    }
}
