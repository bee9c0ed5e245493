package io.creditlake.standards;

/** What all codes have in common before their own rules begin. */
final class CodeText {
    private CodeText() {}

    /**
     * The text as a candidate for a code: upper case, half width, without spaces, hyphens, unseen characters and the
     * apostrophe a spreadsheet puts in front. A number with a decimal point keeps its signs, so that
     * {@code 9.13E+17} stays what it is; {@code .0} behind up to 15 digits, which a spreadsheet adds without loss, goes.
     *
     * @return null when the text says nothing
     */
    static String candidate(String text) {
        if (text == null) {
            return null;
        }
        int clean = 0;
        while (clean < text.length() && isCodeCharacter(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length() && clean > 6) {
            return text;
        }
        if (Blank.isBlank(text)) {
            return null;
        }
        return clean == text.length() ? text : rewrite(text);
    }

    /** {@link #candidate} without masked codes: a masked code is not a code. */
    static String unmasked(String text) {
        String candidate = candidate(text);
        return candidate == null || isMaskedCandidate(candidate) ? null : candidate;
    }

    private static String rewrite(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean decimal = text.indexOf('.') >= 0 || text.indexOf('．') >= 0;
        for (int i = 0; i < text.length(); i++) {
            char c = Width.half(text.charAt(i));
            boolean dropped = Width.isSpace(c)
                    || Width.isInvisible(c)
                    || (Width.isDash(c) && !decimal)
                    || (out.isEmpty() && isApostrophe(c));
            if (!dropped) {
                out.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
            }
        }
        String written = decimal ? withoutZeroFraction(out) : out.toString();
        return Blank.isBlank(written) ? null : written;
    }

    private static String withoutZeroFraction(StringBuilder number) {
        int point = number.indexOf(".");
        boolean whole = point > 0 && point <= 15 && point + 1 < number.length() && isDigits(number, 0, point);
        for (int i = point + 1; whole && i < number.length(); i++) {
            whole = number.charAt(i) == '0';
        }
        return whole ? number.substring(0, point) : number.toString();
    }

    static boolean isApostrophe(char c) {
        return c == '\'' || c == '`' || c == '‘' || c == '’' || c == '´';
    }

    static boolean isCodeCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    /** Whether the text is nothing but digits and capital letters. */
    static boolean isCode(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isCodeCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a candidate has stars among otherwise nothing but digits and letters. */
    static boolean isMaskedCandidate(String candidate) {
        if (candidate.indexOf('*') < 0 || candidate.length() < 6 || candidate.length() > 24) {
            return false;
        }
        for (int i = 0; i < candidate.length(); i++) {
            char c = candidate.charAt(i);
            if (c != '*' && !isCodeCharacter(c)) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigits(CharSequence text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Width.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text with O for 0 and I for 1 repaired between two positions, or the same text when there are none. */
    static String withDigits(String text, int from, int to) {
        StringBuilder out = null;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == 'O' || c == 'I') {
                out = out == null ? new StringBuilder(text) : out;
                out.setCharAt(i, c == 'O' ? '0' : '1');
            }
        }
        return out == null ? text : out.toString();
    }
}
