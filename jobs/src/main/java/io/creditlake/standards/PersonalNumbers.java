package io.creditlake.standards;

/**
 * Finds numbers of persons in free text and masks them in place. A number may be full-width and, when its birth date
 * proves it, broken by spaces or hyphens.
 */
final class PersonalNumbers {
    private static final int SHORTEST = 11;
    private static final int LONGEST_BREAK = 2;

    private final String text;
    private final StringBuilder out;

    private PersonalNumbers(String text) {
        this.text = text;
        this.out = new StringBuilder(text);
    }

    static String mask(String text) {
        if (text == null || countDigits(text) < SHORTEST) {
            return text;
        }
        return new PersonalNumbers(text).masked();
    }

    private static int countDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            if (Width.isDigit(Width.half(text.charAt(i)))) {
                digits++;
            }
        }
        return digits;
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
            if (stop - i == 17 && stop < end && (half(stop) == 'X' || half(stop) == 'x')) {
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
            boolean starts = isDigit(i) && (i == 0 || !isAlphanumeric(i - 1)) && out.charAt(i) != '*';
            int end = starts ? endOfBroken(i) : 0;
            i = Math.max(i + 1, end);
        }
    }

    private int endOfBroken(int start) {
        StringBuilder digits = new StringBuilder(18);
        int groups = 1;
        int gap = 0;
        for (int i = start; i < text.length() && digits.length() <= 18; i++) {
            char c = half(i);
            if (Width.isDigit(c) || ((c == 'X' || c == 'x') && digits.length() == 17)) {
                groups += gap > 0 ? 1 : 0;
                gap = 0;
                digits.append(c == 'x' ? 'X' : c);
                boolean ends = i + 1 == text.length() || !isAlphanumeric(i + 1);
                if (ends && groups > 1 && isPersonal(digits)) {
                    boolean mobile = digits.length() == 11;
                    star(start, i + 1, mobile ? 3 : 2, 2);
                    return i + 1;
                }
            } else if (!isBreak(c) || ++gap > LONGEST_BREAK) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean isPersonal(StringBuilder digits) {
        int length = digits.length();
        if (length == 11) {
            return digits.charAt(0) == '1' && digits.charAt(1) >= '3';
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
