package io.creditlake.generate;

/** Full-width writing. */
final class Wide {
    private static final int DISTANCE = 0xFEE0;

    private Wide() {}

    /** The text with every ASCII sign but spaces in its full-width form. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            out.setCharAt(i, c > ' ' && c < 0x7F ? (char) (c + DISTANCE) : c);
        }
        return out.toString();
    }

    /** Whether the text has letters or digits of ASCII. */
    static boolean hasNarrow(String text) {
        return text.chars().anyMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }
}
