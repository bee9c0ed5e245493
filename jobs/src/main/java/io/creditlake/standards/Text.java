package io.creditlake.standards;

/** Free text. */
public final class Text {
    private Text() {}

    /**
     * Brings free text to one form: HTML references resolved, full-width letters, digits and signs half-width,
     * unseen characters removed, runs of spaces and line breaks made one space, ends trimmed. Chinese punctuation
     * stays: 、。，；：？！（）.
     *
     * @return null when the text {@linkplain Blank#isBlank says nothing}
     */
    public static String clean(String text) {
        if (text == null) {
            return null;
        }
        String clean = isClean(text) ? text : Cleaner.clean(text);
        return Blank.isBlank(clean) ? null : clean;
    }

    /** Whether a character stays as it is wherever it stands. */
    public static boolean isPlain(char c) {
        return (c > ' ' && c < 0x7F && c != '&')
                || (c >= 0x4E00 && c <= 0x9FFF)
                || (c > 0x3000 && c < 0x3020)
                || Cleaner.isChinesePunctuation(c);
    }

    /** A quick look that most values pass: nothing in them needs cleaning. */
    private static boolean isClean(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ') {
                if (afterSpace) {
                    return false;
                }
                afterSpace = true;
            } else if (isPlain(c)) {
                afterSpace = false;
            } else {
                return false;
            }
        }
        return !afterSpace;
    }
}
