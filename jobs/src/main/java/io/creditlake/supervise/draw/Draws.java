package io.creditlake.supervise.draw;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Rulings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The draws of a night: campaigns that are due and whose seed is revealed, and what came of those drawn before. */
public final class Draws {
    private final Workspace workspace;
    private final List<Campaign> campaigns;

    /** The draws of a night; the measures of the night are written. */
    public Draws(Workspace workspace, List<Campaign> campaigns) {
        this.workspace = workspace;
        this.campaigns = campaigns;
    }

    /** Writes them and says how many subjects were drawn, have no inspectors, and have their result. */
    public Map<String, Long> write() {
        Map<String, Long> counters = new LinkedHashMap<>();
        long drawn = 0;
        long unassigned = 0;
        long waiting = 0;
        long empty = 0;
        // First, so that whoever draws again from the release sees what the draw saw.
        long inspected = noteResults();
        for (Campaign campaign : campaigns) {
            if (!isDue(campaign)) {
                continue;
            }
            Optional<String> seed = campaign.seed();
            if (seed.isEmpty()) {
                waiting++;
                continue;
            }
            Dataset<Row> rows = new Draw(workspace::read, campaign, workspace.runDate())
                    .rows()
                    .transform(Kept::of);
            long count = Kept.count(rows);
            if (count == 0) {
                empty++;
                continue;
            }
            workspace.append(Draw.TABLE, rows);
            drawn += count;
            unassigned += rows.where(col("inspectors").isNull()).count();
        }
        counters.put("draws", drawn);
        counters.put("draws_without_inspectors", unassigned);
        counters.put("campaigns_without_seed", waiting);
        counters.put("campaigns_without_subjects", empty);
        counters.put("draws_inspected", inspected);
        return counters;
    }

    private boolean isDue(Campaign campaign) {
        return !campaign.drawOn().isAfter(workspace.runDate())
                && !campaign.to().isBefore(workspace.runDate())
                && workspace.hasRows("supervision.measure")
                && (!workspace.hasRows(Draw.TABLE)
                        || workspace
                                .read(Draw.TABLE)
                                .where(col("campaign").equalTo(campaign.id()))
                                .isEmpty());
    }

    /**
     * Inspections name the campaign as their plan; the first that came of one is the result of its draw. A result that was
     * withdrawn is none any more.
     */
    private long noteResults() {
        boolean mayDiffer = workspace.changed(Inspections.TABLE) || workspace.changed(Rulings.TABLE);
        if (!mayDiffer || !workspace.hasRows(Draw.TABLE)) {
            return 0;
        }
        Dataset<Row> standing =
                Inspections.standing(workspace::read, workspace.runDate()).transform(Kept::of);
        Dataset<Row> draws = workspace.read(Draw.TABLE).select("draw_id", "campaign", "subject_id", "result_record_id");
        Dataset<Row> settled = draws.join(
                standing.select(col("record_id").as("result_record_id")),
                new String[] {"result_record_id"},
                "left_semi");
        Dataset<Row> first = standing.select(
                        col("plan_number").as("campaign"),
                        col("subject_id"),
                        struct(col("on"), col("record_id")).as("inspection"))
                .groupBy("campaign", "subject_id")
                .agg(min("inspection").as("inspection"));
        Dataset<Row> results = draws.join(settled.select("draw_id"), new String[] {"draw_id"}, "left_anti")
                .join(first, new String[] {"campaign", "subject_id"}, "left")
                .where(not(col("result_record_id").eqNullSafe(col("inspection.record_id"))))
                .select(
                        col("draw_id"),
                        col("inspection.record_id").as("result_record_id"),
                        col("inspection.on").as("inspected_on"))
                .transform(Kept::of);
        if (!results.isEmpty()) {
            workspace.update(
                    Draw.TABLE,
                    results,
                    List.of("draw_id"),
                    Map.of(
                            "result_record_id", col(Workspace.SOURCE + ".result_record_id"),
                            "inspected_on", col(Workspace.SOURCE + ".inspected_on")));
        }
        return results.where(col("result_record_id").isNotNull()).count();
    }
}
