package io.creditlake.infer;

/**
 * A column that probably is a known field.
 *
 * @param column the column
 * @param field the field
 * @param header the header that says so; empty when the content alone does
 * @param score how sure it is, from 0 to 1
 */
record Match(SourceColumn column, KnownField field, String header, double score) {
    private static final double SURE = 0.8;

    /** Whether it is more than a guess. */
    boolean isSure() {
        return score >= SURE && !header.isEmpty();
    }

    /** Whether it is of a column. */
    boolean isOf(SourceColumn other) {
        return column.index() == other.index();
    }

    /** Whether it is of a field. */
    boolean isOf(KnownField other) {
        return field.column().equals(other.column());
    }

    /** Whether the header is one that is known of the field. */
    boolean isExact() {
        return field.headers().containsKey(HeaderText.reduced(header));
    }
}
