package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/**
 * Unified social credit codes, some characters of which may be hidden behind stars. Of two codes the places count that
 * both show; what tells subjects apart is the organisation code with its check, the last ten.
 */
final class MaskedCodes implements Likeness {
    private static final List<String> LEVELS = List.of("same", "compatible", "one_off", "vague", "contradicting");
    private static final int SAME = 0;
    private static final int COMPATIBLE = 1;
    private static final int ONE_OFF = 2;
    private static final int VAGUE = 3;
    private static final int CONTRADICTING = 4;

    private static final int LENGTH = 18;
    private static final int OWN = 8;
    private static final int ENOUGH = 4;
    private static final int HEAD = 6;
    private static final int TAIL = 4;

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        if (left.length() != right.length()) {
            return CONTRADICTING;
        }
        boolean masked = left.indexOf('*') >= 0 || right.indexOf('*') >= 0;
        if (!masked) {
            return switch (Edits.one(left, right)) {
                case NONE -> SAME;
                case ALIKE, REPLACED, SWAPPED -> ONE_OFF;
                case MISSING, MORE -> CONTRADICTING;
            };
        }
        int own = 0;
        for (int i = 0; i < left.length(); i++) {
            if (left.charAt(i) != '*' && right.charAt(i) != '*') {
                if (left.charAt(i) != right.charAt(i)) {
                    return CONTRADICTING;
                }
                own += i >= OWN ? 1 : 0;
            }
        }
        return own >= ENOUGH ? COMPATIBLE : VAGUE;
    }

    @Override
    public List<String> parts() {
        return List.of("code", "code_ends");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        if (part.equals("code")) {
            if (value.indexOf('*') < 0) {
                found.accept(value);
            }
        } else if (value.length() == LENGTH) {
            String ends = value.substring(0, HEAD) + value.substring(LENGTH - TAIL);
            if (ends.indexOf('*') < 0) {
                found.accept(ends);
            }
        }
    }
}
