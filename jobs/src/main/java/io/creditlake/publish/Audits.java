package io.creditlake.publish;

import io.creditlake.config.Settings;
import io.creditlake.lake.Release.Audit;
import io.creditlake.lake.Replay;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;

/** What must hold of a night before readers see it. */
final class Audits {
    private final Workspace workspace;
    private final Settings.Audits bounds;

    Audits(Workspace workspace) {
        this.workspace = workspace;
        this.bounds = workspace.settings().audits();
    }

    /** Every audit with what it found. */
    List<Audit> run() {
        List<Audit> audits = new ArrayList<>();
        Row deliveries = deliveries();
        audits.add(reconciliation(deliveries));
        audits.add(replays(deliveries.getLong(6)));
        audits.add(quarantine(deliveries));
        audits.add(refusals(deliveries));
        audits.add(orphans());
        audits.add(moves());
        return audits;
    }

    /** One pass over the night's deliveries; counts of quarantined and duplicate rows come from their own tables. */
    private Row deliveries() {
        return sql(
                """
                WITH night AS (SELECT * FROM %s WHERE run_date = DATE '%s'),
                refused AS (SELECT delivery_id, file, count(DISTINCT row_number) AS n FROM %s
                  WHERE run_date = DATE '%2$s' GROUP BY delivery_id, file),
                repeated AS (SELECT delivery_id, file, count(*) AS n FROM %s
                  WHERE run_date = DATE '%2$s' GROUP BY delivery_id, file)
                SELECT count_if(status <> 'missing'),
                  coalesce(sum(rows_read) FILTER (WHERE status <> 'refused'), 0),
                  coalesce(sum(rows_quarantined) FILTER (WHERE status <> 'refused'), 0),
                  count_if(status = 'refused'),
                  count_if(rows_read <> rows_accepted + rows_duplicate + rows_quarantined
                    OR rows_quarantined <> coalesce(refused.n, 0) OR rows_duplicate <> coalesce(repeated.n, 0)
                    OR (status = 'standardised' AND get_json_object(layout, '$.rows') <> rows_read)
                    OR status = 'received'),
                  min(CASE WHEN rows_read <> rows_accepted + rows_duplicate + rows_quarantined
                    OR rows_quarantined <> coalesce(refused.n, 0) OR rows_duplicate <> coalesce(repeated.n, 0)
                    OR (status = 'standardised' AND get_json_object(layout, '$.rows') <> rows_read)
                    OR status = 'received' THEN night.file END),
                  count_if(rows_read > 0 AND startswith(night.file, '%5$s/'))
                FROM night LEFT JOIN refused ON night.delivery_id = refused.delivery_id AND night.file = refused.file
                LEFT JOIN repeated ON night.delivery_id = repeated.delivery_id AND night.file = repeated.file
                """
                        .formatted(
                                workspace.branch("ops.delivery"),
                                workspace.runDate(),
                                workspace.branch("ops.quarantine"),
                                workspace.branch("ops.duplicate"),
                                Replay.FOLDER));
    }

    private static Audit reconciliation(Row deliveries) {
        long broken = deliveries.getLong(4);
        return new Audit(
                "reconciliation",
                broken == 0,
                broken == 0
                        ? deliveries.getLong(0) + " files in balance"
                        : broken + " files out of balance, the first is " + deliveries.getString(5),
                "rows read = accepted + duplicate + quarantined, for every file");
    }

