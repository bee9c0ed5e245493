package io.creditlake.lake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.ManageSnapshots;
import org.apache.iceberg.SnapshotRef;
import org.apache.iceberg.Table;

/** The branch that a night writes, and what publication does with it, over all released tables. */
public final class Branches {
    /** The branch of the night that holds the lake. */
    public static final String NIGHT = "night";

    private final LakeTables tables;

    /** The branches of a lake that is prepared. */
    public Branches(LakeTables tables) {
        this.tables = tables;
    }

    /** Snapshot of the night's branch of every released table. */
    public Map<String, Long> heads() {
        Map<String, Long> heads = new LinkedHashMap<>();
        for (TableContract contract : tables.contracts().released()) {
            Table table = tables.get(contract.name());
            SnapshotRef ref = table.refs().get(NIGHT);
            if (ref != null) {
                heads.put(contract.name().toString(), ref.snapshotId());
            }
        }
        return heads;
    }

    /**
     * The snapshot of every released table in a release. A table that the release does not name, because it is younger,
     * stands at its first snapshot, which is empty; so do all of them without a release.
     */
    public Map<String, Long> snapshotsOf(Optional<Release> release) {
        Map<String, Long> named = release.map(Release::snapshots).orElse(Map.of());
        Map<String, Long> snapshots = new LinkedHashMap<>();
        for (TableContract contract : tables.contracts().released()) {
            String name = contract.name().toString();
            snapshots.put(name, named.containsKey(name) ? named.get(name) : emptySnapshot(tables.get(contract.name())));
        }
        return snapshots;
    }

    /**
     * Puts the night's branch of every released table where a map says; a table that the map does not name stands at
     * its first snapshot, which is empty. Tables that stand there already are left alone.
     */
    public void restore(Map<String, Long> heads) {
        for (TableContract contract : tables.contracts().released()) {
            Table table = tables.get(contract.name());
            long wanted = heads.getOrDefault(contract.name().toString(), emptySnapshot(table));
            SnapshotRef ref = table.refs().get(NIGHT);
            if (ref == null) {
                table.manageSnapshots().createBranch(NIGHT, wanted).commit();
            } else if (ref.snapshotId() != wanted) {
                table.manageSnapshots().replaceBranch(NIGHT, wanted).commit();
            }
        }
    }

    /** Moves {@code main} to the night's branch in every released table and tags it. Safe to repeat. */
    public void publish(String tag) {
        for (TableContract contract : tables.contracts().released()) {
            Table table = tables.get(contract.name());
            long head = table.refs().get(NIGHT).snapshotId();
            moveMain(table, head, tag);
        }
    }

    /** The tables whose {@code main} does not stand at a snapshot, of those that a map names. */
    public List<String> notAt(Map<String, Long> snapshots) {
        return snapshots.entrySet().stream()
                .filter(e ->
                        tables.get(TableName.of(e.getKey())).currentSnapshot().snapshotId() != e.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Moves {@code main} of every released table to the snapshots of a release; the inverse of publishing. */
    public void moveMain(Map<String, Long> snapshots) {
        for (TableContract contract : tables.contracts().released()) {
            Table table = tables.get(contract.name());
            long wanted = snapshots.getOrDefault(contract.name().toString(), emptySnapshot(table));
            if (table.currentSnapshot().snapshotId() != wanted) {
                table.manageSnapshots()
                        .replaceBranch(SnapshotRef.MAIN_BRANCH, wanted)
                        .commit();
            }
        }
    }

    private static void moveMain(Table table, long head, String tag) {
        SnapshotRef existing = table.refs().get(tag);
        boolean tagged = existing != null && existing.snapshotId() == head;
        boolean moved = table.currentSnapshot().snapshotId() == head;
        if (tagged && moved) {
            return;
        }
        ManageSnapshots change = table.manageSnapshots();
        if (!moved) {
            change = change.replaceBranch(SnapshotRef.MAIN_BRANCH, head);
        }
        if (existing == null) {
            change = change.createTag(tag, head);
        } else if (!tagged) {
            change = change.replaceTag(tag, head);
        }
        change.commit();
    }

    private static long emptySnapshot(Table table) {
        return table.history().get(0).snapshotId();
    }
}
