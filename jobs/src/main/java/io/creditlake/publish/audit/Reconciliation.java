package io.creditlake.publish.audit;

import io.creditlake.lake.Replay;
import io.creditlake.lake.Workspace;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;

/** Nothing is lost: for every file, rows read = accepted + duplicate + quarantined, held against the rows themselves. */
final class Reconciliation implements Check {
    /** Its name: it stands in no file. */
    static final String ID = "reconciliation";

    @Override
    public List<Finding> run(AuditedNight night) {
        Workspace workspace = night.workspace();
        Row row = night.ask(
                        """
                        WITH night AS (SELECT * FROM %s WHERE run_date = DATE '%s'),
                        refused AS (SELECT delivery_id, file, count(DISTINCT row_number) AS n FROM %s
                          WHERE run_date = DATE '%2$s' GROUP BY delivery_id, file),
                        repeated AS (SELECT delivery_id, file, count(*) AS n FROM %s
                          WHERE run_date = DATE '%2$s' GROUP BY delivery_id, file),
                        held AS (SELECT night.file, night.status,
                          rows_read <> rows_accepted + rows_duplicate + rows_quarantined
                            OR rows_quarantined <> coalesce(refused.n, 0) OR rows_duplicate <> coalesce(repeated.n, 0)
                            OR (status = 'standardised' AND get_json_object(layout, '$.rows') <> rows_read)
                            OR status = 'received' AS broken
                          FROM night
                          LEFT JOIN refused ON night.delivery_id = refused.delivery_id AND night.file = refused.file
                          LEFT JOIN repeated ON night.delivery_id = repeated.delivery_id AND night.file = repeated.file)
                        SELECT count_if(status <> 'missing'), count_if(broken), min(file) FILTER (WHERE broken) FROM held
                        """
                                .formatted(
                                        workspace.branch("ops.delivery"),
                                        workspace.runDate(),
                                        workspace.branch("ops.quarantine"),
                                        workspace.branch("ops.duplicate")))
                .get(0);
        long broken = row.getLong(1);
        return List.of(Finding.ofNight(
                broken == 0,
                broken == 0
                        ? row.getLong(0) + " files in balance"
                        : broken + " files out of balance, the first is " + row.getString(2),
                "rows read = accepted + duplicate + quarantined, for every file",
                BigDecimal.valueOf(broken)));
    }

    /**
     * What refused rows were taken through again, against what was closed: from {@code ops.delivery} on one side and
     * {@code ops.quarantine} on the other. Refusals are looked through only when there was a replay.
     */
    static final class OfReplays implements Check {
        /** Its name: it stands in no file. */
        static final String ID = "replays";

        private static final String EXPECTED =
                "each replayed row closes one refused row, and open + closed = quarantined";

        @Override
        public List<Finding> run(AuditedNight night) {
            Workspace workspace = night.workspace();
            List<Row> any = night.ask(
                    "SELECT 1 FROM %s WHERE run_date = DATE '%s' AND rows_read > 0 AND startswith(file, '%s/') LIMIT 1"
                            .formatted(workspace.branch("ops.delivery"), workspace.runDate(), Replay.FOLDER));
            if (any.isEmpty()) {
                return List.of(Finding.ofNight(true, "no row was taken through again", EXPECTED, BigDecimal.ZERO));
            }
            Row found = night.ask(
                            """
                            WITH replayed AS (SELECT delivery_id, rows_accepted, rows_duplicate, rows_quarantined FROM %s
                              WHERE run_date = DATE '%s' AND rows_read > 0 AND startswith(file, '%s/')),
                            refusal AS (SELECT DISTINCT delivery_id, file, row_number, resolved_on, resolution,
                              replay_delivery_id FROM %s),
                            closed AS (SELECT replay_delivery_id, count_if(resolution = 'accepted') AS accepted,
                              count_if(resolution = 'duplicate') AS duplicate, count_if(resolution = 'refused') AS refused
                              FROM refusal WHERE resolved_on = DATE '%2$s' GROUP BY replay_delivery_id)
                            SELECT coalesce(sum(rows_accepted), 0), coalesce(sum(rows_duplicate), 0),
                              coalesce(sum(rows_quarantined), 0),
                              count_if(NOT (rows_accepted <=> accepted AND rows_duplicate <=> duplicate
                                AND rows_quarantined <=> refused)),
                              (SELECT count_if(resolved_on IS NULL) FROM refusal),
                              (SELECT count_if(resolved_on IS NOT NULL) FROM refusal),
                              (SELECT coalesce(sum(rows_quarantined), 0) FROM %1$s),
                              (SELECT coalesce(sum(rows), 0) FROM %5$s WHERE kind = 'refusal')
                            FROM replayed FULL JOIN closed ON delivery_id = replay_delivery_id
                            """
                                    .formatted(
                                            workspace.branch("ops.delivery"),
                                            workspace.runDate(),
                                            Replay.FOLDER,
                                            workspace.branch("ops.quarantine"),
                                            workspace.branch("ops.erasure")))
                    .get(0);
            long erased = found.getLong(7);
            boolean balanced =
                    found.getLong(3) == 0 && found.getLong(4) + found.getLong(5) + erased == found.getLong(6);
            return List.of(Finding.ofNight(
                    balanced,
                    "taken through again: %d accepted, %d duplicate, %d refused again, %d files out of balance; %d open + %d closed%s of %d quarantined"
                            .formatted(
                                    found.getLong(0),
                                    found.getLong(1),
                                    found.getLong(2),
                                    found.getLong(3),
                                    found.getLong(4),
                                    found.getLong(5),
                                    erased == 0 ? "" : " + " + erased + " erased",
                                    found.getLong(6)),
                    EXPECTED,
                    BigDecimal.valueOf(found.getLong(3))));
        }
    }
}
