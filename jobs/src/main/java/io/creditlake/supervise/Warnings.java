package io.creditlake.supervise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The warnings that the night raises and that have not been raised before. */
final class Warnings {
    private final Workspace workspace;
    private final List<WarningRule> rules;
    private final List<PolicyVersion> inForce;

    Warnings(Workspace workspace, List<WarningRule> rules, List<PolicyVersion> inForce) {
        this.workspace = workspace;
        this.rules = rules;
        this.inForce = inForce;
    }

    /**
     * The rows to add to {@code supervision.warning}.
     *
     * @param changes what {@link GradeChanges} found; empty when nothing can have moved
     * @return empty when the night cannot have raised any
     */
    Optional<Dataset<Row>> find(Optional<Dataset<Row>> changes) {
        List<Dataset<Row>> raised = new ArrayList<>();
        for (WarningRule rule : rules) {
            if (rule instanceof WarningRule.GradeDrop drop) {
                changes.ifPresent(c -> raised.add(onDrop(drop, c)));
            } else if (rule instanceof WarningRule.OnRecord record
                    && workspace.changed("record." + record.condition().recordClass())) {
                raised.add(onRecord(record));
            }
        }
        return raised.stream().reduce(Dataset::union).map(this::news);
    }

    private Dataset<Row> onDrop(WarningRule.GradeDrop rule, Dataset<Row> changes) {
        // A warning reaches departments: of an internal policy it says nothing.
        Column published = lit(false);
        Column title = lit(null).cast("string");
        for (PolicyVersion version : inForce) {
            if (version.visibility() == Visibility.PUBLIC) {
                published = published.or(col("policy").equalTo(version.policy()));
            }
            title = when(col("policy").equalTo(version.policy()), lit(version.title()))
                    .otherwise(title);
        }
        // The night is part of what it rests on: the same fall a year later is another.
        Column occasion = concat_ws("|", col("policy"), col("previous_grade"), col("grade"), col("as_of"));
        return raised(
                rule,
                changes.where(published.and(col("steps").leq(-rule.levels())))
                        .withColumn("occasion", occasion)
                        .withColumn("levels", negate(col("steps")))
                        .withColumn("policy", coalesce(title, col("policy"))));
    }

    private Dataset<Row> onRecord(WarningRule.OnRecord rule) {
        Dataset<Row> records = workspace
                .read("record." + rule.condition().recordClass())
                .where(col("received_on")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("subject_id").isNotNull()))
                .where(expr(rule.condition().sql()))
                .withColumn("occasion", lit(""))
                .withColumn("evidence", array(col("record_id")));
        return raised(rule, records);
    }

    private static Dataset<Row> raised(WarningRule rule, Dataset<Row> occasions) {
        return occasions.select(
                col("subject_id"),
                lit(rule.id()).as("rule"),
                lit(rule.severity()).as("severity"),
                col("evidence"),
                col("occasion"),
                rule.message().column().as("message"));
    }

    private Dataset<Row> news(Dataset<Row> raised) {
        Dataset<Row> subjects = workspace
                .read("subject.subject")
                .where(col("kind").notEqual("person"))
                .select("subject_id");
        return raised.join(subjects, new String[] {"subject_id"}, "left_semi")
                .withColumn(
                        "warning_id",
                        xxhash64(col("rule"), col("subject_id"), col("occasion"), col("evidence"))
                                .bitwiseAND(lit(Long.MAX_VALUE)))
                .join(
                        workspace.read("supervision.warning").select("warning_id"),
                        new String[] {"warning_id"},
                        "left_anti")
                .withColumn("raised_on", lit(workspace.runDate()))
                .withColumn("state", lit("raised"));
    }
}
