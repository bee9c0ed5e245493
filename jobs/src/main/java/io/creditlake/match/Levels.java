package io.creditlake.match;

import io.creditlake.match.Model.Estimated;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts other probabilities into a model. */
final class Levels {
    /** No probability of a level is smaller: a weight stays within some 40 bits. */
    private static final double LEAST = 1e-12;

    private static final double LEFT = 0.05;

    private Levels() {}

    /** The share of each count, where each gets some beforehand. */
    static double[] shares(double[] counts, double beforehand) {
        double all = Estimation.sum(counts) + counts.length * beforehand;
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = Math.max(LEAST, (counts[i] + beforehand) / all);
        }
        return shares;
    }

    static Comparison withU(Comparison comparison, double[] u) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < u.length; i++) {
            Level level = comparison.levels().get(i);
            levels.add(new Level(level.name(), level.m(), u[i], level.never()));
        }
        return with(comparison, levels);
    }

    /** With m, which a level that is never one keeps at 0. */
    static Comparison withM(Comparison comparison, double[] m) {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < m.length; i++) {
            Level level = comparison.levels().get(i);
            levels.add(new Level(level.name(), level.never() ? 0 : m[i], level.u(), level.never()));
        }
        return with(comparison, levels);
    }

    private static Comparison with(Comparison c, List<Level> levels) {
        return new Comparison(c.name(), c.kind(), c.column(), c.term(), c.bound(), List.copyOf(levels));
    }

    /** The model with its u and the m of another. */
    static Model withMOf(Model of, Model other) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < other.comparisons().size(); c++) {
            comparisons.add(withM(
                    other.comparisons().get(c),
                    of.comparisons().get(c).levels().stream()
                            .mapToDouble(Level::m)
                            .toArray()));
        }
        return with(other, comparisons);
    }

    /**
     * The model with the u of random pairs, less the share of each level that pairs make which are one; of what they say a
     * twentieth stays at least, for the prior is an estimate too.
     *
     * @param raw the model with u of random pairs
     * @param found the model with m and prior
     */
    static Model withoutMatches(Model raw, Model found) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int c = 0; c < found.comparisons().size(); c++) {
            List<Level> levels = found.comparisons().get(c).levels();
            double[] u = new double[levels.size()];
            for (int l = 0; l < u.length; l++) {
                double all = raw.comparisons().get(c).levels().get(l).u();
                u[l] = Math.max(all * LEFT, all - found.prior() * levels.get(l).m());
            }
            comparisons.add(withU(found.comparisons().get(c), shares(u, 0)));
        }
        return with(found, comparisons);
    }

    static Model withPrior(Model model, double prior) {
        return with(model, model.comparisons(), prior, model.estimated());
    }

    static Model withSource(Model model, Estimated estimated) {
        return with(model, model.comparisons(), model.prior(), Optional.of(estimated));
    }

    static Model with(Model model, List<Comparison> comparisons) {
        return with(model, comparisons, model.prior(), model.estimated());
    }

    private static Model with(Model model, List<Comparison> comparisons, double prior, Optional<Estimated> estimated) {
        return new Model(
                model.identity(),
                model.title(),
                model.subjects(),
                model.columns(),
                model.blocking(),
                model.largestBlock(),
                model.largestCluster(),
                List.copyOf(comparisons),
                prior,
                model.thresholds(),
                estimated,
                model.file());
    }

    /** The greatest difference between the m of two. */
    static double furthest(Comparison a, Comparison b) {
        double furthest = 0;
        for (int i = 0; i < a.levels().size(); i++) {
            furthest = Math.max(
                    furthest, Math.abs(a.levels().get(i).m() - b.levels().get(i).m()));
        }
        return furthest;
    }
}
