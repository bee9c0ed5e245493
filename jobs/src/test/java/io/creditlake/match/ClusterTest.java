package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.match.Cluster.Cut;
import io.creditlake.match.Cluster.Guard;
import io.creditlake.match.Cluster.Node;
import io.creditlake.match.Cluster.Result;
import io.creditlake.match.Cluster.Tie;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClusterTest {
    private static final int ANY = 1_000;

    private static Node bare(long id, int since) {
        return new Node(id, null, since);
    }

    private static Node coded(long id, String code, int since) {
        return new Node(id, "org_code:" + code, since);
    }

    @Test
    void aChainOfTiesIsOneSubjectAndTheOldestStays() {
        Result result = Cluster.of(
                List.of(bare(1, 30), bare(2, 10), bare(3, 20)),
                List.of(new Tie(1, 2, 9), new Tie(2, 3, 8)),
                List.of(),
                ANY);

        assertThat(result.into()).isEqualTo(Map.of(1L, 2L, 3L, 2L));
        assertThat(result.cuts()).isEmpty();
        assertThat(result.by().get(3L)).isEqualTo(new Tie(2, 3, 8));
        assertThat(result.by().get(2L)).isEqualTo(new Tie(1, 2, 9));
    }

    @Test
    void ofEquallyOldOnesTheLesserIdStays() {
        assertThat(Cluster.of(List.of(bare(7, 1), bare(5, 1)), List.of(new Tie(7, 5, 1)), List.of(), ANY)
                        .into())
                .isEqualTo(Map.of(7L, 5L));
    }

    @Test
    void twoOrganisationCodesAreNeverOneSubjectAndTheHeavierTieWins() {
        Result result = Cluster.of(
                List.of(coded(1, "A", 1), bare(2, 1), coded(3, "B", 1)),
                List.of(new Tie(1, 2, 5), new Tie(2, 3, 6)),
                List.of(),
                ANY);

        assertThat(result.into()).isEqualTo(Map.of(3L, 2L));
        assertThat(result.cuts()).containsExactly(new Cut(new Tie(1, 2, 5), Guard.TWO_CODES));
    }

    @Test
    void aCodeReachesThroughSubjectsWithoutOne() {
        Result result = Cluster.of(
                List.of(coded(1, "A", 1), bare(2, 1), bare(3, 1), coded(4, "B", 1)),
                List.of(new Tie(1, 2, 9), new Tie(3, 4, 8), new Tie(2, 3, 7)),
                List.of(),
                ANY);

        assertThat(result.into()).isEqualTo(Map.of(2L, 1L, 4L, 3L));
        assertThat(result.cuts()).containsExactly(new Cut(new Tie(2, 3, 7), Guard.TWO_CODES));
    }

    @Test
    void whatAJudgementKeepsApartIsNotJoinedByWayOfAThird() {
        Result result = Cluster.of(
                List.of(bare(1, 1), bare(2, 1), bare(3, 1)),
                List.of(new Tie(1, 2, 9), new Tie(2, 3, 8)),
                List.of(new Tie(3, 1, 0), new Tie(3, 99, 0)),
                ANY);

        assertThat(result.into()).isEqualTo(Map.of(2L, 1L));
        assertThat(result.cuts()).containsExactly(new Cut(new Tie(2, 3, 8), Guard.KEPT_APART));
    }

    @Test
    void aGiantIsCutAtItsWeakestTie() {
        List<Node> nodes = new ArrayList<>();
        List<Tie> ties = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            nodes.add(bare(i, 1));
            if (i > 0) {
                ties.add(new Tie(i - 1L, i, 10 - (i == 3 ? 5 : 0)));
            }
        }
        Result result = Cluster.of(nodes, ties, List.of(), 3);

        assertThat(result.cuts()).containsExactly(new Cut(new Tie(2, 3, 5), Guard.TOO_LARGE));
        assertThat(result.into()).isEqualTo(Map.of(1L, 0L, 2L, 0L, 4L, 3L, 5L, 3L));
    }

    @Property
    void theResultDoesNotDependOnTheOrderAndKeepsTheGuards(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int count) {
        Random random = new Random(seed);
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nodes.add(
                    random.nextInt(3) == 0
                            ? coded(i, "C" + random.nextInt(4), random.nextInt(5))
                            : bare(i, random.nextInt(5)));
        }
        Set<Tie> ties = new HashSet<>();
        Set<Tie> apart = new HashSet<>();
        for (int i = 0; i < count * 2; i++) {
            int left = random.nextInt(count);
            int right = random.nextInt(count);
            if (left < right) {
                (random.nextInt(8) == 0 ? apart : ties).add(new Tie(left, right, random.nextInt(4)));
            }
        }
        Result result = Cluster.of(nodes, ties, apart, 8);

        List<Node> otherNodes = new ArrayList<>(nodes);
        List<Tie> otherTies = new ArrayList<>(ties);
        Collections.shuffle(otherNodes, random);
        Collections.shuffle(otherTies, random);
        Result again = Cluster.of(otherNodes, otherTies, apart, 8);
        assertThat(again.into()).isEqualTo(result.into());
        assertThat(new HashSet<>(again.cuts())).isEqualTo(new HashSet<>(result.cuts()));
        for (Node one : nodes) {
            for (Node other : nodes) {
                boolean together = stays(result, one).equals(stays(result, other));
                boolean twoCodes = one.orgKey() != null
                        && other.orgKey() != null
                        && !one.orgKey().equals(other.orgKey());
                boolean keptApart = apart.stream().anyMatch(t -> t.left() == one.id() && t.right() == other.id());
                assertThat(together && (twoCodes || keptApart)).isFalse();
            }
        }
    }

    private static Long stays(Result result, Node node) {
        return result.into().getOrDefault(node.id(), node.id());
    }
}
