package io.creditlake.standards;

import java.util.Locale;

/** Kinds of credit subjects. */
public enum SubjectKind {
    /** Enterprises and farmers' cooperatives. */
    ENTERPRISE,
    /** 个体工商户. */
    INDIVIDUAL_BUSINESS,
    /** Social groups, private non-enterprise units, foundations. */
    SOCIAL_ORGANISATION,
    /** 事业单位. */
    INSTITUTION,
    /** Natural persons, who are parties of records and never graded. */
    PERSON;

    /** The name used in the lake, such as {@code individual_business}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind that the first two characters of a unified social credit code state (GB 32100-2015); null for
     * authorities and where the code says nothing.
     */
    public static SubjectKind ofUscc(String uscc) {
        if (uscc == null || uscc.length() != 18) {
            return null;
        }
        char kind = uscc.charAt(1);
        return switch (uscc.charAt(0)) {
            case '9' -> kind == '2' ? INDIVIDUAL_BUSINESS : kind == '1' || kind == '3' ? ENTERPRISE : null;
            case '5' -> SOCIAL_ORGANISATION;
            case '1' -> kind == '2' ? INSTITUTION : null;
            default -> null;
        };
    }
}
