package io.creditlake.standards.compare;

import java.util.List;
import java.util.function.Consumer;

/** Codes and numbers that are only typed, not reckoned with, by how many edits they are apart. */
final class PlainCodes implements Likeness {
    private static final List<String> LEVELS = List.of("same", "one_edit", "two_edits", "different");

    @Override
    public List<String> levels() {
        return LEVELS;
    }

    @Override
    public int level(String left, String right) {
        return left.equals(right) ? 0 : Edits.distance(left, right, 2);
    }

    @Override
    public List<String> parts() {
        return List.of("code", "first_4", "last_4");
    }

    @Override
    public void part(String part, String value, Consumer<String> found) {
        int most = Math.min(4, value.length());
        switch (part) {
            case "code" -> found.accept(value);
            case "first_4" -> found.accept(value.substring(0, most));
            case "last_4" -> found.accept(value.substring(value.length() - most));
            default -> throw new IllegalArgumentException(part);
        }
    }
}
