package io.creditlake.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subjects that ties connect, taken together tie by tie, the heaviest first, as far as the guards allow: no two subjects
 * with different organisation codes, none that a judgement keeps apart, and no more than a number of them.
 *
 * <p>The result depends on the set of nodes and ties alone, not on their order.
 */
public final class Cluster {
    private static final Comparator<Tie> HEAVIEST_FIRST = Comparator.comparingDouble(Tie::weight)
            .reversed()
            .thenComparingLong(Tie::left)
            .thenComparingLong(Tie::right);

    private final Map<Long, Group> groups = new HashMap<>();
    private final int largest;

    private Cluster(int largest) {
        this.largest = largest;
    }

    /**
     * A subject.
     *
     * @param id its id
     * @param orgKey its organisation code; null when it has none
     * @param since its first day as days since 1970, by which the oldest of a cluster is found
     */
    public record Node(long id, String orgKey, int since) {}

    /**
     * A tie of two subjects.
     *
     * @param left one id
     * @param right the other
     * @param weight its strength in bits; infinite for a judgement
     */
    public record Tie(long left, long right, double weight) {}

    /** Why a tie was not taken. */
    public enum Guard {
        /** Both sides have organisation codes, and different ones. */
        TWO_CODES,
        /** A judgement says that they are not the same. */
        KEPT_APART,
        /** Together they would be more than a cluster may be. */
        TOO_LARGE
    }

    /** A tie that was not taken. */
    public record Cut(Tie tie, Guard guard) {}

    /**
     * What became of connected subjects.
     *
     * @param into each subject that is not the one that stays, and the one that stays for it
     * @param by each subject of a cluster of several, and the heaviest tie taken that it has
     * @param cuts ties not taken
     */
    public record Result(Map<Long, Long> into, Map<Long, Tie> by, List<Cut> cuts) {}

    /**
     * Takes subjects together.
     *
     * @param nodes the subjects, every one that a tie names
     * @param ties the ties
     * @param apart pairs of ids that may not be in one cluster, as ties of any weight
     * @param largest how many subjects one cluster may have
     */
    public static Result of(Collection<Node> nodes, Collection<Tie> ties, Collection<Tie> apart, int largest) {
        Cluster cluster = new Cluster(largest);
        nodes.forEach(node -> cluster.groups.put(node.id(), new Group(node)));
        for (Tie pair : apart) {
            Group left = cluster.groups.get(pair.left());
            Group right = cluster.groups.get(pair.right());
            if (left != null && right != null) {
                left.apart.add(pair.right());
                right.apart.add(pair.left());
            }
        }
        Map<Long, Tie> by = new HashMap<>();
        List<Cut> cuts = new ArrayList<>();
        for (Tie tie : ties.stream().sorted(HEAVIEST_FIRST).toList()) {
            Optional<Guard> guard = cluster.join(tie);
            if (guard.isPresent()) {
                cuts.add(new Cut(tie, guard.get()));
            } else {
                by.putIfAbsent(tie.left(), tie);
                by.putIfAbsent(tie.right(), tie);
            }
        }
        return new Result(cluster.moves(), by, cuts);
    }

    /** Takes the groups of both ends together; empty when that was done or they were one already. */
    private Optional<Guard> join(Tie tie) {
        Group left = groups.get(tie.left());
        Group right = groups.get(tie.right());
        if (left.equals(right)) {
            return Optional.empty();
        }
        if (left.orgKey != null && right.orgKey != null && !left.orgKey.equals(right.orgKey)) {
            return Optional.of(Guard.TWO_CODES);
        }
        if (left.keepsApartFrom(right)) {
            return Optional.of(Guard.KEPT_APART);
        }
        if (left.members.size() + right.members.size() > largest) {
            return Optional.of(Guard.TOO_LARGE);
        }
        Group smaller = left.members.size() < right.members.size() ? left : right;
        Group larger = smaller.equals(left) ? right : left;
        larger.take(smaller);
        smaller.members.forEach(node -> groups.put(node.id(), larger));
        return Optional.empty();
    }

    private Map<Long, Long> moves() {
        Map<Long, Long> into = new HashMap<>();
        for (Group group : new HashSet<>(groups.values())) {
            long stays = group.members.stream()
                    .min(Comparator.comparingInt(Node::since).thenComparingLong(Node::id))
                    .orElseThrow()
                    .id();
            group.members.stream().filter(n -> n.id() != stays).forEach(n -> into.put(n.id(), stays));
        }
        return into;
    }

    private static final class Group {
        private final List<Node> members = new ArrayList<>();
        private final Set<Long> apart = new HashSet<>();
        private String orgKey;

        Group(Node node) {
            members.add(node);
            orgKey = node.orgKey();
        }

        boolean keepsApartFrom(Group other) {
            return !apart.isEmpty() && other.members.stream().anyMatch(n -> apart.contains(n.id()));
        }

        void take(Group other) {
            members.addAll(other.members);
            apart.addAll(other.apart);
            orgKey = orgKey == null ? other.orgKey : orgKey;
        }
    }
}
