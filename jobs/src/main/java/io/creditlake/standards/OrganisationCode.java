package io.creditlake.standards;

/** The organisation code, 组织机构代码, of GB 11714: eight digits or letters and a check character. */
public final class OrganisationCode {
    private static final int LENGTH = 9;
    private static final int[] WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private OrganisationCode() {}

    /**
     * Cleans what was written as a code: {@code 60003734-1} becomes {@code 600037341}. O is read as 0 and I as 1 only
     * when that makes the check character right, for both letters may stand in a code.
     *
     * @return null when the text says nothing, is masked or is a {@linkplain PersonalCode number of a person}; any other
     *     text is returned and fails {@link #isValid}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || PersonalCode.isCandidate(candidate)) {
            return null;
        }
        if (candidate.length() != LENGTH || isValid(candidate)) {
            return candidate;
        }
        String repaired = CodeText.withDigits(candidate, 0, LENGTH);
        return isValid(repaired) ? repaired : candidate;
    }

    /** Whether a normalised code has the shape of the standard and the right check character. */
    public static boolean isValid(CharSequence code) {
        if (code == null || code.length() != LENGTH) {
            return false;
        }
        int sum = 0;
        int any = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            char c = code.charAt(i);
            if (!CodeText.isCodeCharacter(c)) {
                return false;
            }
            int value = c <= '9' ? c - '0' : c - 'A' + 10;
            any |= value;
            sum += value * WEIGHTS[i];
        }
        // Zeros are a filler that would pass the check.
        return any != 0 && code.charAt(LENGTH - 1) == checkCharacter(sum);
    }

    /**
     * The check character for the first eight characters.
     *
     * @return null when they are not eight digits and capital letters
     */
    public static String checkDigit(String first8) {
        if (first8 == null || first8.length() != LENGTH - 1 || !isBody(first8)) {
            return null;
        }
        return String.valueOf(checkCharacter(first8));
    }

    private static boolean isBody(CharSequence code) {
        for (int i = 0; i < LENGTH - 1; i++) {
            if (!CodeText.isCodeCharacter(code.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char checkCharacter(CharSequence code) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            char c = code.charAt(i);
            sum += (c <= '9' ? c - '0' : c - 'A' + 10) * WEIGHTS[i];
        }
        return checkCharacter(sum);
    }

    private static char checkCharacter(int sum) {
        return switch (11 - sum % 11) {
            case 10 -> 'X';
            case 11 -> '0';
            default -> (char) ('0' + 11 - sum % 11);
        };
    }
}
