package io.creditlake.report.site;

/**
 * What became of the rows of a department in some nights.
 *
 * @param read rows received
 * @param accepted rows that became a record
 * @param duplicate rows whose fact was there already
 * @param quarantined rows refused
 * @param due rows that had to come by some day
 * @param late those of them that came later
 * @param files files received, or due and missing
 * @param refused those refused as a whole
 * @param missing those due and not come
 */
record Rows(
        long read,
        long accepted,
        long duplicate,
        long quarantined,
        long due,
        long late,
        long files,
        long refused,
        long missing) {
    static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0, 0, 0, 0);

    Rows plus(Rows other) {
        return new Rows(
                read + other.read,
                accepted + other.accepted,
                duplicate + other.duplicate,
                quarantined + other.quarantined,
                due + other.due,
                late + other.late,
                files + other.files,
                refused + other.refused,
                missing + other.missing);
    }
}
