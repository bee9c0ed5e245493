package io.creditlake.grade;

import java.util.List;

/**
 * How well an order of subjects, best first, keeps those apart to whom something happened later and those to whom
 * nothing did.
 *
 * @param ks greatest difference between the two cumulative distributions (Kolmogorov-Smirnov), from 0 to 1
 * @param auc probability that of one of each the better placed is the one to whom nothing happened, ties by half; 0.5 is
 *     chance
 * @param subjects how many
 * @param events to how many of them something happened
 */
public record Separation(double ks, double auc, long subjects, long events) {

    /**
     * Subjects that are placed equal.
     *
     * @param subjects how many
     * @param events to how many of them something happened
     */
    public record Step(long subjects, long events) {}

    /**
     * Measures an order.
     *
     * @param steps best first
     * @return ks and auc are not a number when something happened to nobody or to everybody
     */
    public static Separation of(List<Step> steps) {
        long subjects = steps.stream().mapToLong(Step::subjects).sum();
        long events = steps.stream().mapToLong(Step::events).sum();
        double others = subjects - events;
        double ks = 0;
        double won = 0;
        long othersBetter = 0;
        long eventsBetter = 0;
        for (Step step : steps) {
            long own = step.subjects() - step.events();
            won += step.events() * (othersBetter + own / 2.0);
            othersBetter += own;
            eventsBetter += step.events();
            ks = Math.max(ks, Math.abs(othersBetter / others - eventsBetter / (double) events));
        }
        boolean told = events > 0 && others > 0;
        return new Separation(told ? ks : Double.NaN, told ? won / (events * others) : Double.NaN, subjects, events);
    }

    /** Gini coefficient, also called accuracy ratio: 0 is chance, 1 a perfect order. */
    public double gini() {
        return 2 * auc - 1;
    }
}
