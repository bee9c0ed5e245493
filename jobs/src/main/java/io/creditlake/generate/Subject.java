package io.creditlake.generate;

import io.creditlake.generate.Vocabulary.Trade;
import java.time.LocalDate;

/**
 * A subject and what is true of it.
 *
 * @param index its number in the world
 * @param night the night that first tells of it
 * @param kind its kind
 * @param name its name, normalised
 * @param uscc its unified code
 * @param registrationNumber its number of before 2015, or null
 * @param taxNumber its taxpayer number
 * @param place where it is
 * @param trade what it does
 * @param representative who stands for it
 * @param established when it came to be
 * @param namesake whether another subject bears the same trade name
 */
record Subject(
        long index,
        int night,
        SubjectKind kind,
        String name,
        String uscc,
        String registrationNumber,
        String taxNumber,
        Place place,
        Trade trade,
        Person representative,
        LocalDate established,
        boolean namesake) {

    /** A natural person who stands for a subject and may be a party of decisions. */
    record Person(String key, String name, String citizenNumber) {}

    /** The key in the truth. */
    String key() {
        return "S" + index;
    }

    String organisationCode() {
        return uscc.substring(8, 17);
    }
}
