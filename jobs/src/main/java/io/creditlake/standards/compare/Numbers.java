package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Quantities, by how far they are apart as a share of the greater one. */
final class Numbers implements Likeness {
    private static final List<String> LEVELS = List.of("same", "within_1_percent", "within_10_percent", "different");
    private static final double[] MOST = {0, 0.01, 0.1};

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        double a = value(left);
        double b = value(right);
        double greater = Math.max(Math.abs(a), Math.abs(b));
        double apart = Math.abs(a - b) / greater;
        int level = 0;
        // What is no number is within nothing.
        while (level < MOST.length && !(apart <= MOST[level])) {
            level++;
        }
        return level;
    }

    private static double value(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    @Override
    public List<String> parts() {
        return List.of("number");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        found.accept(value);
    }
}
