package io.creditlake.standards;

/** Tells what was repaired in a code, for the note that a record keeps. */
public final class Repairs {
    private static final int SPACES = 1;
    private static final int APOSTROPHE = 1 << 1;
    private static final int WIDTH = 1 << 2;
    private static final int CASE = 1 << 3;
    private static final int HYPHEN = 1 << 4;
    private static final int FRACTION = 1 << 5;
    private static final int LOOKALIKE = 1 << 6;
    private static final String[] NAMES = {"spaces", "apostrophe", "width", "case", "hyphen", "fraction", "lookalike"};

    private Repairs() {}

    /**
     * What was done to a text to make it a code, in this order and joined by {@code _}: {@code spaces} (also unseen
     * characters), {@code apostrophe} (a leading one), {@code width} (full-width characters), {@code case}, {@code
     * hyphen}, {@code fraction} (a spreadsheet's {@code .0}), {@code lookalike} (O, I, Z or S read as a digit). Plain
     * blanks at the ends count as nothing.
     *
     * @param sent the text as sent
     * @param code what it became
     * @return null when nothing was done, or when one of both is null
     */
    public static String of(String sent, String code) {
        if (sent == null || code == null || sent.equals(code)) {
            return null;
        }
        int start = 0;
        int end = sent.length();
        while (start < end && sent.charAt(start) == ' ') {
            start++;
        }
        while (end > start && sent.charAt(end - 1) == ' ') {
            end--;
        }
        return names(found(sent, start, end, code));
    }

    private static int found(String sent, int start, int end, String code) {
        int found = 0;
        boolean begun = false;
        for (int i = start; i < end; i++) {
            char raw = sent.charAt(i);
            char c = Width.half(raw);
            if (Width.isSpace(c) || Width.isInvisible(c)) {
                found |= SPACES;
            } else if (!begun && CodeText.isApostrophe(c)) {
                found |= APOSTROPHE;
            } else if (Width.isDash(c)) {
                found |= code.indexOf('-') < 0 ? HYPHEN : c != raw ? WIDTH : 0;
            } else {
                begun = true;
                found |= c == '.' && code.indexOf('.') < 0 ? FRACTION : 0;
                found |= c != raw ? WIDTH : 0;
                found |= c >= 'a' && c <= 'z' ? CASE : 0;
            }
        }
        return code.equals(CodeText.candidate(sent)) ? found : found | LOOKALIKE;
    }

    private static String names(int found) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < NAMES.length; i++) {
            if ((found & 1 << i) != 0) {
                names.append(names.isEmpty() ? "" : "_").append(NAMES[i]);
            }
        }
        return names.isEmpty() ? null : names.toString();
    }
}
