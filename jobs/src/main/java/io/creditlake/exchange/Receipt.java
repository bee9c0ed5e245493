package io.creditlake.exchange;

import java.time.LocalDate;
import java.util.List;

/**
 * What a reader says about a file of a publication.
 *
 * @param publication the publication
 * @param on the day from which nights know it
 * @param file the name of the file
 * @param sha256 the hash of the file as it arrived, hexadecimal
 * @param rows rows that arrived
 * @param refused the rows that were not taken; all others were
 */
public record Receipt(String publication, LocalDate on, String file, String sha256, long rows, List<Refused> refused) {

    /**
     * A row that was not taken.
     *
     * @param row its number in the file, 1 for the first row after the header
     * @param code why, as the reader codes it
     * @param message why, in words; empty when nothing was said
     */
    public record Refused(long row, String code, String message) {}
}
