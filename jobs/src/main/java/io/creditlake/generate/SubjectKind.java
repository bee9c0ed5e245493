package io.creditlake.generate;

/** Kinds of subjects, with what GB 32100 puts at the head of their codes. */
enum SubjectKind {
    ENTERPRISE("91", "enterprise_forms", true, "enterprise"),
    INDIVIDUAL_BUSINESS("92", "business_forms", true, "individual_business"),
    /** The double-publicity layout knows no kind of its own for it: it is among 法人及非法人组织. */
    SOCIAL_ORGANISATION("51", "social_forms", false, "enterprise"),
    /** As for social organisations. */
    INSTITUTION("12", "institution_forms", false, "enterprise");

    private final String head;
    private final String forms;
    private final boolean registered;
    private final String party;

    SubjectKind(String head, String forms, boolean registered, String party) {
        this.head = head;
        this.forms = forms;
        this.registered = registered;
        this.party = party;
    }

    /** Registering authority and kind, the first two characters of a unified code. */
    String head() {
        return head;
    }

    /** The list of words that end a name. */
    String forms() {
        return forms;
    }

    /** Whether the market regulator registers it. */
    boolean isMarketEntity() {
        return registered;
    }

    /** The kind of party that a decision calls it. */
    String party() {
        return party;
    }
}
