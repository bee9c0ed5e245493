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
    /** A whole number. */
    INTEGER,
    /** Number of a document. */
    DOCUMENT_NUMBER,
    /** Region by code or name, kept as a current six-digit code. */
    REGION,
    /** Industry by code or name, kept as a code of GB/T 4754 with its letter. */
    INDUSTRY,
    /** One of a set of codes. */
    CODE;

    /** The name used in contracts, such as {@code amount_wan}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether values are days. */
    public boolean isDay() {
        return this == DATE || this == END_DATE;
    }

    /** Whether values are numbers. */
    public boolean isNumber() {
        return this == AMOUNT || this == AMOUNT_WAN || this == INTEGER;
    }

    /** Whether a value can be known for wrong: by a check digit, a list, or because it cannot be read. */
    public boolean hasCheck() {
        return switch (this) {
            case TEXT, PROSE, ORG_NAME, PERSON_NAME, DOCUMENT_NUMBER -> false;
            default -> true;
        };
    }

    /** The logical type of the Open Data Contract Standard that its values have. */
    public String logicalType() {
        return isDay() ? "date" : this == INTEGER ? "integer" : isNumber() ? "number" : "string";
    }

    /** Whether a column of a physical type of the lake can hold its values. */
    public boolean fits(String physicalType) {
        return switch (logicalType()) {
            case "date" -> physicalType.equals("date");
            case "integer" -> physicalType.equals("int") || physicalType.equals("bigint");
            case "number" -> physicalType.startsWith("decimal");
            default -> physicalType.equals("string");
        };
    }
}
