package io.creditlake.supervise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.supervise.WarningRule.Related;
import io.creditlake.supervise.draw.Draw;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Subjects related to one that is on a list: records of both have the same values in the columns that a rule names. What
 * more subjects share than the rule allows (the address of an agent, a common name) relates nobody.
 */
final class RelatedListed {
    /** Columns of a listing that a message may name, and the name of the listed subject. */
    static final List<String> WORDS = List.of("related", "title", "authority", "reason", "starts_on", "basis");

    private final Workspace workspace;
    private final Related rule;

    RelatedListed(Workspace workspace, Related rule) {
        this.workspace = workspace;
        this.rule = rule;
    }

    /** Whether the night can have related anybody to a list who was not; reads metadata alone. */
    boolean mayDiffer() {
        return workspace.hasRows(Listings.TABLE)
                && workspace.hasRows(records())
                && (workspace.changed(Listings.TABLE) || workspace.changed(records()));
    }

    private String records() {
        return "record." + rule.condition().recordClass();
    }

    /** subject_id, evidence, occasion and {@link #WORDS}, a row for each listing that a subject is related to. */
    Dataset<Row> find() {
        Dataset<Row> listed = workspace
                .read(Listings.TABLE)
                .where(col("state")
                        .equalTo(Listings.LISTED)
                        .and(col("list").isin(rule.lists().toArray())))
                .select("listing_id", "subject_id", "record_id", "title", "authority", "reason", "starts_on", "basis")
                .transform(Kept::of);
        Dataset<Row> names = workspace
                .read("subject.subject")
                .where(Draw.noPerson())
                .select(col("subject_id"), col("name").as("related"));
        Dataset<Row> sharing = records(listed.select("subject_id").distinct())
                .withColumnRenamed("subject_id", "listed_id")
                .transform(Kept::of);
        Dataset<Row> related = workspace
                .read(records())
                .where(isComplete())
                .select(col("subject_id"), shared())
                .join(broadcast(sharing), "shared")
                .distinct()
                .transform(Kept::of);
        Dataset<Row> few = related.groupBy("shared")
                .agg(count_distinct(col("subject_id")).as("subjects"))
                .where(col("subjects").leq(rule.atMost()))
                .select("shared");
        return related.join(few, "shared")
                .where(col("subject_id").notEqual(col("listed_id")))
                .select("subject_id", "listed_id")
                .distinct()
                .join(listed.withColumnRenamed("subject_id", "listed_id"), "listed_id")
                .join(names.withColumnRenamed("subject_id", "listed_id"), "listed_id")
                .withColumn("occasion", concat_ws("|", col("listing_id"), col("listed_id")))
                .withColumn("evidence", array(col("record_id")));
    }

    private Dataset<Row> records(Dataset<Row> subjects) {
        return workspace
                .read(records())
                .where(isComplete())
                .join(broadcast(subjects), new String[] {"subject_id"}, "left_semi")
                .select(col("subject_id"), shared())
                .distinct();
    }

    /** Null relates to nothing. */
    private Column isComplete() {
        return rule.shares().stream()
                .map(column -> col(column).isNotNull())
                .reduce(
                        col("subject_id")
                                .isNotNull()
                                .and(coalesce(expr(rule.condition().sql()), lit(false))),
                        Column::and);
    }

    private Column shared() {
        return struct(rule.shares().stream().map(functions::col).toArray(Column[]::new))
                .as("shared");
    }
}
