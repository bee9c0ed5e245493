package io.creditlake.standards;

import java.util.Locale;
import java.util.regex.Pattern;

/** Kinds of documents by which natural persons are known. All become a token and a mask; none is kept in clear. */
public enum PersonDocument {
    /** Citizen number of 18 characters, GB 11643. */
    CITIZEN,
    /** Its form of before 1999, 15 digits. */
    OLD_CITIZEN,
    /** Residence permit for people of Hong Kong (81), Macao (82) and Taiwan (83): built like a citizen number. */
    RESIDENCE_PERMIT,
    /** Permanent residence card of foreigners: 9 and the form of a citizen number; before 2023, three letters and 12 digits. */
    FOREIGNER_CARD,
    /** Mainland travel permit of people of Hong Kong and Macao: H or M and 8 or 10 digits. */
    TRAVEL_PERMIT,
    /** Passport: a letter or two and seven or eight digits, as China's are, or up to nine letters and digits of others. */
    PASSPORT;

    private static final Pattern OLD_FOREIGNER_CARD = Pattern.compile("[A-Z]{3}\\d{12}");
    private static final Pattern TRAVEL = Pattern.compile("[HM](\\d{8}|\\d{10})");
    private static final Pattern PASSPORTS = Pattern.compile("(?=.*\\d{5})[A-Z]{1,3}[A-Z0-9]{5,8}|\\d{9}");

    /** The name used in SQL, such as {@code residence_permit}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of document that a {@linkplain CitizenNumber#normalise normalised} number is of.
     *
     * @return null when it has the form of none, or a citizen number's form with a wrong date or check character
     */
    public static PersonDocument of(String number) {
        if (number == null) {
            return null;
        }
        if (CitizenNumber.isValid(number)) {
            return number.length() == 15 ? OLD_CITIZEN : number.charAt(0) == '8' ? RESIDENCE_PERMIT : CITIZEN;
        }
        if (isForeignerCard(number)) {
            return FOREIGNER_CARD;
        }
        if (number.length() < 8 || number.length() > 11) {
            return null;
        }
        return TRAVEL.matcher(number).matches()
                ? TRAVEL_PERMIT
                : PASSPORTS.matcher(number).matches() ? PASSPORT : null;
    }

    private static boolean isForeignerCard(String number) {
        if (number.length() == 15) {
            return OLD_FOREIGNER_CARD.matcher(number).matches();
        }
        return number.length() == 18
                && number.charAt(0) == '9'
                && CitizenNumber.isShaped(number)
                && CitizenNumber.isProvince(number.substring(1, 3))
                && CitizenNumber.hasBirthDate(number)
                && CitizenNumber.checkCharacter(number) == number.charAt(17);
    }
}
