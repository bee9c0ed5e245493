package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Six-digit codes of regions. */
final class RegionCodes implements Likeness {
    private static final List<String> LEVELS =
            List.of("same", "inside", "same_prefecture", "province_only", "same_province", "different");
    private static final int SAME = 0;
    private static final int INSIDE = 1;
    private static final int SAME_PREFECTURE = 2;
    private static final int PROVINCE_ONLY = 3;
    private static final int SAME_PROVINCE = 4;
    private static final int DIFFERENT = 5;
    private static final int LENGTH = 6;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    /** Whether a region lies in another, which is itself, its prefecture or its province. */
    static boolean isWithin(String inner, String outer) {
        return inner.equals(outer)
                || (outer.endsWith("0000") && inner.regionMatches(0, outer, 0, 2))
                || (outer.endsWith("00") && inner.regionMatches(0, outer, 0, 4));
    }

    @Override
    public int level(String left, String right) {
        boolean sameProvince = left.regionMatches(0, right, 0, 2);
        if (!sameProvince) {
            return DIFFERENT;
        }
        if (left.endsWith("0000") || right.endsWith("0000")) {
            return PROVINCE_ONLY;
        }
        if (left.equals(right)) {
            return SAME;
        }
        if (!left.regionMatches(0, right, 0, 4)) {
            return SAME_PROVINCE;
        }
        return left.endsWith("00") || right.endsWith("00") ? INSIDE : SAME_PREFECTURE;
    }

    @Override
    public List<String> parts() {
        return List.of("county", "prefecture", "province");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        if (value.length() != LENGTH) {
            return;
        }
        switch (part) {
            case "county" -> {
                if (!value.endsWith("00")) {
                    found.accept(value);
                }
            }
            case "prefecture" -> prefecture(value, found);
            case "province" -> found.accept(value.substring(0, 2));
            default -> throw new IllegalArgumentException(part);
        }
    }

    /** Gives the prefecture that a code lies in; nothing of a province or of what is no code. */
    static void prefecture(String value, Consumer<String> found) {
        if (value.length() == LENGTH && Letters.areDigits(value, 0, LENGTH) && !value.endsWith("0000")) {
            found.accept(value.substring(0, 4));
        }
    }
}
