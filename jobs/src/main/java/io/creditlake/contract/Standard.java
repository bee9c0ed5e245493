package io.creditlake.contract;

import java.util.Locale;

/**
 * How a field is normalised. Each stands for functions of the SQL catalog {@code credit}: one that normalises, and for
 * codes one that checks.
 */
public enum Standard {
    /** A word or a number of its own, cleaned. */
    TEXT,
    /** Free text, cleaned, in which numbers of citizens and mobile phones are masked. */
    PROSE,
    /** Unified social credit code. */
    USCC,
    /** Organisation code. */
    ORG_CODE,
    /** Business registration number. */
    REG_NO,
    /** Taxpayer number. */
    TAX_NO,
    /** Number of a natural person's document: kept as a keyed token and a mask, never in clear. */
    CITIZEN_NUMBER,
    /** Name of an organisation. */
    ORG_NAME,
    /** Name of a natural person. */
    PERSON_NAME,
    /** A day. */
    DATE,
    /** A day that ends something; words and sentinels for "without end" become 9999-12-31. */
    END_DATE,
    /** Amount written in yuan. */
    AMOUNT,
    /** Amount written in 10,000 yuan, kept in yuan. */
    AMOUNT_WAN,
    /** Number of a document. */
    DOCUMENT_NUMBER,
    /** Region by code or name, kept as a current six-digit code. */
    REGION,
    /** One of a set of codes. */
    CODE;

    /** The name used in contracts, such as {@code amount_wan}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
