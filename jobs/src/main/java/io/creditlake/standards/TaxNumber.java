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
     * @return null when the text says nothing or is masked; any other text is returned and fails {@link #isValid}
     */
    public static String normalise(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || candidate.length() != OLD_LENGTH) {
            return Uscc.normalise(candidate);
        }
        String repaired = CodeText.withDigits(candidate, 0, REGION);
        if (!CodeText.isDigits(repaired, 0, REGION)) {
            return candidate;
        }
        String organisation = repaired.substring(REGION);
        String better = CodeText.withDigits(organisation, 0, organisation.length());
        boolean repairs = !OrganisationCode.isValid(organisation) && OrganisationCode.isValid(better);
        return repairs ? repaired.substring(0, REGION) + better : repaired;
    }

    /** Whether a normalised number is a right unified code, or a region with a right organisation code. */
    public static boolean isValid(String number) {
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

    private static boolean isOld(String number) {
        return number.length() == OLD_LENGTH
                && CodeText.isDigits(number, 0, REGION)
                && OrganisationCode.isValid(number.substring(REGION));
    }
}
