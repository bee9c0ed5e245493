package io.creditlake.supervise;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import io.creditlake.lake.LakeTables;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import io.creditlake.supervise.draw.Draw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Red and black lists: each record that puts its subject on a list, with the day it begins and the day it is over, by the
 * record, the decisions about it and the law. A list of a night is what is {@code listed}; what is over or yet to come
 * stands beside it. Natural persons are on no list.
 *
 * <p>Every night makes them anew from the records of the few classes that lists are made of, for days end listings
 * without a record being touched.
 */
final class Listings {
    static final String TABLE = "supervision.listing";
    /** Not yet on the list. */
    static final String TO_COME = "to_come";
    /** On the list. */
    static final String LISTED = "listed";
    /** Kept off the list by another that the subject is on. */
    static final String SUSPENDED = "suspended";
    /** On the list no more. */
    static final String ENDED = "ended";

    private static final String REMOVED = "removed";
    private static final String[] LISTING = {"listing_id"};
    private static final String[] SUBJECT = {"subject_id"};

    private final Workspace workspace;
    private final List<ListingRule> rules;
    private final Lifecycle lifecycle;

    Listings(Workspace workspace, List<ListingRule> rules, Lifecycle lifecycle) {
        this.workspace = workspace;
        this.rules = rules;
        this.lifecycle = lifecycle;
    }

    /**
     * Writes the listings that are new or others than before, and takes out those that nothing supports any more.
     *
     * @return {@code list} and {@code state} of those that are written; empty when nothing is
     */
    Optional<Dataset<Row>> write() {
        List<ListingRule> met =
                rules.stream().filter(rule -> workspace.hasRows(records(rule))).toList();
        if (met.isEmpty() && !workspace.hasRows(TABLE)) {
            return Optional.empty();
        }
        Dataset<Row> before = workspace.read(TABLE);
        Dataset<Row> now = met.stream()
                .map(this::of)
                .reduce(Dataset::unionByName)
                .map(this::suspended)
                .orElseGet(() -> before.limit(0))
                .transform(Kept::of);
        String[] said = Stream.of(LakeTables.structOf(workspace.contract(TABLE)).fieldNames())
                .filter(column -> !column.equals("as_of"))
                .toArray(String[]::new);
        Dataset<Row> stood = before.selectExpr(said);
        Dataset<Row> differing = now.selectExpr(said)
                .except(stood)
                .withColumn("as_of", lit(workspace.runDate()))
                .join(stood.select(col("listing_id"), lit(true).as("stood")), LISTING, "left")
                .transform(Kept::of);
        Dataset<Row> gone = stood.select("listing_id")
                .join(now.select("listing_id"), LISTING, "leftanti")
                .transform(Kept::of);
        if (Kept.isEmpty(differing) && Kept.isEmpty(gone)) {
            return Optional.empty();
        }
        workspace.change(TABLE, differing.where("stood").drop("stood"), gone, List.of(LISTING));
        workspace.append(TABLE, differing.where("stood IS NULL").drop("stood"));
        return Optional.of(differing.select("list", "state"));
    }

    private static String records(ListingRule rule) {
        return "record." + rule.condition().recordClass();
    }

    private Dataset<Row> of(ListingRule rule) {
        Dataset<Row> meeting = workspace
                .read(records(rule))
                .where(expr(rule.condition().sql()).and(col("subject_id").isNotNull()));
        SubjectRows rows = SubjectRows.of(
                workspace, meeting.select("subject_id").distinct().transform(Kept::of));
        Dataset<Row> subjects = rows.of(workspace.read("subject.subject"))
                .where(Draw.noPerson())
                .select("subject_id")
                .transform(Kept::of);
        Dataset<Row> own = meeting.join(Kept.sent(subjects), SUBJECT, "leftsemi");
        Rulings rulings = Rulings.of(rows::near, subjects, workspace.runDate());
        Dataset<Row> dated = lifecycle
                .of(
                        rule.condition().recordClass(),
                        own,
                        rulings.of(rule.condition().recordClass()))
                .withColumn("listed_from", coalesce(col(rule.from()), col("received_on")))
                .withColumn("starts_on", greatest(col("listed_from"), col("counts_from")));
        Map<String, Column> ends = ends(rule);
        Column endsOn = least(ends.values().toArray(Column[]::new));
        Column endedBy = lit(null).cast("string");
        for (Map.Entry<String, Column> end : ends.entrySet()) {
            endedBy = when(end.getValue().equalTo(endsOn), why(end.getKey())).otherwise(endedBy);
        }
        Column night = lit(workspace.runDate());
        return dated.select(
                        xxhash64(lit(rule.id()), col("record_id"))
                                .bitwiseAND(lit(Long.MAX_VALUE))
                                .as("listing_id"),
                        col("subject_id"),
                        lit(rule.id()).as("list"),
                        lit(rule.title()).as("title"),
                        lit(rule.colour()).as("colour"),
                        col("record_id"),
                        shown(rule.authority()).as("authority"),
                        shown(rule.reason()).as("reason"),
                        lit(rule.basis()).as("basis"),
                        consequences(rule).as("consequences"),
                        col("starts_on"),
                        endsOn.as("ends_on"),
                        endedBy.as("ended_by"))
                .withColumn(
                        "state",
                        when(col("ends_on").leq(night), ENDED)
                                .when(col("starts_on").gt(night), TO_COME)
                                .otherwise(LISTED));
    }

    private static Column consequences(ListingRule rule) {
        Column[] items = rule.consequences().stream()
                .map(c -> struct(lit(c.title()).as("title"), lit(c.basis()).as("basis")))
                .toArray(Column[]::new);
        return array(items).cast("array<struct<title:string,basis:string>>");
    }

    private static Column shown(Optional<String> column) {
        return column.map(c -> col(c)).orElseGet(() -> lit(null)).cast("string");
    }

    /** The days on which a listing may be over, by why; where two fall on one day the last says why. */
    private static Map<String, Column> ends(ListingRule rule) {
        Map<String, Column> ends = new LinkedHashMap<>();
        rule.longest().ifPresent(span -> ends.put("longest", span.unit().after(col("listed_from"), span.length())));
        rule.through().ifPresent(column -> ends.put(Lifecycle.EXPIRED, date_add(col(column), 1)));
        ends.put("ruled", col("counts_until"));
        rule.until().ifPresent(column -> ends.put(REMOVED, col(column)));
        return ends;
    }

    private static Column why(String end) {
        return switch (end) {
            case "ruled" -> col("ended_by");
            case "longest" -> lit(Lifecycle.EXPIRED);
            default -> lit(end);
        };
    }

    /** Who is on a list that suspends another is not on that one. */
    private Dataset<Row> suspended(Dataset<Row> listings) {
        Dataset<Row> rows = listings;
        for (ListingRule rule : rules) {
            if (!rule.suspendedBy().isEmpty()) {
                Dataset<Row> suspending = listings.where(col("state")
                                .equalTo(LISTED)
                                .and(col("list").isin(rule.suspendedBy().toArray())))
                        .select(col("subject_id"), lit(true).as("suspends"))
                        .distinct();
                Column isSuspended = col("list")
                        .equalTo(rule.id())
                        .and(col("state").equalTo(LISTED))
                        .and(coalesce(col("suspends"), lit(false)));
                rows = rows.join(suspending, SUBJECT, "left")
                        .withColumn("state", when(isSuspended, SUSPENDED).otherwise(col("state")))
                        .drop("suspends");
            }
        }
        return rows;
    }
}
