package io.creditlake.standards;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The citizen number, 公民身份号码, of GB 11643: region, birth date, order, check character by ISO 7064 MOD 11-2; and its
 * 15-digit form of before 1999, which has neither century nor check. It leaves standardisation only as a {@link #token}
 * and a {@link #mask}.
 */
public final class CitizenNumber {
    private static final int LENGTH = 18;
    private static final int OLD_LENGTH = 15;
    private static final int SHORTEST_KEY = 16;
    private static final int TOKEN_BYTES = 24;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final boolean[] PROVINCES = provinces();

    private CitizenNumber() {}

    /** The first two digits; 81, 82 and 83 are of residence permits for people of Hong Kong, Macao and Taiwan. */
    private static boolean[] provinces() {
        boolean[] known = new boolean[100];
        int[][] ranges = {{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}};
        for (int[] range : ranges) {
            Arrays.fill(known, range[0], range[1] + 1, true);
        }
        return known;
    }

    /**
     * Cleans what was written as a number of a person's document; where 17 or 15 characters must be digits, O is read
     * as 0 and I as 1 when the number is right then.
     *
     * @return null when the text says nothing or is masked; passports and any other text are returned and fail
     *     {@link #isValid}, see {@link PersonDocument}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || (candidate.length() != LENGTH && candidate.length() != OLD_LENGTH)) {
            return candidate;
        }
        String repaired = CodeText.withDigits(candidate, 0, candidate.length());
        return isValid(repaired) ? repaired : candidate;
    }

    /** Whether a normalised number has a province, a birth date that exists and, of 18, the right check character. */
    public static boolean isValid(CharSequence number) {
        return isShaped(number)
                && isProvince(number)
                && hasBirthDate(number)
                && (number.length() == OLD_LENGTH || number.charAt(LENGTH - 1) == checkCharacter(number));
    }

    /**
     * The check character for the first 17 digits.
     *
     * @return null when they are not 17 digits
     */
    public static String checkDigit(String first17) {
        boolean digits = first17 != null && first17.length() == LENGTH - 1 && CodeText.isDigits(first17, 0, LENGTH - 1);
        return digits ? String.valueOf(checkCharacter(first17)) : null;
    }

    /**
     * The number for show: the first two and last two characters, stars between; of texts shorter than 12 characters
     * only the first and the last, of three and fewer nothing. What is neither digit nor Latin letter is never shown.
     *
     * @return null when the text says nothing
     */
    public static String mask(String text) {
        String candidate = CodeText.candidate(text);
        if (candidate == null) {
            return null;
        }
        int length = candidate.length();
        int shown = length < 4 ? 0 : length < 12 ? 1 : 2;
        StringBuilder mask = new StringBuilder(candidate);
        for (int i = 0; i < length; i++) {
            boolean end = i < shown || i >= length - shown;
            if (!end || !CodeText.isCodeCharacter(mask.charAt(i))) {
                mask.setCharAt(i, '*');
            }
        }
        return mask.toString();
    }

    /**
     * The number for matching: 24 bytes of an HMAC-SM3 in base64url. The same key gives the same token for a number
     * however it was written, and for its 15-digit form.
     *
     * @param key at least 16 bytes
     * @return null when the text says nothing or is masked
     * @throws IllegalArgumentException when the key is shorter
     */
    public static String token(String text, byte[] key) {
        refuseShort(key);
        String number = normalise(text);
        if (number == null) {
            return null;
        }
        return mac(modern(number), key);
    }

    /**
     * The token of a token: what stands for a number when another key has taken the place of the one that its token was
     * made with. It takes the token alone, not the number.
     *
     * @param key at least 16 bytes
     * @throws IllegalArgumentException when the key is shorter
     */
    public static String tokenOfToken(String token, byte[] key) {
        refuseShort(key);
        return mac(token, key);
    }

    private static void refuseShort(byte[] key) {
        if (key == null || key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a token needs a key of at least " + SHORTEST_KEY + " bytes");
        }
    }

    private static String mac(String text, byte[] key) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        HMac mac = new HMac(new SM3Digest());
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] full = new byte[mac.getMacSize()];
        mac.doFinal(full, 0);
        byte[] token = new byte[TOKEN_BYTES];
        System.arraycopy(full, 0, token, 0, TOKEN_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * Masks every run in free text that may be a citizen number or is a mobile number, and leaves all else as it is.
     * Unified codes stay, but when it is not sure that a run is one, the run is masked.
     */
    public static String maskIn(String text) {
        return PersonalNumbers.mask(text);
    }

    /** The 18-character form of a 15-digit number of the twentieth century; any other text as it is. */
    private static String modern(String number) {
        if (number.length() != OLD_LENGTH || !isShaped(number)) {
            return number;
        }
        String first17 = number.substring(0, 6) + "19" + number.substring(6);
        return first17 + checkCharacter(first17);
    }

    static boolean isShaped(CharSequence number) {
        if (number == null) {
            return false;
        }
        if (number.length() == OLD_LENGTH) {
            return CodeText.isDigits(number, 0, OLD_LENGTH);
        }
        return number.length() == LENGTH
                && CodeText.isDigits(number, 0, LENGTH - 1)
                && (number.charAt(LENGTH - 1) == 'X' || Width.isDigit(number.charAt(LENGTH - 1)));
    }

    static boolean isProvince(CharSequence number) {
        int province = number(number, 0, 2);
        return province >= 0 && PROVINCES[province];
    }

    /** Whether the place of the birth date in 15 or 18 digits holds a day between 1850 and 2099. */
    static boolean hasBirthDate(CharSequence number) {
        boolean old = number.length() == OLD_LENGTH;
        int year = old ? 1900 + number(number, 6, 8) : number(number, 6, 10);
        int month = old ? number(number, 8, 10) : number(number, 10, 12);
        int day = old ? number(number, 10, 12) : number(number, 12, 14);
        return year >= 1850 && year <= 2099 && isDay(year, month, day);
    }

    private static boolean isDay(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    private static int number(CharSequence digits, int from, int to) {
        return Dates.number(digits, from, to);
    }

    static char checkCharacter(CharSequence number) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return CHECKS.charAt(sum % 11);
    }
}
