package io.creditlake.standards;

import java.text.Normalizer;

/** The name of an organisation, for show and for matching. See {@link NameSplitter} for its parts. */
public final class OrganisationName {
    private static final String OPENING = "([{【〔﹝［｛〖（";
    private static final String CLOSING = ")]}】〕﹞］｝〗）";
    private static final String ENDS = "，。、；：,;:！!？?";

    private static final String[] FORMER = {"曾用名称", "曾用名", "原企业名称", "原名称", "原名", "前身", "原"};
    private static final String[] ORGANISATIONS = {
        "公司", "集团", "厂", "社", "院", "所", "中心", "学校", "企业", "银行", "商行", "经营部", "服务部", "工作室", "协会", "商会", "合伙）"
    };
    private static final String LIMITED = "有限责任公司";
    private static final int MOST_PASSES = 5;

    private OrganisationName() {}

    /**
     * The name for show: Unicode's form NFKC (by the JDK, whose tables are ICU's), half-width letters and digits, brackets
     * （）, no spaces beside Chinese characters, simplified characters, no punctuation at either end.
     *
     * @return null when the text says nothing
     */
    public static String normalise(String text) {
        if (text == null) {
            return null;
        }
        String name = text;
        // What one pass turns up, such as a letter out of a ligature, may complete a reference for the next.
        for (int pass = 0; pass < MOST_PASSES && !isClean(name); pass++) {
            String next = Traditional.simplified(tidy(Cleaner.clean(composed(name))));
            if (next.equals(name)) {
                break;
            }
            name = next;
        }
        return Blank.isBlank(name) ? null : name;
    }

    /**
     * The text in Unicode's form NFKC, which takes ligatures, circled numbers and letters with separate accents apart or
     * together; text of Chinese characters, ASCII and full-width forms has nothing of that kind and stays. Chinese
     * punctuation, which NFKC would make half-width, stays too.
     */
    private static String composed(String text) {
        if (isComposed(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Cleaner.isChinesePunctuation(text.charAt(i))) {
                out.append(Normalizer.normalize(text.substring(start, i), Normalizer.Form.NFKC));
                if (i < text.length()) {
                    out.append(text.charAt(i));
                }
                start = i + 1;
            }
        }
        return out.toString();
    }

    private static boolean isComposed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c < 0x80
                    || (c >= 0x3001 && c <= 0x301B)
                    || (c >= 0x4E00 && c <= 0x9FFF)
                    || (c >= 0xFF01 && c <= 0xFF5E);
            if (!plain && !Width.isSpace(c)) {
                return false;
            }
        }
        return true;
    }

    /** Where a note such as （原某某厂）, that ends a normalised name, begins; −1 when there is none. */
    static int startOfFormerName(String name) {
        if (!name.endsWith("）")) {
            return -1;
        }
        int open = opening(name, name.length() - 1);
        return open > 1 && lengthOfFormer(name, open + 1) > 0 ? open : -1;
    }

    /** Where the bracket opens that closes at a place, for a name within brackets may have some too; −1 when none does. */
    private static int opening(String name, int closing) {
        int depth = 0;
        for (int i = closing; i >= 0; i--) {
            char c = name.charAt(i);
            depth += c == '）' ? 1 : c == '（' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The former name that a name notes: 某某厂 of 某某公司（原某某厂） or （曾用名：某某厂）.
     *
     * @return null when it notes none
     */
    public static String formerName(String text) {
        String name = normalise(text);
        int open = name == null ? -1 : startOfFormerName(name);
        if (open < 0) {
            return null;
        }
        int start = open + 1 + lengthOfFormer(name, open + 1);
        return name.substring(start, name.length() - 1);
    }

    /** The length of the word for "formerly", and a colon, when enough of a name follows. */
    private static int lengthOfFormer(String name, int start) {
        for (String word : FORMER) {
            int end = start + word.length();
            if (name.startsWith(word, start)) {
                end += name.charAt(end) == '：' || name.charAt(end) == ':' ? 1 : 0;
                // 原 alone begins other words too, such as 原料: what follows must be a name.
                boolean told = word.length() > 1 || endsLikeOrganisation(name, name.length() - 1);
                return told && name.length() - 1 - end >= 4 ? end - start : 0;
            }
        }
        return 0;
    }

    /**
     * The name for matching: the normalised name in upper case with letters, digits and Chinese characters only, and
     * one spelling of the legal form, 有限公司. Forms and brackets' contents stay, so that a parent and its branch, or
     * （有限合伙） and its like, remain different; a note of a former name goes.
     *
     * @return null when nothing is left
     */
    public static String key(String text) {
        String name = normalise(text);
        if (name == null) {
            return null;
        }
        int note = startOfFormerName(name);
        int end = note < 0 ? name.length() : note;
        StringBuilder key = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            if ((c >= 0x4E00 && c <= 0x9FFF) || (c < 0x80 ? Width.isAlphanumeric(c) : isLetter(c))) {
                key.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c < 0x80 ? c : Character.toUpperCase(c));
            }
        }
        int form = key.indexOf(LIMITED);
        while (form >= 0) {
            key.delete(form + 2, form + 4);
            form = key.indexOf(LIMITED, form);
        }
        String found = key.toString();
        return Blank.isBlank(found) ? null : found;
    }

    private static boolean isLetter(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private static boolean endsLikeOrganisation(String name, int end) {
        for (String word : ORGANISATIONS) {
            if (name.startsWith(word, end - word.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a character of a normalised name stays as it is wherever it stands. */
    public static boolean isPlain(char c) {
        return (c >= 0x4E00 && c <= 0x9FFF && !Traditional.is(c))
                || Width.isDigit(c)
                || Width.isAsciiLetter(c)
                || c == '（'
                || c == '）';
    }

    private static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPlain(text.charAt(i))) {
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
