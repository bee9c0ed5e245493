package io.creditlake.generate;

import java.util.Map;

/** Names the party of a decision in the ways departments do. */
final class Party {
    private Party() {}

    /** A subject by its unified code for the most part, else by an older code, sometimes by its name alone. */
    static void put(Subject subject, Map<String, Object> values, Dice dice) {
        values.put("subject_name", subject.name());
        values.put("subject_kind", subject.kind().party());
        values.put("legal_representative", subject.representative().name());
        int way = dice.below(100);
        if (way >= 96 && !subject.namesake()) {
            return;
        }
        if (way >= 92 && subject.registrationNumber() != null) {
            values.put("reg_no", subject.registrationNumber());
        } else if (way >= 86) {
            values.put("org_code", subject.organisationCode());
        } else {
            values.put("uscc", subject.uscc());
            putOthers(subject, values, dice);
        }
    }

    private static void putOthers(Subject subject, Map<String, Object> values, Dice dice) {
        if (dice.chance(0.4)) {
            values.put("reg_no", subject.registrationNumber());
        }
        if (dice.chance(0.2)) {
            values.put("org_code", subject.organisationCode());
        }
        if (dice.chance(0.3)) {
            values.put("tax_no", subject.taxNumber());
        }
    }

    /** A subject by the codes that the market regulator's own lists show. */
    static void putRegistered(Subject subject, Map<String, Object> values) {
        values.put("subject_name", subject.name());
        values.put("uscc", subject.uscc());
        values.put("reg_no", subject.registrationNumber());
    }

    /** The person who stands for the subject, as a party in their own right. */
    static void putPerson(Subject subject, Map<String, Object> values) {
        values.put("subject_name", subject.representative().name());
        values.put("subject_kind", "person");
        values.put("person_id_type", "身份证");
        values.put("person_token", subject.representative().citizenNumber());
    }
}
