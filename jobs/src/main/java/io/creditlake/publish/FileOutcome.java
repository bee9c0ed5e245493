package io.creditlake.publish;

import java.time.LocalDate;

/**
 * A file of a department and what became of it.
 *
 * @param source its source
 * @param deliveryId its delivery
 * @param file its path below the landing folder
 * @param folderDate date of the landing folder
 * @param status as {@code ops.delivery} has it
 * @param message why it was refused, or what is to be noted; may be empty
 * @param rows what became of its rows
 */
record FileOutcome(
        String source,
        String deliveryId,
        String file,
        LocalDate folderDate,
        String status,
        String message,
        RowCounts rows) {}
