package io.creditlake.standards;

/**
 * The business registration number, 注册号: 15 digits, the first six the region of the registering office, the last a
 * check digit by ISO 7064 MOD 11,10.
 */
public final class RegistrationNumber {
    private static final int LENGTH = 15;

    /** For a product and a digit, the product after it, as ISO 7064 defines it. */
    private static final byte[] NEXT = products();

    private RegistrationNumber() {}

    private static byte[] products() {
        byte[] next = new byte[110];
        for (int product = 1; product <= 10; product++) {
            for (int digit = 0; digit < 10; digit++) {
                int sum = (product + digit) % 10;
                next[10 * product + digit] = (byte) ((sum == 0 ? 10 : sum) * 2 % 11);
            }
        }
        return next;
    }

    /**
     * Cleans what was written as a number; among 15 characters O is read as 0 and I as 1 when that makes the check
     * digit right.
     *
     * @return null when the text says nothing, is masked or is a {@linkplain PersonalCode number of a person}; any other
     *     text, a unified code among them, is returned and fails {@link #isValid}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || PersonalCode.isCandidate(candidate)) {
            return null;
        }
        if (candidate.length() != LENGTH) {
            return candidate;
        }
        String repaired = CodeText.withDigits(candidate, 0, LENGTH);
        return isValid(repaired) ? repaired : candidate;
    }

    /** Whether a normalised number has 15 digits, a region and the right check digit. */
    public static boolean isValid(CharSequence number) {
        return number != null
                && number.length() == LENGTH
                && CodeText.isDigits(number, 0, LENGTH)
                && Dates.number(number, 0, 6) != 0
                && number.charAt(LENGTH - 1) == checkCharacter(number);
    }

    /**
     * The check digit for the first 14 digits.
     *
     * @return null when they are not 14 digits
     */
    public static String checkDigit(String first14) {
        boolean digits = first14 != null && first14.length() == LENGTH - 1 && CodeText.isDigits(first14, 0, LENGTH - 1);
        return digits ? String.valueOf(checkCharacter(first14)) : null;
    }

    private static char checkCharacter(CharSequence number) {
        int product = 10;
        for (int i = 0; i < LENGTH - 1; i++) {
            product = NEXT[10 * product + number.charAt(i) - '0'];
        }
        return (char) ('0' + (11 - product) % 10);
    }
}
