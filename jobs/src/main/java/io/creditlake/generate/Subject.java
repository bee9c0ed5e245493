package io.creditlake.generate;

import io.creditlake.generate.Vocabulary.Trade;
import java.time.LocalDate;

/**
 * A subject and what is true of it.
 *
 * @param index its number in the world
 * @param night the night that first tells of it
 * @param kind its kind
 * @param fullName its name of today
 * @param uscc its unified code
 * @param registrationNumber its number of before 2015, or null
 * @param taxNumber its taxpayer number
 * @param place where it is
 * @param trade what it does
 * @param representative who stands for it
 * @param established when it came to be
 * @param namesake whether another subject bears the same trade name, so that no department names it by name alone
 * @param relation which other subject it is easily taken for
 * @param past what it was before
 */
record Subject(
        long index,
        int night,
        SubjectKind kind,
        SubjectName fullName,
        String uscc,
        String registrationNumber,
        String taxNumber,
        Place place,
        Trade trade,
        Person representative,
        LocalDate established,
        boolean namesake,
        Relation relation,
        Past past) {

    /** A natural person who stands for a subject and may be a party of decisions. */
    record Person(String key, String name, String citizenNumber) {}

    /**
     * Another subject that this one is easily taken for, and is not.
     *
     * @param parent key of the subject whose branch it is; empty when it is none
     * @param twin key of the subject that bears the same trade name in the same trade elsewhere; empty when none does
     */
    record Relation(String parent, String twin) {
        static final Relation NONE = new Relation("", "");
    }

    /** Its name of today, normalised. */
    String name() {
        return fullName.text();
    }

    /** The key in the truth. */
    String key() {
        return key(index);
    }

    static String key(long index) {
        return "S" + index;
    }

    String organisationCode() {
        return uscc.substring(8, 17);
    }
}
