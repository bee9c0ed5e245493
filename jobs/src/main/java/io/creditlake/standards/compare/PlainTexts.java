package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Words of no kind of their own, by the similarity of Jaro and Winkler: names of people and streets in Latin letters. */
final class PlainTexts implements Likeness {
    private static final List<String> LEVELS = List.of("same", "very_similar", "similar", "distant", "different");
    /** The least similarity of the levels between the first and the last. */
    private static final double[] LEAST = {0.92, 0.85, 0.7};

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.equals(right)) {
            return 0;
        }
        double similarity = Edits.jaroWinkler(left, right);
        int level = 0;
        while (level < LEAST.length && similarity < LEAST[level]) {
            level++;
        }
        return level + 1;
    }

    @Override
    public List<String> parts() {
        return List.of("text", "first_3", "first_letter", "soundex");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        if (value.isEmpty()) {
            return;
        }
        switch (part) {
            case "text" -> found.accept(value);
            case "first_3" -> found.accept(value.substring(0, Math.min(3, value.length())));
            case "first_letter" -> found.accept(value.substring(0, 1));
            case "soundex" -> found.accept(Soundex.of(value));
            default -> throw new IllegalArgumentException(part);
        }
    }
}
