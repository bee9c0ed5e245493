package io.creditlake.standards;

/** Character classes that every standard shares: widths, spaces and characters nobody sees. */
final class Width {
    private static final int FULL_TO_HALF = 0xFEE0;

    private Width() {}

    /** The half-width form of a full-width ASCII character or of a wide space, else the character itself. */
    static char half(char c) {
        if (c < 0x80) {
            return c;
        }
        if (c >= '！' && c <= '～') {
            return (char) (c - FULL_TO_HALF);
        }
        return isSpace(c) ? ' ' : c;
    }

    /** Whether the character is a space of any kind, line breaks and tabs included. */
    static boolean isSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || (c >= '\t' && c <= '\r');
        }
        if (c < 0x85) {
            return false;
        }
        return c == 0x85
                || c == 0xA0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200A)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000;
    }

    /** Whether the character shows nothing and is no space: controls, zero-width characters, marks of direction. */
    static boolean isInvisible(char c) {
        if (c < 0x80) {
            return (c < ' ' && !(c >= '\t' && c <= '\r')) || c == 0x7F;
        }
        return (c <= 0x9F && c != 0x85)
                || c == 0xAD
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x206F)
                || c == 0xFEFF
                || c == 0xFFFC
                || c == 0xFFFD;
    }

    /** Whether the character is one of the hyphens, dashes and minus signs people type; any width. */
    static boolean isDash(char c) {
        return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == '－' || c == '﹣';
    }

    /** Whether the character is a Chinese character of the basic block or of extension A. */
    static boolean isHan(char c) {
        return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == '〇';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAsciiLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || isAsciiLetter(c);
    }

    /** The text with every full-width ASCII character half-width, spaces and unseen characters removed. */
    static String compact(String text) {
        int clean = 0;
        while (clean < text.length() && text.charAt(clean) > ' ' && text.charAt(clean) < 0x7F) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = half(text.charAt(i));
            if (!isSpace(c) && !isInvisible(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
