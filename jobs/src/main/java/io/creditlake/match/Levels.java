package io.creditlake.match;

import java.util.ArrayList;
import java.util.List;

/** Puts other probabilities into a model. */
final class Levels {
    /** No probability of a level is smaller: a weight stays within some 40 bits. */
    private static final double LEAST = 1e-12;

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

    static Model with(Model model, List<Comparison> comparisons) {
        return new Model(
                model.identity(),
                model.title(),
                model.subjects(),
                model.columns(),
                model.blocking(),
                model.largestBlock(),
                List.copyOf(comparisons),
                model.prior(),
                model.thresholds(),
                model.estimated(),
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
