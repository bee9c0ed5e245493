package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import io.creditlake.contract.SourceContract.Severity;

/**
 * Dirt in a row, and what is to come of it.
 *
 * @param kind kind of dirt
 * @param column column of the record class it is in
 * @param written what stands in the file
 * @param outcome accepted or quarantined
 * @param rule rule that refuses the row; empty when it is accepted
 * @param flag rule that flags the record; empty when none does
 * @param expected value that the record holds; empty for null, and for refused and flagged values
 * @param splits whether the value is torn in two by an unescaped separator
 */
record Stain(
        String kind,
        String column,
        String written,
        Outcome outcome,
        String rule,
        String flag,
        String expected,
        boolean splits) {

    /** Normalising cures it. */
    static Stain cured(String kind, Field field, String written, Object kept) {
        return new Stain(kind, field.column(), written, Outcome.ACCEPTED, "", "", Rendering.kept(kept), false);
    }

    /** A rule refuses the row. */
    static Stain refused(String kind, String column, String written, String rule) {
        return new Stain(kind, column, written, Outcome.QUARANTINED, rule, "", "", false);
    }

    /** A rule flags the record. */
    static Stain flagged(String kind, String column, String written, String rule) {
        return new Stain(kind, column, written, Outcome.ACCEPTED, "", rule, "", false);
    }

    /** A rule does what the contract says of it. */
    static Stain judged(String kind, String column, String written, String rule, Severity severity) {
        return severity == Severity.REJECT
                ? refused(kind, column, written, rule)
                : flagged(kind, column, written, rule);
    }

    /** A separator tears a value in two, so that the row has a cell too many. */
    static Stain split(String kind, Field field, String written) {
        return new Stain(kind, field.column(), written, Outcome.QUARANTINED, "row_shape", "", "", true);
    }
}
