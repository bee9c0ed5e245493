package io.creditlake.standards;

/**
 * Numbers of natural persons where a code of an organisation belongs: departments write the owner's citizen number or
 * mobile phone there. Such a number is no code, and must not be kept as one.
 */
public final class PersonalCode {
    private static final int CITIZEN = 18;
    private static final int OLD_CITIZEN = 15;
    private static final int MOBILE = 11;
    private static final int TAXPAYER = 20;
    private static final int BIRTH = 6;

    private PersonalCode() {}

    /**
     * Whether the text, however it is written, is a number of a person: a citizen number, also one with a wrong check
     * character that is no right unified code, and also one that would pass as a unified code; an old one that is no right
     * registration number; the 20-digit taxpayer number of a person; a mobile phone.
     */
    public static boolean isPersonal(String text) {
        String candidate = CodeText.unmasked(text);
        return candidate != null && isCandidate(candidate);
    }

    /**
     * The citizen number that was written where a code belongs.
     *
     * @return null when the text is none, or none whose check character is right
     */
    public static String citizenNumber(String text) {
        String candidate = CodeText.unmasked(text);
        if (candidate == null || !isCandidate(candidate)) {
            return null;
        }
        String number = candidate.length() == TAXPAYER ? candidate.substring(0, CITIZEN) : candidate;
        return CitizenNumber.isValid(number) ? number : null;
    }

    static boolean isCandidate(CharSequence candidate) {
        char first = candidate.isEmpty() ? '9' : candidate.charAt(0);
        if (first < '1' || first > '8') {
            // A unified code of an enterprise begins with 9, and no citizen number does.
            return false;
        }
        return switch (candidate.length()) {
            case CITIZEN ->
                looksLikeCitizen(candidate) && (CitizenNumber.isValid(candidate) || !Uscc.isValid(candidate));
            case OLD_CITIZEN -> CitizenNumber.isValid(candidate) && !RegistrationNumber.isValid(candidate);
            case TAXPAYER -> CitizenNumber.isValid(candidate.subSequence(0, CITIZEN));
            case MOBILE -> first == '1' && candidate.charAt(1) >= '3' && CodeText.isDigits(candidate, 0, MOBILE);
            default -> false;
        };
    }

    private static boolean looksLikeCitizen(CharSequence number) {
        return CitizenNumber.isShaped(number) && CitizenNumber.isProvince(number) && CitizenNumber.hasBirthDate(number);
    }

    /** Whether 18 characters, some hidden, may be a citizen number with the birth date to be seen. */
    static boolean mayShowBirthDate(CharSequence masked) {
        char second = masked.charAt(1);
        boolean organisation = masked.charAt(0) == '9' && second != '*';
        boolean shown = false;
        for (int i = BIRTH; i < BIRTH + 8; i++) {
            shown |= masked.charAt(i) != '*';
            organisation |= masked.charAt(i) >= 'A';
        }
        return shown && !organisation;
    }
}
