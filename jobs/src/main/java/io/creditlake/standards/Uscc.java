package io.creditlake.standards;

import java.util.Arrays;

/**
 * The unified social credit code, 统一社会信用代码, of GB 32100-2015: registering authority, kind, six digits of region,
 * nine characters of organisation code, check character.
 */
public final class Uscc {
    private static final int LENGTH = 18;
    private static final int MODULUS = 31;
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final byte[] VALUES = values();
    private static final int[] WEIGHTS = weights();

    private Uscc() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }

    private static int[] weights() {
        // The last one is of the check character itself: with it the sum of a right code is a multiple of 31.
        int[] weights = new int[LENGTH];
        weights[LENGTH - 1] = 1;
        int power = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            weights[i] = power;
            power = power * 3 % MODULUS;
        }
        return weights;
    }

    /**
     * Cleans what was written as a code: case, width, spaces, hyphens and a leading apostrophe. Among 18 letters and
     * digits O is read as 0 and I as 1, which the alphabet leaves out, then also Z as 2 and S as 5, when that makes the
     * check character right. {@link Repairs} tells what was done.
     *
     * @return null when the text says nothing, is masked or is a {@linkplain PersonalCode number of a person}; any other
     *     text, however wrong, is returned and fails {@link #isValid}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || PersonalCode.isCandidate(candidate)) {
            return null;
        }
        if (candidate.length() != LENGTH || isValid(candidate) || !CodeText.isCode(candidate)) {
            return candidate;
        }
        String repaired = CodeText.withDigits(candidate, 0, LENGTH);
        if (!isValid(repaired)) {
            repaired = repaired.replace('Z', '2').replace('S', '5');
        }
        return isValid(repaired) && !PersonalCode.isCandidate(repaired) ? repaired : candidate;
    }

    /** Whether a normalised code has the shape of the standard and the right check character. */
    public static boolean isValid(CharSequence code) {
        // A code of zeros would pass the check; no authority has the number 0.
        if (code == null || code.length() != LENGTH || code.charAt(0) == '0') {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = code.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0 || (value > 9 && i >= 2 && i < 8)) {
                return false;
            }
            sum += value * WEIGHTS[i];
        }
        return sum % MODULUS == 0;
    }

    /**
     * The check character for the first 17 characters.
     *
     * @return null when they are not 17 characters of the alphabet
     */
    public static String checkDigit(String first17) {
        if (first17 == null || first17.length() != LENGTH - 1 || !inAlphabet(first17)) {
            return null;
        }
        return String.valueOf(checkCharacter(first17));
    }

    /** The organisation code inside (characters 9 to 17), or null when the code has not the shape of one. */
    public static String organisationCode(String code) {
        return isShaped(code) ? code.substring(8, 17) : null;
    }

    /** The region of registration inside (characters 3 to 8), or null when the code has not the shape of one. */
    public static String region(String code) {
        return isShaped(code) ? code.substring(2, 8) : null;
    }

    /**
     * What a masked code shows, in upper case and half width: {@code 913302******531452}. It can support a match, never
     * make one.
     *
     * @return null when the text is not masked, has no 18 characters, or may be a citizen number that shows its birth
     *     date
     */
    public static String mask(String text) {
        if (!isMasked(text)) {
            return null;
        }
        String candidate = CodeText.candidate(text);
        return candidate.length() != LENGTH || PersonalCode.mayShowBirthDate(candidate) ? null : candidate;
    }

    /** Whether the text is a code some of whose characters are hidden behind stars: it supports a match, never makes one. */
    public static boolean isMasked(String text) {
        if (text == null || (text.indexOf('*') < 0 && text.indexOf('＊') < 0)) {
            return false;
        }
        String candidate = CodeText.candidate(text);
        return candidate != null && CodeText.isMaskedCandidate(candidate);
    }

    private static boolean isShaped(CharSequence code) {
        // A code of zeros would pass the check; no authority has the number 0.
        return code != null
                && code.length() == LENGTH
                && code.charAt(0) != '0'
                && inAlphabet(code)
                && CodeText.isDigits(code, 2, 8);
    }

    private static boolean inAlphabet(CharSequence code) {
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c >= 128 || VALUES[c] < 0) {
                return false;
            }
        }
        return true;
    }

    private static char checkCharacter(CharSequence code) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += VALUES[code.charAt(i)] * WEIGHTS[i];
        }
        return ALPHABET.charAt((MODULUS - sum % MODULUS) % MODULUS);
    }
}
