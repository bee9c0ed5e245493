package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Names of natural persons, also masked ones such as 张* or 张某某. */
final class PersonNames implements Likeness {
    private static final List<String> LEVELS = List.of("same", "masked", "alike", "near", "different");
    private static final int SAME = 0;
    private static final int MASKED = 1;
    private static final int ALIKE = 2;
    private static final int NEAR = 3;
    private static final int DIFFERENT = 4;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.isEmpty() || right.isEmpty()) {
            return left.equals(right) ? SAME : DIFFERENT;
        }
        boolean hidden = isMasked(left) || isMasked(right);
        if (hidden) {
            return isCompatible(left, right) ? MASKED : DIFFERENT;
        }
        int shorter = Math.min(left.length(), right.length());
        return switch (Edits.one(left, right)) {
            case NONE -> SAME;
            case ALIKE -> ALIKE;
            case SWAPPED, MISSING, REPLACED -> shorter >= 3 || left.charAt(0) == right.charAt(0) ? NEAR : DIFFERENT;
            case MORE -> DIFFERENT;
        };
    }

    private static boolean isMasked(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('某') > 0;
    }

    private static boolean isHidden(char c) {
        return c == '*' || c == '某';
    }

    /** Whether what both show is the same; one star may stand for a given name of two characters. */
    private static boolean isCompatible(String a, String b) {
        if (a.length() == b.length()) {
            return shown(a, b, a.length()) > 0;
        }
        String shorter = a.length() < b.length() ? a : b;
        String longer = a.length() < b.length() ? b : a;
        return isHidden(shorter.charAt(shorter.length() - 1)) && shown(shorter, longer, shorter.length()) > 0;
    }

    /** How many of the first characters both show, all of them the same; −1 when one differs. */
    private static int shown(String a, String b, int length) {
        int shown = 0;
        for (int i = 0; i < length; i++) {
            if (!isHidden(a.charAt(i)) && !isHidden(b.charAt(i))) {
                if (a.charAt(i) != b.charAt(i)) {
                    return -1;
                }
                shown++;
            }
        }
        return shown;
    }

    @Override
    public List<String> parts() {
        return List.of("person", "person_sound");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        if (!isMasked(value)) {
            found.accept(part.equals("person_sound") ? Alike.sound(value) : value);
        }
    }
}
