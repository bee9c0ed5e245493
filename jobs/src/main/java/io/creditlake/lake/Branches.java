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

    /** The tag of the first snapshot of every released table, which has no row. */
    static final String EMPTY = "empty";

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
     * Where a night begins that builds on a release: at the snapshots of the release, or at {@code main} where upkeep has
     * put the same rows into better files.
     */
    public Map<String, Long> startOf(Optional<Release> release) {
        Map<String, Long> snapshots = snapshotsOf(release);
        snapshots.replaceAll((name, snapshot) -> {
            Table table = tables.get(TableName.of(name));
            return SameContent.isAtMain(table, snapshot)
                    ? table.currentSnapshot().snapshotId()
                    : snapshot;
        });
        return snapshots;
    }

    /** The released tables whose {@code main} does not hold what a release does: its publication was cut off. */
    public List<String> astray(Optional<Release> release) {
        return snapshotsOf(release).entrySet().stream()
                .filter(e -> !SameContent.isAtMain(tables.get(TableName.of(e.getKey())), e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether the lake still has all of some snapshots. */
    public boolean has(Map<String, Long> snapshots) {
        return snapshots.entrySet().stream()
                .allMatch(e -> tables.get(TableName.of(e.getKey())).snapshot(e.getValue()) != null);
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

    /**
     * Moves {@code main} of every released table to the snapshots of a release; the inverse of publishing. Where it holds
     * the same rows already, in files that upkeep has made better, it stays.
     */
    public void moveMain(Map<String, Long> snapshots) {
        for (TableContract contract : tables.contracts().released()) {
            Table table = tables.get(contract.name());
            long wanted = snapshots.getOrDefault(contract.name().toString(), emptySnapshot(table));
            if (!SameContent.isAtMain(table, wanted)) {
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

    /** The first snapshot of a released table, which has no row. */
    public static long emptySnapshot(Table table) {
        // A lake that has not been prepared since there is such a tag has all of its history.
        SnapshotRef marked = table.refs().get(EMPTY);
        return marked == null ? table.history().get(0).snapshotId() : marked.snapshotId();
    }
}
