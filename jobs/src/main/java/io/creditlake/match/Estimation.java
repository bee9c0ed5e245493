package io.creditlake.match;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Estimates the probabilities of a model from counts of {@linkplain Pattern patterns}, as Splink documents it: u from
 * random pairs, nearly all of which are two subjects; m by expectation and maximisation over the pairs of one blocking rule
 * at a time, without the comparisons that the rule itself makes agree; last the prior, from all blocked pairs. Equal counts
 * give equal probabilities: there is no chance in it.
 *
 * <p>Levels at which two are {@linkplain Level#never never one} keep their word: pairs that agree at one count as two
 * subjects.
 */
public final class Estimation {
    /** What a level that was never met counts, in pairs. */
    private static final double UNMET = 0.5;

    /** Pairs that the m of before count, lest a level that no pair met becomes impossible. */
    private static final double BELIEVED = 10;

    private static final int PASSES = 4;
    private static final int MOST_ROUNDS = 1000;
    private static final double STANDS = 1e-9;

    private Estimation() {}

    /**
     * What the pairs of one blocking rule tell.
     *
     * @param m for each comparison of the model the probabilities of its levels among pairs that are one; empty where the
     *     rule cannot tell
     * @param pairs for each comparison how many pairs that are one, and say something of it, were expected
     * @param prior share of the rule's pairs that are one
     * @param rounds rounds it took
     */
    public record Training(List<List<Double>> m, List<Double> pairs, double prior, int rounds) {}

    /**
     * The model with u from random pairs. A comparison of which they say nothing keeps its own.
     *
     * @param random patterns of pairs drawn by chance
     */
    public static Model withU(Model model, List<Pattern> random) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < model.comparisons().size(); c++) {
            Comparison comparison = model.comparisons().get(c);
            double[] counts = new double[comparison.levels().size()];
            for (Pattern pattern : random) {
                count(comparison, pattern.levels().get(c), (double) pattern.pairs(), counts);
            }
            comparisons.add(sum(counts) == 0 ? comparison : Levels.withU(comparison, Levels.shares(counts, UNMET)));
        }
        return Levels.with(model, comparisons);
    }

    /**
     * Expectation and maximisation over the pairs of one rule, beginning at the model's m, with its u.
     *
     * @param heldOut comparisons, by place, that the rule makes agree
     */
    public static Training train(Model model, List<Integer> heldOut, List<Pattern> patterns) {
        return new Maximisation(model, heldOut, patterns).run(MOST_ROUNDS, STANDS);
    }

    /**
     * The model with m from all rules, each weighing as many pairs as it expects to be one. A comparison that no rule can
     * tell keeps its own, and elsewhere the m of before count ten pairs.
     *
     * @param blocked patterns of the pairs of each blocking rule, by its name
     */
    public static Model withM(Model model, Map<String, List<Pattern>> blocked) {
        List<Training> trainings = model.blocking().stream()
                .filter(rule -> blocked.containsKey(rule.name()))
                .map(rule -> train(model, heldOut(model, rule), blocked.get(rule.name())))
                .toList();
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < model.comparisons().size(); c++) {
            Comparison comparison = model.comparisons().get(c);
            double[] expected = comparison.levels().stream()
                    .mapToDouble(level -> level.m() * BELIEVED)
                    .toArray();
            double told = 0;
            for (Training training : trainings) {
                List<Double> m = training.m().get(c);
                for (int l = 0; l < m.size(); l++) {
                    expected[l] += m.get(l) * training.pairs().get(c);
                }
                told += training.pairs().get(c);
            }
            comparisons.add(told == 0 ? comparison : Levels.withM(comparison, Levels.shares(expected, 0)));
        }
        return Levels.with(model, comparisons);
    }

    /**
     * Estimates u, m and the prior together. Among random pairs the few that are one are most of those that agree well, so
     * that u of a good level is too great by {@code prior * m}: that is taken away once m and the prior are known, which
     * then are estimated anew, a few times.
     *
     * @param random as {@link #withU} takes them
     * @param blocked as {@link #withM} takes them
     * @param open as {@link #prior} takes them
     * @param pairs how many pairs all subjects make
     */
    public static Model estimated(
            Model model, List<Pattern> random, Map<String, List<Pattern>> blocked, List<Pattern> open, double pairs) {
        Model raw = withU(model, random);
        Model estimated = raw;
        for (int pass = 0; pass < PASSES; pass++) {
            Model withM = withM(Levels.withMOf(model, estimated), blocked);
            Model found = Levels.withPrior(withM, prior(withM, open, pairs).orElse(model.prior()));
            estimated = pass == PASSES - 1 ? found : Levels.withoutMatches(raw, found);
        }
        return estimated;
    }

    /** The comparisons, by place, of columns that a rule makes agree. */
    static List<Integer> heldOut(Model model, BlockingRule rule) {
        List<Integer> heldOut = new ArrayList<>();
        for (int c = 0; c < model.comparisons().size(); c++) {
            if (rule.columns().contains(model.comparisons().get(c).column())) {
                heldOut.add(c);
            }
        }
        return heldOut;
    }

    /**
     * The probability that two random subjects are one.
     *
     * @param blocked patterns of all blocked pairs, each pair once: those that are not blocked count as two subjects
     * @param pairs how many pairs all subjects make
     * @return empty when no pair is expected to be one
     */
    public static Optional<Double> prior(Model model, List<Pattern> blocked, double pairs) {
        double prior = model.prior();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double one = 0;
            for (Pattern pattern : blocked) {
                one += pattern.pairs() * probability(model, List.of(), pattern, Model.weight(prior));
            }
            double next = pairs <= 0 ? 0 : one / pairs;
            if (next <= 0 || next >= 1) {
                return Optional.empty();
            }
            boolean stands = Math.abs(next - prior) <= STANDS * prior;
            prior = next;
            if (stands) {
                break;
            }
        }
        return Optional.of(prior);
    }

    /** The probability that the pairs of a pattern are one, by all comparisons but some, from a weight to begin with. */
    static double probability(Model model, List<Integer> without, Pattern pattern, double before) {
        double weight = before;
        for (int c = 0; c < model.comparisons().size(); c++) {
            int place = pattern.levels().get(c);
            if (place != Pattern.SILENT) {
                Comparison comparison = model.comparisons().get(c);
                Level level = comparison.level(comparison.kind().levels().get(place));
                weight += level.never() || !without.contains(c) ? level.weight() : 0;
            }
        }
        return 1 / (1 + Math.pow(2, -weight));
    }

    /** Adds to the count of the level that a place among the kind's stands for; a silent one to none. */
    static void count(Comparison comparison, int place, double pairs, double[] counts) {
        if (place != Pattern.SILENT) {
            Level level = comparison.level(comparison.kind().levels().get(place));
            counts[comparison.levels().indexOf(level)] += pairs;
        }
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
