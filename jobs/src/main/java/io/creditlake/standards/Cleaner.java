package io.creditlake.standards;

import java.text.Normalizer;

/**
 * Writes text cleaned, character by character. A reference is resolved at its semicolon, looking back at what was
 * already written, so that no reference can appear in the result, however they were nested.
 */
final class Cleaner {
    private final StringBuilder out;
    private final boolean keepsSpaces;

    private Cleaner(int capacity, boolean keepsSpaces) {
        this.out = new StringBuilder(capacity);
        this.keepsSpaces = keepsSpaces;
    }

    /** The text cleaned, runs of spaces folded into one. */
    static String clean(String text) {
        return new Cleaner(text.length(), true).write(text);
    }

    /** The text cleaned, without any space. */
    static String cleanWithoutSpaces(String text) {
        return new Cleaner(text.length(), false).write(text);
    }

    /** Sentence punctuation of the full-width block, which belongs to Chinese text. */
    static boolean isChinesePunctuation(char c) {
        return c == '，' || c == '；' || c == '：' || c == '？' || c == '！' || c == '（' || c == '）';
    }

    private String write(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        int end = out.length();
        if (end > 0 && out.charAt(end - 1) == ' ') {
            out.setLength(end - 1);
        }
        return out.toString();
    }

    private void put(char raw) {
        if (raw >= 0x4E00 && raw <= 0x9FFF) {
            out.append(raw);
            return;
        }
        char c = isChinesePunctuation(raw) ? raw : Width.half(raw);
        if (Width.isInvisible(c)) {
            return;
        }
        if (Width.isSpace(c)) {
            if (keepsSpaces && !out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            return;
        }
        if (isCompatibilityHan(c)) {
            out.append(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC));
            return;
        }
        out.append(c);
        if (c == ';') {
            resolve();
        }
    }

    /** Radicals and doubles of Chinese characters, which copying from other programs leaves. */
    private static boolean isCompatibilityHan(char c) {
        return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF);
    }

    /** Replaces a reference that the text written so far ends with. */
    private void resolve() {
        int end = out.length() - 1;
        int lowest = Math.max(0, out.length() - HtmlEntity.LONGEST);
        for (int start = end - 1; start >= lowest; start--) {
            if (out.charAt(start) == '&') {
                int codePoint = HtmlEntity.codePoint(out.substring(start + 1, end));
                if (codePoint >= 0) {
                    out.setLength(start);
                    if (Character.isBmpCodePoint(codePoint)) {
                        put((char) codePoint);
                    } else {
                        out.appendCodePoint(codePoint);
                    }
                }
                return;
            }
        }
    }
}
