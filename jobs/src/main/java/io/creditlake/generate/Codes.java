package io.creditlake.generate;

import io.creditlake.standards.CitizenNumber;
import io.creditlake.standards.OrganisationCode;
import io.creditlake.standards.RegistrationNumber;
import io.creditlake.standards.Uscc;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/** Codes with right check characters, unique by the subject's index. */
final class Codes {
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    /** No county has this code, so that the numbers are nobody's. */
    private static final String NO_COUNTY = "379900";

    private static final LocalDate FIRST_BIRTH = LocalDate.of(1955, 1, 1);
    private static final long BIRTHS = 365L * 48;
    private static final int ORDERS = 999;

    private final Shuffle digits;
    private final Shuffle letters;
    private final Shuffle people;

    Codes(long seed) {
        digits = new Shuffle(89_999_999L, seed + 11);
        letters = new Shuffle(31L * 31 * 31 * 31 * 31 * 31, seed + 12);
        people = new Shuffle(BIRTHS * ORDERS, seed + 13);
    }

    /** A unified code; those given before the reform of 2015 hold an organisation code of digits. */
    String uscc(SubjectKind kind, Place place, long index, boolean old) {
        String body = old ? eightDigits(index) : "MA" + sixLetters(index);
        return uscc(kind.head() + place.code(), body);
    }

    /** The unified code of a public authority. */
    String authority(Place place, String office) {
        long number = Dice.mix(place.code().hashCode() * 31L + office.hashCode()) >>> 1;
        return uscc("11" + place.code(), "0" + (1_000_000L + number % 8_999_999L));
    }

    private static String uscc(String head, String body) {
        String first17 = head + body + OrganisationCode.checkDigit(body);
        return first17 + Uscc.checkDigit(first17);
    }

    /** A registration number of 15 digits. */
    String registrationNumber(Place place, long index) {
        String first14 = place.code() + eightDigits(index);
        return first14 + RegistrationNumber.checkDigit(first14);
    }

    /** A citizen number of a county that does not exist. Beyond 17 million people numbers come again. */
    String citizenNumber(long index) {
        long number = people.of(index % (BIRTHS * ORDERS));
        String birth = FIRST_BIRTH.plusDays(number / ORDERS).format(DateTimeFormatter.BASIC_ISO_DATE);
        String first17 = NO_COUNTY + birth + (1000 + number % ORDERS + 1 + "").substring(1);
        return first17 + CitizenNumber.checkDigit(first17);
    }

    private String eightDigits(long index) {
        return Long.toString(10_000_000L + digits.of(index));
    }

    private String sixLetters(long index) {
        char[] body = new char[6];
        long rest = letters.of(index);
        for (int i = body.length - 1; i >= 0; i--) {
            body[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(body);
    }
}
