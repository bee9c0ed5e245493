package io.creditlake.supervise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Condition;
import io.creditlake.lake.Kept;
import io.creditlake.lake.Release;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Visibility;
import io.creditlake.policy.Window;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import io.creditlake.supervise.draw.Draw;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The warnings that the night raises and that do not stand already. */
final class Warnings {
    private static final String[] SUBJECT = {"subject_id"};
    private static final String[] WARNING = {"warning_id"};

    private final Workspace workspace;
    private final List<WarningRule> rules;
    private final List<PolicyVersion> inForce;
    private final Lifecycle lifecycle;

    Warnings(Workspace workspace, List<WarningRule> rules, List<PolicyVersion> inForce, Lifecycle lifecycle) {
        this.workspace = workspace;
        this.rules = rules;
        this.inForce = inForce;
        this.lifecycle = lifecycle;
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
                    && workspace.changed(table(record.condition().recordClass()))) {
                raised.add(onRecord(record));
            } else if (rule instanceof WarningRule.Repeated repeated
                    && workspace.changed(table(repeated.selection().recordClass()))) {
                raised.add(repeated(repeated));
            } else if (rule instanceof WarningRule.OnDate date
                    && workspace.hasRows(table(date.condition().recordClass()))) {
                raised.add(onDate(date));
            } else if (rule instanceof WarningRule.Related related) {
                RelatedListed listed = new RelatedListed(workspace, related);
                if (listed.mayDiffer()) {
                    raised.add(raised(related, listed.find()));
                }
            }
        }
        return raised.stream().reduce(Dataset::union).map(Kept::of).map(this::news);
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

    private static String table(String recordClass) {
        return "record." + recordClass;
    }

    private Dataset<Row> records(Condition condition) {
        return workspace
                .read(table(condition.recordClass()))
                .where(col("subject_id").isNotNull())
                .where(expr(condition.sql()));
    }

    private Column cameTonight() {
        return col("received_on").equalTo(lit(workspace.runDate()));
    }

    private Dataset<Row> onRecord(WarningRule.OnRecord rule) {
        Dataset<Row> records = records(rule.condition())
                .where(cameTonight())
                .withColumn("occasion", lit(""))
                .withColumn("evidence", array(col("record_id")));
        return raised(rule, records);
    }

    /**
     * Raised on the night whose records make too many of what were not too many in the release before, and not again for
     * each that follows or is corrected.
     */
    private Dataset<Row> repeated(WarningRule.Repeated rule) {
        Dataset<Row> subjects = workspace
                .read(table(rule.selection().recordClass()))
                .where(cameTonight().and(col("subject_id").isNotNull()))
                .select("subject_id")
                .distinct()
                .transform(Kept::of);
        LocalDate before = workspace.base().map(Release::runDate).orElse(workspace.runDate());
        Dataset<Row> already = many(rule, workspace::readBase, subjects, before);
        return raised(
                rule,
                many(rule, workspace::read, subjects, workspace.runDate())
                        .join(already, SUBJECT, "left_anti")
                        .withColumn("occasion", lit("")));
    }

    /** Those of some subjects that have too many such records on a day: subject_id, count and evidence. */
    private Dataset<Row> many(
            WarningRule.Repeated rule, Function<String, Dataset<Row>> tables, Dataset<Row> subjects, LocalDate day) {
        String recordClass = rule.selection().recordClass();
        Window window = rule.selection().window().orElseThrow();
        Dataset<Row> own = tables.apply(table(recordClass))
                .where(expr(rule.selection().where().sql()))
                .join(Kept.sent(subjects), SUBJECT, "left_semi");
        Rulings rulings = Rulings.of(tables, subjects, day);
        Column within = col(window.column())
                .leq(lit(day))
                .and(window.unit().after(col(window.column()), window.length()).gt(lit(day)));
        Column counts = coalesce(col("counts_from").leq(lit(day)), lit(true))
                .and(coalesce(col("counts_until").gt(lit(day)), lit(true)));
        return lifecycle
                .of(recordClass, own, rulings.of(recordClass))
                .where(within.and(counts))
                .groupBy("subject_id")
                .agg(
                        count(lit(1)).as("count"),
                        sort_array(collect_list("record_id")).as("evidence"))
                .where(col("count").geq(rule.atLeast()));
    }

    /**
     * Raised on the first night on or after the day, and for a record that came too late for that on the night it came.
     * A day that draws near is told of only until it has come.
     */
    private Dataset<Row> onDate(WarningRule.OnDate rule) {
        LocalDate night = workspace.runDate();
        LocalDate until = night.minusDays(rule.days());
        Column date = col(rule.date());
        Column sinceBefore = workspace
                .base()
                .map(base -> date.gt(lit(base.runDate().minusDays(rule.days()))))
                .orElseGet(() -> lit(true));
        Column due = date.leq(lit(until)).and(sinceBefore.or(cameTonight()));
        if (rule.days() < 0) {
            due = due.and(date.geq(lit(night)));
        }
        Dataset<Row> records = records(rule.condition());
        return raised(
                rule,
                lifecycle
                        .of(rule.condition().recordClass(), records, Optional.empty())
                        .where(due)
                        .withColumn("occasion", date.cast("string"))
                        .withColumn("evidence", array(col("record_id"))));
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
        Dataset<Row> subjects = SubjectRows.of(workspace, raised)
                .of(workspace.read("subject.subject"))
                .where(Draw.noPerson())
                .select("subject_id");
        Dataset<Row> before = workspace.read(WarningTable.TABLE);
        Dataset<Row> standing = before.where(col("state").notEqual(WarningTable.CLEARED));
        Dataset<Row> news = raised.join(subjects, SUBJECT, "left_semi")
                .withColumn(
                        "warning_id",
                        xxhash64(col("rule"), col("subject_id"), col("occasion"), col("evidence"))
                                .bitwiseAND(lit(Long.MAX_VALUE)))
                .join(standing.select("warning_id"), WARNING, "left_anti")
                .withColumn("raised_on", lit(workspace.runDate()))
                .withColumn("state", lit(WarningTable.RAISED));
        return workspace.hasRows(WarningTable.ACKNOWLEDGEMENTS)
                ? news.join(broadcast(quiet(before)), new String[] {"rule", "subject_id"}, "left_anti")
                : news;
    }

    /** rule and subject_id of which nothing is to be heard tonight. */
    private Dataset<Row> quiet(Dataset<Row> before) {
        Dataset<Row> said = workspace
                .read(WarningTable.ACKNOWLEDGEMENTS)
                .where(col("quiet_until").gt(lit(workspace.runDate())))
                .select("warning_id");
        return before.join(broadcast(said), WARNING, "left_semi").select("rule", "subject_id");
    }
}
