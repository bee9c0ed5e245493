package io.creditlake.infer;

import io.creditlake.contract.Standard;
import java.util.Locale;

/** What a column is by its values alone. */
final class Content {
    private static final double MOST = 0.8;
    private static final double MANY = 0.6;
    private static final double SOME = 0.2;
    private static final int MOST_CODES = 30;
    private static final int ENOUGH = 20;
    private static final int REPEATED = 5;
    private static final int LONG_TEXT = 60;
    private static final int LONG_MEAN = 25;

    private final Profile profile;
    private final boolean namesAmount;

    /**
     * The content of a column.
     *
     * @param namesAmount whether its header speaks of money
     */
    Content(Profile profile, boolean namesAmount) {
        this.profile = profile;
        this.namesAmount = namesAmount;
    }

    /** The standard that fits the values best; {@link Standard#TEXT} when none does. */
    Standard guess() {
        if (profile.filled() == 0) {
            return Standard.TEXT;
        }
        if (share(Look.CITIZEN_NUMBER) >= MANY) {
            return Standard.CITIZEN_NUMBER;
        }
        if (share(Look.USCC) >= SOME && fit(Standard.USCC) >= MANY) {
            return Standard.USCC;
        }
        for (Look code : new Look[] {Look.REG_NO, Look.TAX_NO, Look.ORG_CODE}) {
            if (share(code) >= SOME && share(code) + share(Look.MASKED) >= MANY) {
                return Standard.valueOf(code.name());
            }
        }
        if (fit(Standard.END_DATE) >= MOST && share(Look.PHONE) < SOME) {
            return share(Look.ENDLESS) > 0 ? Standard.END_DATE : Standard.DATE;
        }
        return ofWords();
    }

    private Standard ofWords() {
        if (share(Look.DOCUMENT_NUMBER) >= MANY) {
            return Standard.DOCUMENT_NUMBER;
        }
        if (share(Look.REGION) >= MOST) {
            return Standard.REGION;
        }
        if (share(Look.AMOUNT) >= MOST && (namesAmount || share(Look.MONEY) >= SOME)) {
            return Standard.AMOUNT;
        }
        if (isCode()) {
            return Standard.CODE;
        }
        if (share(Look.ORG_NAME) >= MANY) {
            return Standard.ORG_NAME;
        }
        if (share(Look.PERSON_NAME) >= MANY) {
            return Standard.PERSON_NAME;
        }
        boolean prose = profile.longest() > LONG_TEXT || profile.meanLength() > LONG_MEAN;
        return prose ? Standard.PROSE : Standard.TEXT;
    }

    /** Whether the values are few, short and repeated, and name nobody. */
    boolean isCode() {
        int different = profile.values().size();
        return different > 0
                && different <= MOST_CODES
                && profile.filled() >= ENOUGH
                && profile.filled() >= (long) different * REPEATED
                && share(Look.PERSON_NAME) < SOME
                && share(Look.CITIZEN_NUMBER) == 0
                && share(Look.PHONE) == 0;
    }

    /** Whether values of a standard can be told from others. */
    static boolean isTelling(Standard standard) {
        return switch (standard) {
            case USCC, ORG_CODE, REG_NO, TAX_NO, CITIZEN_NUMBER, DATE, END_DATE, AMOUNT, AMOUNT_WAN, REGION -> true;
            default -> false;
        };
    }

    /** Share of the values that fit a standard, between 0 and 1; 1 for standards that fit anything. */
    double fit(Standard standard) {
        double fit =
                switch (standard) {
                    case USCC -> share(Look.USCC) + share(Look.MASKED);
                    case ORG_CODE -> share(Look.ORG_CODE) + share(Look.MASKED);
                    case REG_NO -> share(Look.REG_NO) + share(Look.MASKED);
                    case TAX_NO -> share(Look.TAX_NO) + share(Look.MASKED);
                    case CITIZEN_NUMBER -> share(Look.CITIZEN_NUMBER) + share(Look.MASKED);
                    case DATE -> share(Look.DATE) + share(Look.SERIAL);
                    case END_DATE -> share(Look.END_DATE) + (share(Look.DATE) == 0 ? 0 : share(Look.SERIAL));
                    case AMOUNT, AMOUNT_WAN -> share(Look.AMOUNT);
                    case REGION -> share(Look.REGION);
                    case DOCUMENT_NUMBER -> share(Look.DOCUMENT_NUMBER);
                    case ORG_NAME -> share(Look.ORG_NAME);
                    case PERSON_NAME -> share(Look.PERSON_NAME);
                    default -> 1;
                };
        return Math.min(1, fit);
    }

    /** The fit in words, empty for a standard that fits anything. */
    String evidence(Standard standard) {
        String what =
                switch (standard) {
                    case AMOUNT, AMOUNT_WAN -> Look.AMOUNT.label();
                    case TEXT, PROSE, CODE, INDUSTRY -> "";
                    default -> Look.valueOf(standard.name()).label();
                };
        return what.isEmpty() || profile.filled() == 0 ? "" : percent(fit(standard)) + " " + what;
    }

    static String percent(double share) {
        double percent = share * 100;
        boolean whole = percent == 0 || percent >= 99.95 || (percent >= 10 && percent < 99);
        return String.format(Locale.ROOT, whole ? "%.0f%%" : "%.1f%%", percent);
    }

    private double share(Look look) {
        return profile.share(look);
    }
}
