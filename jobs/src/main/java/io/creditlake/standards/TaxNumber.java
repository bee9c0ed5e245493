package io.creditlake.standards;

/**
 * The taxpayer number, 纳税人识别号: today the unified social credit code (18 characters), before it region (6 digits) and
 * organisation code (9 characters).
 */
public final class TaxNumber {
    private static final int REGION = 6;
    private static final int OLD_LENGTH = 15;

    private TaxNumber() {}

    /**
     * Cleans what was written as a number and repairs it as the code inside is repaired.
     *
     * @return null when the text says nothing, is masked or is a {@linkplain PersonalCode number of a person}; any other
     *     text is returned and fails {@link #isValid}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || candidate.length() != OLD_LENGTH) {
            return Uscc.normalise(candidate);
        }
        if (isOld(candidate)) {
            return candidate;
        }
        if (PersonalCode.isCandidate(candidate)) {
            return null;
        }
        String region = CodeText.withDigits(candidate, 0, REGION);
        if (isValid(region)) {
            return region;
        }
        String repaired = CodeText.withDigits(region, REGION, OLD_LENGTH);
        return isValid(repaired) ? repaired : candidate;
    }

    /** Whether a normalised number is a right unified code, or a region with a right organisation code. */
    public static boolean isValid(CharSequence number) {
        return number != null && (isOld(number) || Uscc.isValid(number));
    }

    /** The organisation code inside a right number, or null. */
    public static String organisationCode(String number) {
        if (number == null) {
            return null;
        }
        if (isOld(number)) {
            return number.substring(REGION);
        }
        return Uscc.isValid(number) ? Uscc.organisationCode(number) : null;
    }

    /**
     * The check character for a number without it: 17 characters of a unified code or 14 of an old number.
     *
     * @return null when they are neither
     */
    public static String checkDigit(String body) {
        if (body == null || body.length() != OLD_LENGTH - 1) {
            return Uscc.checkDigit(body);
        }
        return CodeText.isDigits(body, 0, REGION) ? OrganisationCode.checkDigit(body.substring(REGION)) : null;
    }

    private static boolean isOld(CharSequence number) {
        return number.length() == OLD_LENGTH
                && CodeText.isDigits(number, 0, REGION)
                && OrganisationCode.isValid(number.subSequence(REGION, OLD_LENGTH));
    }
}
