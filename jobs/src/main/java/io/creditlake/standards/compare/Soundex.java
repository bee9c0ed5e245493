package io.creditlake.standards.compare;

/** American Soundex of words in Latin letters: the first letter and three digits. */
final class Soundex {
    /** Of A to Z; 0 is no sound. */
    private static final String CODES = "01230120022455012623010202";

    private static final int LENGTH = 4;

    private Soundex() {}

    /** The code of a text in upper case; characters that are not of A to Z count as nothing. */
    static String of(String text) {
        StringBuilder code = new StringBuilder(LENGTH).append(text.charAt(0));
        char last = code(text.charAt(0));
        for (int i = 1; i < text.length() && code.length() < LENGTH; i++) {
            char c = text.charAt(i);
            if (c == 'H' || c == 'W') {
                continue;
            }
            char next = code(c);
            if (next != '0' && next != last) {
                code.append(next);
            }
            last = next;
        }
        while (code.length() < LENGTH) {
            code.append('0');
        }
        return code.toString();
    }

    private static char code(char c) {
        return c >= 'A' && c <= 'Z' ? CODES.charAt(c - 'A') : '0';
    }
}
