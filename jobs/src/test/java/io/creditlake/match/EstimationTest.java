package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.match.Model.Thresholds;
import io.creditlake.standards.compare.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Counts made from known probabilities give these probabilities again. */
class EstimationTest {
    private static final double[][] M = {{0.8, 0.15, 0.04, 0.01}, {0.7, 0.2, 0.06, 0.04}, {0.9, 0.05, 0.03, 0.02}};
    private static final double[][] U = {{0.001, 0.009, 0.09, 0.9}, {0.01, 0.02, 0.07, 0.9}, {0.02, 0.03, 0.15, 0.8}};
    private static final Model MODEL =
            model(new double[][] {{0.4, 0.3, 0.2, 0.1}, {0.4, 0.3, 0.2, 0.1}, {0.4, 0.3, 0.2, 0.1}});

    @Test
    void randomPairsGiveU() {
        Model found = Estimation.withU(MODEL, patterns(0, 10_000_000));
        for (int c = 0; c < 3; c++) {
            for (int l = 0; l < 4; l++) {
                assertThat(found.comparisons().get(c).levels().get(l).u()).isCloseTo(U[c][l], within(1e-6));
            }
        }
    }

    @Test
    void plantedProbabilitiesAreFoundAgain() {
        Model withU = Estimation.withU(MODEL, patterns(0, 10_000_000));
        Estimation.Training found = Estimation.train(withU, List.of(), patterns(0.07, 2_000_000));
        assertThat(found.prior()).isCloseTo(0.07, within(1e-4));
        assertThat(found.rounds()).isLessThan(200);
        for (int c = 0; c < 3; c++) {
            for (int l = 0; l < 4; l++) {
                assertThat(found.m().get(c).get(l)).as("m %d %d", c, l).isCloseTo(M[c][l], within(1e-3));
            }
            assertThat(found.pairs().get(c)).isCloseTo(140_000, within(500.0));
        }
    }

    @Test
    void equalCountsGiveEqualProbabilitiesInAnyOrder() {
        List<Pattern> patterns = new ArrayList<>(patterns(0.07, 10_000));
        Estimation.Training once = Estimation.train(MODEL, List.of(), patterns);
        assertThat(Estimation.train(MODEL, List.of(), patterns)).isEqualTo(once);
        java.util.Collections.reverse(patterns);
        assertThat(Estimation.train(MODEL, List.of(), patterns).prior()).isCloseTo(once.prior(), within(1e-9));
    }

    @Test
    void eachRuleTellsOfWhatItDoesNotMakeAgree() {
        Model found = Estimation.withM(
                Estimation.withU(MODEL, patterns(0, 10_000_000)),
                Map.of("by_a", agreeing(0, 0.5, 1_000_000), "by_b", agreeing(1, 0.3, 1_000_000)));
        for (int c = 0; c < 3; c++) {
            for (int l = 0; l < 4; l++) {
                assertThat(found.comparisons().get(c).levels().get(l).m())
                        .as("m %d %d", c, l)
                        .isCloseTo(M[c][l], within(0.01));
            }
        }
    }

    @Test
    void whatNoPatternSaysStaysAsItWas() {
        List<Pattern> silent = List.of(new Pattern(Arrays.asList(-1, -1, -1), 1000));
        assertThat(Estimation.withU(MODEL, silent).comparisons()).isEqualTo(MODEL.comparisons());
        assertThat(Estimation.withM(MODEL, Map.of("by_a", silent)).comparisons())
                .isEqualTo(MODEL.comparisons());
        assertThat(Estimation.withM(MODEL, Map.of()).comparisons()).isEqualTo(MODEL.comparisons());
    }

    @Test
    void oneComparisonAloneTellsNothing() {
        List<Pattern> alone =
                List.of(new Pattern(Arrays.asList(0, -1, -1), 500), new Pattern(Arrays.asList(3, -1, -1), 500));
        assertThat(Estimation.train(MODEL, List.of(), alone).m()).containsOnly(List.of());
    }

    @Test
    void pairsThatAreNeverOneTeachNothing() {
        List<Level> levels = new ArrayList<>(MODEL.comparisons().get(0).levels());
        levels.set(2, new Level("two_edits", 0, levels.get(2).u(), true));
        List<Comparison> comparisons = new ArrayList<>(MODEL.comparisons());
        Comparison first = comparisons.get(0);
        comparisons.set(
                0, new Comparison(first.name(), first.kind(), first.column(), first.term(), first.bound(), levels));
        Model model = Levels.with(MODEL, comparisons);
        List<Pattern> patterns = List.of(
                new Pattern(List.of(2, 0, 0), 1_000_000),
                new Pattern(List.of(0, 0, 0), 1000),
                new Pattern(List.of(3, 3, 3), 100_000));
        Estimation.Training found = Estimation.train(model, List.of(), patterns);
        assertThat(found.prior()).isLessThan(0.01);
        assertThat(Estimation.train(model, List.of(0), patterns).prior()).isLessThan(0.01);
    }

    @Test
    void thePriorIsTheShareOfPairsThatAreOne() {
        Model known = Estimation.withU(model(M), patterns(0, 10_000_000));
        assertThat(Estimation.prior(known, patterns(0.2, 1_000_000), 1e6).orElseThrow())
                .isCloseTo(0.2, within(1e-4));
        // Of a thousand million pairs a million is blocked: what agrees in little is then more likely two.
        assertThat(Estimation.prior(known, patterns(0.2, 1_000_000), 1e9).orElseThrow())
                .isBetween(0.00015, 0.0002);
        assertThat(Estimation.prior(known, List.of(), 1e9)).isEmpty();
    }

    private static Model model(double[][] m) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < 3; c++) {
            List<Level> levels = new ArrayList<>();
            for (int l = 0; l < 4; l++) {
                levels.add(new Level(Kind.CODE.levels().get(l), m[c][l], U[c][l], false));
            }
            String name = String.valueOf((char) ('a' + c));
            comparisons.add(new Comparison(name, Kind.CODE, name, Optional.empty(), 6, levels));
        }
        List<BlockingRule> rules = List.of(
                new BlockingRule("by_a", List.of(new BlockingRule.Key("code", List.of("a")))),
                new BlockingRule("by_b", List.of(new BlockingRule.Key("code", List.of("b")))));
        return new Model(
                "sample",
                "示例",
                List.of("enterprise"),
                Map.of("a", List.of("a"), "b", List.of("b"), "c", List.of("c")),
                rules,
                200,
                Model.LARGEST_CLUSTER,
                comparisons,
                0.001,
                new Thresholds(0.99, 0.8, 3),
                Optional.empty(),
                Path.of("sample.yaml"));
    }

    /** The pairs to be expected of so many, a share of which is one. */
    private static List<Pattern> patterns(double share, long pairs) {
        List<Pattern> patterns = new ArrayList<>();
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                for (int c = 0; c < 4; c++) {
                    double p = share * M[0][a] * M[1][b] * M[2][c] + (1 - share) * U[0][a] * U[1][b] * U[2][c];
                    patterns.add(new Pattern(List.of(a, b, c), Math.round(pairs * p)));
                }
            }
        }
        return patterns;
    }

    /** As {@link #patterns}, all of which agree in one comparison. */
    private static List<Pattern> agreeing(int comparison, double share, long pairs) {
        return patterns(share, pairs).stream()
                .map(p -> {
                    List<Integer> levels = new ArrayList<>(p.levels());
                    levels.set(comparison, 0);
                    return new Pattern(levels, p.pairs());
                })
                .toList();
    }
}
