package io.creditlake.quarantine;

import java.time.LocalDate;
import org.apache.spark.sql.Row;

/**
 * A refused row.
 *
 * @param runDate night that refused it
 * @param deliveryId its delivery
 * @param file its file, below the landing folder
 * @param rowNumber its row, the first is 1
 * @param sentDeliveryId delivery in which the department sent it; another one when a replay has taken it through before
 * @param sentFile file in which it was sent
 * @param sentRowNumber row in which it was sent
 * @param source its source
 * @param folderDate date of the landing folder in which it was sent
 */
record RefusedRow(
        LocalDate runDate,
        String deliveryId,
        String file,
        long rowNumber,
        String sentDeliveryId,
        String sentFile,
        long sentRowNumber,
        String source,
        LocalDate folderDate) {

    static RefusedRow of(Row row) {
        return new RefusedRow(
                row.getAs("run_date"),
                row.getAs("delivery_id"),
                row.getAs("file"),
                row.<Long>getAs("row_number"),
                row.getAs("sent_delivery_id"),
                row.getAs("sent_file"),
                row.<Long>getAs("sent_row_number"),
                row.getAs("source"),
                row.getAs("folder_date"));
    }

    /** Where the department finds it. */
    String place() {
        return sentFile + ":" + sentRowNumber;
    }
}
