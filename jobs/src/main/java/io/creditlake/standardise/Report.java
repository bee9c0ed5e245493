package io.creditlake.standardise;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one row of a source says of a fact.
 *
 * @param source contract the row came by
 * @param department department that sent it
 * @param deliveryId its delivery
 * @param file its file
 * @param rowNumber its row, the first is 1
 * @param sentOn date of the landing folder it lay in
 * @param receivedOn run date of the night that read it
 * @param contentHash hash of what it says; equal for two rows of a source that say the same
 * @param values one for each column that survives field by field, as text; null for none
 */
record Report(
        String source,
        String department,
        String deliveryId,
        String file,
        long rowNumber,
        LocalDate sentOn,
        LocalDate receivedOn,
        long contentHash,
        List<String> values) {

    /** The order in which a source says things: as sent, whichever night read it. */
    static final Comparator<Report> ORDER = Comparator.comparing(Report::sentOn)
            .thenComparing(Report::receivedOn)
            .thenComparing(Report::file)
            .thenComparingLong(Report::rowNumber);

    /** How many columns it has a value for. */
    long filled() {
        return values.stream().flatMap(v -> Optional.ofNullable(v).stream()).count();
    }
}
