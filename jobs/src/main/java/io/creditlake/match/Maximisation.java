package io.creditlake.match;

import io.creditlake.match.Estimation.Training;
import java.util.ArrayList;
import java.util.List;

/** One run of expectation and maximisation: which m make the patterns of a rule's pairs most likely. */
final class Maximisation {
    private static final double SHARE_AT_FIRST = 0.1;
    /** Pairs that each level counts beforehand, so that none becomes impossible. */
    private static final double BEFOREHAND = 0.01;

    private final List<Integer> heldOut;
    private final List<Pattern> patterns;
    private Model model;
    private double prior = SHARE_AT_FIRST;
    /** Expected pairs that are one, by comparison and level. */
    private double[][] expected;

    Maximisation(Model model, List<Integer> heldOut, List<Pattern> patterns) {
        this.model = model;
        this.heldOut = heldOut;
        this.patterns = patterns;
    }

    Training run(int mostRounds, double stands) {
        // With one comparison alone any share of pairs would explain its levels.
        if (told() < 2) {
            return new Training(
                    model.comparisons().stream().map(c -> List.<Double>of()).toList(),
                    model.comparisons().stream().map(c -> 0.0).toList(),
                    0,
                    0);
        }
        int rounds = 0;
        double moved = 1;
        while (rounds < mostRounds && moved > stands) {
            moved = round();
            rounds++;
        }
        return training(rounds);
    }

    /** How many comparisons that are not held out the patterns say something of. */
    private long told() {
        long told = 0;
        for (int c = 0; c < model.comparisons().size(); c++) {
            int comparison = c;
            boolean says = patterns.stream().anyMatch(p -> p.levels().get(comparison) != Pattern.SILENT);
            told += says && !heldOut.contains(c) ? 1 : 0;
        }
        return told;
    }

    /** Expects, then maximises; returns how far any probability moved. */
    private double round() {
        double one = expect();
        double all = patterns.stream().mapToLong(Pattern::pairs).sum();
        // A share of 0 or 1 would stay there for ever.
        double next = Math.max(1e-12, Math.min(1 - 1e-12, one / all));
        double moved = Math.abs(next - prior);
        prior = next;
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < expected.length; c++) {
            Comparison comparison = model.comparisons().get(c);
            if (!heldOut.contains(c) && Estimation.sum(expected[c]) > 0) {
                Comparison better = Levels.withM(comparison, Levels.shares(expected[c], BEFOREHAND));
                moved = Math.max(moved, Levels.furthest(comparison, better));
                comparison = better;
            }
            comparisons.add(comparison);
        }
        model = Levels.with(model, comparisons);
        return moved;
    }

    /** Counts the pairs that are expected to be one, by level; returns how many there are. */
    private double expect() {
        expected = new double[model.comparisons().size()][];
        for (int c = 0; c < expected.length; c++) {
            expected[c] = new double[model.comparisons().get(c).levels().size()];
        }
        double one = 0;
        for (Pattern pattern : patterns) {
            double pairs = pattern.pairs() * Estimation.probability(model, heldOut, pattern, Model.weight(prior));
            one += pairs;
            for (int c = 0; c < expected.length; c++) {
                Estimation.count(model.comparisons().get(c), pattern.levels().get(c), pairs, expected[c]);
            }
        }
        return one;
    }

    private Training training(int rounds) {
        List<List<Double>> m = new ArrayList<>();
        List<Double> pairs = new ArrayList<>();
        for (int c = 0; c < expected.length; c++) {
            boolean tells = !heldOut.contains(c) && Estimation.sum(expected[c]) > 0;
            m.add(
                    tells
                            ? model.comparisons().get(c).levels().stream()
                                    .map(Level::m)
                                    .toList()
                            : List.of());
            pairs.add(tells ? Estimation.sum(expected[c]) : 0);
        }
        return new Training(List.copyOf(m), List.copyOf(pairs), prior, rounds);
    }
}
