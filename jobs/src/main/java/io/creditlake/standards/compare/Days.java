package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Days, written {@code 2021-07-09}. */
final class Days implements Likeness {
    private static final List<String> LEVELS = List.of("same", "swapped", "one_digit", "same_year", "different");
    private static final int SAME = 0;
    private static final int SWAPPED = 1;
    private static final int ONE_DIGIT = 2;
    private static final int SAME_YEAR = 3;
    private static final int DIFFERENT = 4;
    private static final int LENGTH = 10;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.equals(right)) {
            return SAME;
        }
        if (left.length() != LENGTH || right.length() != LENGTH) {
            return DIFFERENT;
        }
        boolean sameYear = left.regionMatches(0, right, 0, 4);
        if (sameYear && left.regionMatches(5, right, 8, 2) && left.regionMatches(8, right, 5, 2)) {
            return SWAPPED;
        }
        int off = 0;
        for (int i = 0; i < LENGTH; i++) {
            off += left.charAt(i) == right.charAt(i) ? 0 : 1;
        }
        return off == 1 ? ONE_DIGIT : sameYear ? SAME_YEAR : DIFFERENT;
    }

    @Override
    public List<String> parts() {
        return List.of("day", "year");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        found.accept(part.equals("year") && value.length() >= 4 ? value.substring(0, 4) : value);
    }
}