    /**
     * What refused rows were taken through again, against what was closed: from {@code ops.delivery} on one side and
     * {@code ops.quarantine} on the other. Refusals are looked through only when there was a replay.
     */
    private Audit replays(long files) {
        String expected = "each replayed row closes one refused row, and open + closed = quarantined";
        if (files == 0) {
            return new Audit("replays", true, "no row was taken through again", expected);
        }
        Row found = sql(
                """
                WITH replayed AS (SELECT delivery_id, rows_accepted, rows_duplicate, rows_quarantined FROM %s
                  WHERE run_date = DATE '%s' AND rows_read > 0 AND startswith(file, '%s/')),
                refusal AS (SELECT DISTINCT delivery_id, file, row_number, resolved_on, resolution, replay_delivery_id
                  FROM %s),
                closed AS (SELECT replay_delivery_id, count_if(resolution = 'accepted') AS accepted,
                  count_if(resolution = 'duplicate') AS duplicate, count_if(resolution = 'refused') AS refused
                  FROM refusal WHERE resolved_on = DATE '%2$s' GROUP BY replay_delivery_id)
                SELECT coalesce(sum(rows_accepted), 0), coalesce(sum(rows_duplicate), 0),
                  coalesce(sum(rows_quarantined), 0),
                  count_if(NOT (rows_accepted <=> accepted AND rows_duplicate <=> duplicate
                    AND rows_quarantined <=> refused)),
                  (SELECT count_if(resolved_on IS NULL) FROM refusal),
                  (SELECT count_if(resolved_on IS NOT NULL) FROM refusal),
                  (SELECT coalesce(sum(rows_quarantined), 0) FROM %1$s)
                FROM replayed FULL JOIN closed ON delivery_id = replay_delivery_id
                """
                        .formatted(
                                workspace.branch("ops.delivery"),
                                workspace.runDate(),
                                Replay.FOLDER,
                                workspace.branch("ops.quarantine")));
        boolean balanced = found.getLong(3) == 0 && found.getLong(4) + found.getLong(5) == found.getLong(6);
        return new Audit(
                "replays",
                balanced,
                "taken through again: %d accepted, %d duplicate, %d refused again, %d files out of balance; %d open + %d closed of %d quarantined"
                        .formatted(
                                found.getLong(0),
                                found.getLong(1),
                                found.getLong(2),
                                found.getLong(3),
                                found.getLong(4),
                                found.getLong(5),
                                found.getLong(6)),
                expected);
    }

    private Audit quarantine(Row deliveries) {
        return share(
                "quarantined_share",
                deliveries.getLong(2),
                deliveries.getLong(1),
                bounds.maxQuarantinedShare(),
                "rows quarantined");
    }

    private Audit refusals(Row deliveries) {
        return share(
                "refused_deliveries_share",
                deliveries.getLong(3),
                deliveries.getLong(0),
                bounds.maxRefusedDeliveriesShare(),
                "files refused");
    }

    private Audit orphans() {
        List<String> classes = workspace.tables().contracts().recordClasses().stream()
                .map(TableContract::name)
                .map(Object::toString)
                .filter(workspace::hasUnplaced)
                .collect(Collectors.toList());
        return new Audit(
                "orphan_records",
                classes.isEmpty(),
                classes.isEmpty() ? "every record has a subject" : "records without a subject in " + classes,
                "every record tied to a subject");
    }

    private Audit moves() {
        if (!workspace.base().isPresent()) {
            return new Audit(
                    "grade_moved_share", true, "first release", "at most " + percent(bounds.maxGradeMovedShare()));
        }
        Row row = sql(
                """
                SELECT (SELECT count(*) FROM %s WHERE as_of = DATE '%s' AND previous_grade IS NOT NULL),
                  (SELECT count(*) FROM %s)
                """
                        .formatted(
                                workspace.branch("grade.change"),
                                workspace.runDate(),
                                workspace.branch("grade.grade")));
        if (row.getLong(1) < bounds.minSubjects()) {
            return new Audit(
                    "grade_moved_share",
                    true,
                    row.getLong(1) + " grades are too few to judge",
                    "at most " + percent(bounds.maxGradeMovedShare()));
        }
        return share("grade_moved_share", row.getLong(0), row.getLong(1), bounds.maxGradeMovedShare(), "grades moved");
    }

    private static Audit share(String name, long part, long whole, BigDecimal most, String what) {
        BigDecimal share = whole == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), MathContext.DECIMAL32);
        return new Audit(
                name,
                share.compareTo(most) <= 0,
                part + " of " + whole + " " + what + " (" + percent(share) + ")",
                "at most " + percent(most));
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).setScale(1, java.math.RoundingMode.HALF_UP) + "%";
    }

    private Row sql(String query) {
        return workspace.spark().sql(query).first();
    }
}
