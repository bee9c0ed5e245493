package io.creditlake.report.credit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The number of a report and the code that goes with it.
 *
 * <p>A number is the day of the release, the subject in base 36 and the first 80 bits of the SM3 of what the report says:
 * {@code 20261124-0K3F9XQ2M1A7B-5D0C…}. The code is 80 bits of the HMAC-SM3 of the number, under the key of the platform.
 *
 * @param number the number
 * @param code the code, four times four letters and digits
 * @param demonstration whether the key is the published one, so that the code proves nothing
 */
public record Seal(String number, String code, boolean demonstration) {
    private static final Pattern NUMBER = Pattern.compile("(\\d{8})-([0-9A-Z]{13})-([0-9A-F]{20})");
    /** No letter that is read as a digit. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int RADIX = 36;
    private static final int DIGEST = 10;
    private static final int LETTERS = 16;

    /**
     * What a number says.
     *
     * @param date day of the release
     * @param subjectId subject
     */
    public record Meaning(LocalDate date, long subjectId) {}

    /** The seal of a report. */
    public static Seal of(CreditReport report, ReportKey key) {
        byte[] content = CreditReportJson.content(report).getBytes(StandardCharsets.UTF_8);
        SM3Digest digest = new SM3Digest();
        digest.update(content, 0, content.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        String subject = Long.toString(report.subject().id(), RADIX).toUpperCase(Locale.ROOT);
        String number = report.date().format(DateTimeFormatter.BASIC_ISO_DATE) + "-"
                + "0".repeat(13 - subject.length()) + subject + "-"
                + HexFormat.of().withUpperCase().formatHex(hash, 0, DIGEST);
        return new Seal(number, code(number, key), key.isDemonstration());
    }

    /**
     * What a number says, when the code goes with it.
     *
     * @param number a number as it was typed
     * @param code a code as it was typed, with or without hyphens
     * @return empty when the code is not that of the number
     */
    public static Optional<Meaning> verified(String number, String code, ReportKey key) {
        String typed = normalised(number);
        Matcher matcher = NUMBER.matcher(typed);
        byte[] expected = code(typed, key).replace("-", "").getBytes(StandardCharsets.UTF_8);
        byte[] found = normalised(code).replace("-", "").getBytes(StandardCharsets.UTF_8);
        // The same time whatever is wrong, so that a code cannot be found letter by letter.
        if (!MessageDigest.isEqual(expected, found) || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Meaning(
                    LocalDate.parse(matcher.group(1), DateTimeFormatter.BASIC_ISO_DATE),
                    Long.parseLong(matcher.group(2), RADIX)));
        } catch (DateTimeParseException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether a number, as it was typed, is that of this seal. */
    public boolean bears(String typed) {
        return number.equals(normalised(typed));
    }

    private static String normalised(String typed) {
        return typed.strip().toUpperCase(Locale.ROOT);
    }

    private static String code(String number, ReportKey key) {
        byte[] mac = key.mac("creditlake credit report\n" + number);
        StringBuilder code = new StringBuilder();
        for (int letter = 0; letter < LETTERS; letter++) {
            int bit = letter * 5;
            int pair = (mac[bit / 8] & 0xFF) << 8 | (mac[bit / 8 + 1] & 0xFF);
            code.append(letter > 0 && letter % 4 == 0 ? "-" : "").append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
        }
        return code.toString();
    }
}
