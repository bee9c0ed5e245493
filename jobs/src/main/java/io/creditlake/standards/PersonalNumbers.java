package io.creditlake.standards;

/**
 * Finds numbers of persons in free text and masks them in place. A number may be full-width and, when its birth date
 * proves it, broken by spaces or hyphens.
 */
final class PersonalNumbers {
    private static final int SHORTEST = 11;
    private static final int LONGEST_BREAK = 2;
    /** 138 0000 1234. */
    private static final int BREAKS_OF_MOBILE = 1 << 3 | 1 << 7;

    private final String text;
    private final StringBuilder out;

    private PersonalNumbers(String text) {
        this.text = text;
        this.out = new StringBuilder(text);
    }

    static String mask(String text) {
        if (text == null || !hasDigits(text)) {
            return text;
        }
        return new PersonalNumbers(text).masked();
    }

    private static boolean hasDigits(String text) {
        int missing = SHORTEST;
        for (int i = 0; i < text.length() && missing > 0; i++) {
            missing -= Width.isDigit(Width.half(text.charAt(i))) ? 1 : 0;
        }
        return missing == 0;
    }

    private String masked() {
        int i = 0;
        while (i < text.length()) {
            if (!isAlphanumeric(i)) {
                i++;
                continue;
            }
            int end = i;
            while (end < text.length() && isAlphanumeric(end)) {
                end++;
            }
            word(i, end);
            i = end;
        }
        broken();
        return out.toString();
    }

    /** A word of letters and digits: a unified code, or the digits in it one stretch after another. */
    private void word(int start, int end) {
        if (end - start < SHORTEST || (end - start == 18 && isSurelyUnifiedCode(half(start, end)))) {
            return;
        }
        int i = start;
        while (i < end) {
            int stop = i;
            while (stop < end && isDigit(stop)) {
                stop++;
            }
            if (stop - i >= 17 && stop < end && (half(stop) == 'X' || half(stop) == 'x')) {
                stop++;
            }
            stretch(i, stop);
            i = Math.max(stop, i + 1);
        }
    }

    private boolean isSurelyUnifiedCode(String code) {
        if (!Uscc.isValid(code)) {
            return false;
        }
        boolean shaped = CodeText.isDigits(code, 0, 17);
        if (!shaped || !CitizenNumber.hasBirthDate(code)) {
            return true;
        }
        return code.charAt(0) == '9' && CitizenNumber.checkCharacter(code) != code.charAt(17);
    }

    private void stretch(int start, int end) {
        int length = end - start;
        if (length == 18) {
            star(start, end, 2, 2);
        } else if (length == 15) {
            if (CitizenNumber.hasBirthDate(half(start, end))) {
                star(start, end, 2, 2);
            }
        } else if (isMobile(start, length)) {
            star(end - 11, end, 3, 2);
        } else if (length > 18) {
            window(start, end);
        }
    }

    private boolean isMobile(int start, int length) {
        int prefix = length - 11;
        boolean country = prefix == 0
                || (prefix == 2 && half(start, start + 2).equals("86"))
                || (prefix == 4 && half(start, start + 4).equals("0086"));
        return country && half(start + prefix) == '1' && half(start + prefix + 1) >= '3';
    }

    /** A right citizen number inside a longer run of digits, as in the 20-digit taxpayer numbers of persons. */
    private void window(int start, int end) {
        for (int i = start; i + 18 <= end; i++) {
            if (CitizenNumber.isValid(half(i, i + 18))) {
                star(i, i + 18, 2, 2);
            }
        }
    }

    /** Numbers broken by spaces or hyphens, looked for in what is not masked yet. */
    private void broken() {
        int i = 0;
        while (i < text.length()) {
            int end = i;
            while (end < text.length() && isDigit(end)) {
                end++;
            }
            boolean breaks = end > i && end < text.length() && isBreak(half(end)) && out.charAt(i) != '*';
            i = Math.max(Math.max(end, i + 1), breaks ? endOfBroken(i) : 0);
        }
    }

    /** Where a broken number that begins here ends, once masked; 0 when none begins. */
    private int endOfBroken(int start) {
        StringBuilder digits = new StringBuilder(18);
        int breaks = 0;
        int gap = 0;
        for (int i = start; i < text.length() && digits.length() <= 18; i++) {
            char c = half(i);
            if (Width.isDigit(c) || ((c == 'X' || c == 'x') && digits.length() == 17)) {
                gap = 0;
                digits.append(c == 'x' ? 'X' : c);
                boolean ends = i + 1 == text.length() || !isAlphanumeric(i + 1);
                if (ends && breaks != 0 && isPersonal(digits, breaks)) {
                    star(start, i + 1, digits.length() == 11 ? 3 : 2, 2);
                    return i + 1;
                }
            } else if (isBreak(c) && ++gap <= LONGEST_BREAK) {
                breaks |= 1 << digits.length();
            } else {
                return 0;
            }
        }
        return 0;
    }

    /** Whether the digits are a number of a person; {@code breaks} has a bit for every count of digits that a break follows. */
    private static boolean isPersonal(StringBuilder digits, int breaks) {
        int length = digits.length();
        if (length == 11) {
            return digits.charAt(0) == '1' && digits.charAt(1) >= '3' && breaks == BREAKS_OF_MOBILE;
        }
        return (length == 15 || length == 18) && CitizenNumber.isValid(digits.toString());
    }

    private static boolean isBreak(char c) {
        return Width.isSpace(c) || Width.isInvisible(c) || Width.isDash(c);
    }

    /** Stars every letter and digit between two places but the first and last few; breaks stay. */
    private void star(int start, int end, int head, int tail) {
        int first = start;
        for (int shown = 0; shown < head; first++) {
            shown += isAlphanumeric(first) ? 1 : 0;
        }
        int last = end;
        for (int shown = 0; shown < tail; last--) {
            shown += isAlphanumeric(last - 1) ? 1 : 0;
        }
        for (int i = first; i < last; i++) {
            if (isAlphanumeric(i)) {
                out.setCharAt(i, '*');
            }
        }
    }

    private char half(int i) {
        return Width.half(text.charAt(i));
    }

    private String half(int start, int end) {
        StringBuilder half = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = half(i);
            half.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        }
        return half.toString();
    }

    private boolean isDigit(int i) {
        return Width.isDigit(half(i));
    }

    private boolean isAlphanumeric(int i) {
        return isDigit(i) || Width.isAsciiLetter(half(i));
    }
}
