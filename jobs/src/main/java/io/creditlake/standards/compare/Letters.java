package io.creditlake.standards.compare;

/** Letters and digits of texts. */
final class Letters {
    private Letters() {}

    /** The text in upper case with letters, digits and Chinese characters alone. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isHan(c) && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z')) {
                return rewritten(text);
            }
        }
        return text;
    }

    private static String rewritten(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                letters.append(Character.toUpperCase(c));
            }
        }
        return letters.toString();
    }

    private static boolean isHan(char c) {
        return c >= 0x4E00 && c <= 0x9FFF;
    }

    /** Whether the text has a digit in every place from one to another. */
    static boolean areDigits(String text, int from, int to) {
        if (to > text.length() || from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
