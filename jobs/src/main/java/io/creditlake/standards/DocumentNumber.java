package io.creditlake.standards;

/** The number of a document (文号) or of a court case (案号). */
public final class DocumentNumber {
    private static final String OPENING = "(（[［【〔﹝{｛〖<《";
    private static final String CLOSING = ")）]］】〕﹞}｝〗>》";
    private static final String ENDS = "，。、；：,;:.";
    private static final int YEAR = 4;

    private DocumentNumber() {}

    /**
     * The number in one form: half-width letters and digits, no spaces, the year in 〔〕 as in 鲁市监罚〔2025〕12号, in a
     * court case number in （） as in （2022）鲁0102执恢54号, other brackets （）.
     *
     * @return null when the text says nothing
     */
    public static String normalise(String text) {
        if (text == null) {
            return null;
        }
        if (isNormal(text)) {
            return Blank.isBlank(text) ? null : text;
        }
        String clean = Cleaner.cleanWithoutSpaces(text);
        StringBuilder out = new StringBuilder(clean);
        for (int i = 0; i < out.length(); i++) {
            if (isYear(clean, i)) {
                boolean court = isCourtCase(clean, i);
                out.setCharAt(i, court ? '（' : '〔');
                out.setCharAt(i + YEAR + 1, court ? '）' : '〕');
                i += YEAR + 1;
            } else if (OPENING.indexOf(out.charAt(i)) >= 0) {
                out.setCharAt(i, '（');
            } else if (CLOSING.indexOf(out.charAt(i)) >= 0) {
                out.setCharAt(i, '）');
            }
        }
        int end = out.length();
        while (end > 0 && ENDS.indexOf(out.charAt(end - 1)) >= 0) {
            end--;
        }
        String number = out.substring(0, end);
        return Blank.isBlank(number) ? null : number;
    }

    /** Whether a character stays as it is wherever it stands in a number; brackets and signs depend on their place. */
    public static boolean isPlain(char c) {
        return (c >= 0x4E00 && c <= 0x9FFF) || Width.isDigit(c) || Width.isAsciiLetter(c) || c == '-';
    }

    /** A quick look that most values pass: plain characters around one year in 〔〕. */
    private static boolean isNormal(String text) {
        int open = text.indexOf('〔');
        if (open >= 0 && (!isYear(text, open) || text.charAt(open + YEAR + 1) != '〕' || isCourtCase(text, open))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            boolean bracket = open >= 0 && (i == open || i == open + YEAR + 1);
            if (!bracket && !isPlain(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCourtCase(String text, int open) {
        return open == 0 && text.length() > YEAR + 2 && isCourt(text.charAt(YEAR + 2));
    }

    private static boolean isYear(String text, int start) {
        int end = start + YEAR + 1;
        return end < text.length()
                && OPENING.indexOf(text.charAt(start)) >= 0
                && CLOSING.indexOf(text.charAt(end)) >= 0
                && CodeText.isDigits(text, start + 1, end);
    }

    /** A court case number goes on with the short name of a province or 最高法; an administrative one with its number. */
    private static boolean isCourt(char next) {
        return Width.isHan(next) && next != '第';
    }
}
