package io.creditlake.infer;

import io.creditlake.contract.SourceContract.Severity;
import io.creditlake.contract.Standard;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A field as the draft proposes it; the parts mean what those of {@link
 * io.creditlake.contract.SourceContract.Field} mean.
 *
 * @param certainty how sure the proposal is
 * @param evidence what was seen that speaks for it, without any value that may be personal
 */
record DraftField(
        String name,
        Certainty certainty,
        List<String> headers,
        String label,
        Standard standard,
        boolean required,
        Optional<Severity> missing,
        Optional<Severity> check,
        Map<String, String> codes,
        Optional<String> minimum,
        Optional<String> maximum,
        Optional<Integer> maxLength,
        boolean personal,
        Optional<String> otherwise,
        List<String> evidence) {

    /** A field that is known and becomes no column. */
    static DraftField notKept(
            String name,
            Certainty certainty,
            List<String> headers,
            String label,
            boolean personal,
            List<String> evidence) {
        return new DraftField(
                name,
                certainty,
                headers,
                label,
                Standard.TEXT,
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                personal,
                Optional.empty(),
                evidence);
    }

    /** How sure a proposal is. */
    enum Certainty {
        /** The header is known, or so like a known one that the values confirm it. */
        SURE,
        /** To be looked at. */
        GUESS,
        /** A column of the key that no file has: every row gets what another source of the class gives its rows. */
        NOT_SENT,
        /** A field that the class knows and does not keep. */
        KNOWN_NOT_KEPT,
        /** Nothing is known of it; it is not kept. */
        UNKNOWN
    }

    boolean kept() {
        return certainty == Certainty.SURE || certainty == Certainty.GUESS || certainty == Certainty.NOT_SENT;
    }

    /** The same field under another label. */
    DraftField labelled(String other) {
        return new DraftField(
                name, certainty, headers, other, standard, required, missing, check, codes, minimum, maximum, maxLength,
                personal, otherwise, evidence);
    }

    /** The type of the Open Data Contract Standard. */
    String logicalType() {
        return switch (standard) {
            case DATE, END_DATE -> "date";
            case AMOUNT, AMOUNT_WAN -> "number";
            default -> "string";
        };
    }
}
