package io.creditlake.standards;

import java.util.regex.Pattern;

/** Numbers that a spreadsheet has rounded. */
public final class CodeRounding {
    private static final int LONGEST = 24;
    private static final Pattern ROUNDED = Pattern.compile("\\d(\\.\\d+E[+-]?|E\\+)\\d{1,3}");

    private CodeRounding() {}

    /** Whether a code is what a spreadsheet makes of a long number, such as {@code 9.13E+17}: what it was is lost. */
    public static boolean isRounded(String text) {
        if (text == null || (text.indexOf('E') < 0 && text.indexOf('e') < 0 && text.indexOf('Ｅ') < 0)) {
            return false;
        }
        String candidate = CodeText.candidate(text);
        return candidate != null
                && candidate.length() <= LONGEST
                && ROUNDED.matcher(candidate).matches();
    }
}
