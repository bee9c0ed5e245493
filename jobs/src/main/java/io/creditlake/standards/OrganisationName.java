package io.creditlake.standards;

/** The name of an organisation, for show and for matching. */
public final class OrganisationName {
    private static final String OPENING = "([{【〔﹝［｛〖（";
    private static final String CLOSING = ")]}】〕﹞］｝〗）";
    private static final String ENDS = "，。、；：,;:！!？?";

    private OrganisationName() {}

    /**
     * The name for show: half-width letters and digits, brackets （）, no spaces beside Chinese characters, simplified
     * characters, no punctuation at either end.
     *
     * @return null when the text says nothing
     */
    public static String normalise(String text) {
        if (text == null) {
            return null;
        }
        String name = isClean(text) ? text : tidy(Cleaner.clean(text));
        return Blank.isBlank(name) ? null : Traditional.simplified(name);
    }

    /**
     * The name for matching: the normalised name in upper case with letters, digits and Chinese characters only, and
     * one spelling of the legal form, 有限公司. Forms and brackets' contents stay, so that a parent and its branch, or
     * （有限合伙） and its like, remain different.
     *
     * @return null when nothing is left
     */
    public static String key(String text) {
        String name = normalise(text);
        if (name == null) {
            return null;
        }
        StringBuilder key = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                key.append(Character.toUpperCase(c));
            }
        }
        return Blank.isBlank(key.toString()) ? null : key.toString().replace("有限责任公司", "有限公司");
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean clean = (c >= 0x4E00 && c <= 0x9FFF) || Width.isDigit(c) || Width.isAsciiLetter(c);
            if (!clean && c != '（' && c != '）') {
                return false;
            }
        }
        return true;
    }

    private static String tidy(String clean) {
        StringBuilder out = new StringBuilder(clean.length());
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (c == ' ') {
                // Cleaned text has no space at an end and no two together.
                if (isLatin(clean.charAt(i - 1)) && isLatin(clean.charAt(i + 1))) {
                    out.append(c);
                }
            } else {
                out.append(OPENING.indexOf(c) >= 0 ? '（' : CLOSING.indexOf(c) >= 0 ? '）' : c);
            }
        }
        return withoutPunctuationAtEnds(out);
    }

    private static boolean isLatin(char c) {
        return c > ' ' && c < 0x250 && OPENING.indexOf(c) < 0 && CLOSING.indexOf(c) < 0;
    }

    private static String withoutPunctuationAtEnds(StringBuilder name) {
        int start = 0;
        int end = name.length();
        while (start < end && isEnd(name.charAt(start))) {
            start++;
        }
        while (end > start && (isEnd(name.charAt(end - 1)) || isFullStop(name, end - 1))) {
            end--;
        }
        return name.substring(start, end);
    }

    /** A Latin full stop, but behind a Latin letter, where it may belong to an abbreviation. */
    private static boolean isFullStop(CharSequence name, int at) {
        return name.charAt(at) == '.' && (at == 0 || !Width.isAsciiLetter(name.charAt(at - 1)));
    }

    private static boolean isEnd(char c) {
        return c == ' ' || ENDS.indexOf(c) >= 0;
    }
}
