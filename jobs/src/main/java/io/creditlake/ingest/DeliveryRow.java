package io.creditlake.ingest;

import io.creditlake.contract.SourceContract;
import io.creditlake.ingest.TakeIn.TakenIn;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * A row of {@code ops.delivery} as ingest leaves it.
 *
 * @param contract contract of the source
 * @param folderDate date of the landing folder
 * @param file path below the landing folder
 * @param taken what the archive has of it; empty when the file never came
 * @param drift how its columns differ from the contract
 * @param rowsDeclared rows the manifest declares; null without
 * @param status what became of it
 * @param message why it was refused or repeated, or what of it was passed over; may be empty
 * @param highWater up to where a table has been read; empty for a file
 * @param runDate the night
 */
record DeliveryRow(
        SourceContract contract,
        LocalDate folderDate,
        String file,
        Optional<TakenIn> taken,
        Drift drift,
        Long rowsDeclared,
        String status,
        String message,
        Optional<HighWater> highWater,
        LocalDate runDate) {
    static final String RECEIVED = "received";
    static final String REFUSED = "refused";
    static final String REPEATED = "repeated";
    static final String UNCHANGED = "unchanged";
    /** What was due and has not come. */
    static final String MISSING = "missing";

    static final StructType SCHEMA = StructType.fromDDL(
            "source STRING, department STRING, delivery_id STRING NOT NULL, file STRING, sha256 STRING, bytes BIGINT,"
                    + " folder_date DATE, run_date DATE NOT NULL, rows_declared BIGINT, rows_read BIGINT,"
                    + " rows_accepted BIGINT, rows_duplicate BIGINT, rows_corrected BIGINT, rows_quarantined BIGINT,"
                    + " rows_late BIGINT, status STRING, message STRING, archive STRING, layout STRING, high_water STRING,"
                    + " high_water_seen ARRAY<STRING>, unknown_columns ARRAY<STRING>, lacking_columns ARRAY<STRING>");

    private static final int HASH_DIGITS = 12;

    Row toRow() {
        String hash = taken.map(t -> t.sha256().substring(0, HASH_DIGITS)).orElse("absent");
        return RowFactory.create(
                contract.source(),
                contract.department(),
                contract.source() + "-" + folderDate + "-" + hash,
                file,
                taken.map(TakenIn::sha256).orElse(null),
                taken.map(TakenIn::bytes).orElse(null),
                folderDate,
                runDate,
                rowsDeclared,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                status,
                message.isEmpty() ? null : message,
                taken.map(TakenIn::archive).orElse(null),
                taken.map(TakenIn::layout).filter(l -> !l.isEmpty()).orElse(null),
                highWater.map(HighWater::value).orElse(null),
                highWater.map(h -> h.seen().toArray()).orElse(null),
                drift.unknown().isEmpty() ? null : drift.unknown(),
                drift.lacking().isEmpty() ? null : drift.lacking());
    }

    boolean isMissing() {
        return status.equals(MISSING);
    }

    /** The same with another outcome. What was refused of a table is read again. */
    DeliveryRow with(String otherStatus, String otherMessage) {
        Optional<HighWater> reached = otherStatus.equals(REFUSED) ? Optional.empty() : highWater;
        return new DeliveryRow(
                contract, folderDate, file, taken, drift, rowsDeclared, otherStatus, otherMessage, reached, runDate);
    }
}
