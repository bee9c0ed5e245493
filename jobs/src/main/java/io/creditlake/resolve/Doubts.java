package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.match.OwnKey;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Questions for reviewers: raised when a night meets them, closed when they are judged or have gone. */
final class Doubts {
    static final String TABLE = "subject.review";
    static final String ONE_CODE_TWO_NAMES = "one_code_two_names";

    private static final String[] KEYS = {"left_key", "right_key"};
    private static final String[] CASE = {"case_id"};

    private final Workspace workspace;

    Doubts(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * What a night has found.
     *
     * @param doubts {@code left}, {@code right} (subjects as they are now), {@code left_key}, {@code right_key},
     *     {@code left_name}, {@code right_name}, {@code kind}, {@code weight}, {@code probability}, {@code evidence},
     *     {@code model}
     * @param looked {@code subject_id}: subjects whose doubts are all among these
     * @param judged {@code left_key}, {@code right_key}, {@code says}: what is judged, in both orders
     * @param placement the night's records with their subjects, and the subjects given up
     */
    record Found(Dataset<Row> doubts, Dataset<Row> looked, Dataset<Row> judged, Placement placement) {}

    /**
     * Writes the cases that are new, are others than before, or are closed.
     *
     * @param gone {@code subject_id}: the subjects that there are no longer since tonight
     * @return how many are new
     */
    long write(Found found, Dataset<Row> gone) {
        Dataset<Row> raised = found.doubts()
                .join(found.judged(), KEYS, "leftanti")
                .withColumnRenamed("left", "left_subject_id")
                .withColumnRenamed("right", "right_subject_id")
                .withColumn(
                        "case_id",
                        xxhash64(col("kind"), array_sort(array(col("left_key"), col("right_key"))))
                                .bitwiseAND(lit(Long.MAX_VALUE)))
                .withColumn("status", lit("open"))
                .filter(not(col("left_key").equalTo(col("right_key"))))
                .groupBy("case_id")
                .agg(max(struct(
                                "weight",
                                "left_subject_id",
                                "right_subject_id",
                                "kind",
                                "left_key",
                                "right_key",
                                "left_name",
                                "right_name",
                                "probability",
                                "evidence",
                                "model",
                                "status"))
                        .as("raised"))
                .select("case_id", "raised.*")
                .transform(Kept::of);
        if (!workspace.hasRows(TABLE)) {
            if (!Kept.isEmpty(raised)) {
                workspace.append(TABLE, raised.withColumn("raised_on", lit(workspace.runDate())));
            }
            return Kept.count(raised);
        }
        Dataset<Row> before = workspace.read(TABLE);
        Dataset<Row> ids = raised.select("case_id");
        Dataset<Row> known = before.join(Kept.sent(ids), CASE, "leftsemi").transform(Kept::of);
        Dataset<Row> again = raised.join(
                        known.select(col("case_id"), col("raised_on").as("since")), CASE, "left")
                .withColumn("raised_on", coalesce(col("since"), lit(workspace.runDate())))
                .transform(Kept::of);
        long fresh = again.filter(col("since").isNull()).count();
        Column[] columns = Identity.columns(List.of(before.columns()));
        Dataset<Row> changed = again.drop("since")
                .withColumn("settled_on", lit(null).cast("date"))
                .select(columns)
                .except(known.select(columns))
                .unionByName(others(before, ids, found, gone).select(columns))
                .transform(Kept::of);
        if (!changed.isEmpty()) {
            workspace.upsert(TABLE, changed, List.of("case_id"));
        }
        return fresh;
    }

    /**
     * Cases that the night has not raised, but has closed or given other subjects. Found by the few narrow columns that
     * decide it; the whole rows are read of these alone.
     */
    private Dataset<Row> others(Dataset<Row> before, Dataset<Row> raised, Found found, Dataset<Row> gone) {
        Dataset<Row> open = before.filter(col("status").equalTo("open"))
                .select(
                        col("case_id"),
                        col("kind"),
                        col("left_key"),
                        col("right_key"),
                        col("right_name"),
                        col("left_subject_id"),
                        col("right_subject_id"),
                        col("left_subject_id").as("was_left"),
                        col("right_subject_id").as("was_right"));
        Dataset<Row> rest = moved(open, found.placement().merges()).join(Kept.sent(raised), CASE, "leftanti");
        Column moved = not(col("left_subject_id")
                .equalTo(col("was_left"))
                .and(col("right_subject_id").equalTo(col("was_right"))));
        Dataset<Row> changed = closed(rest.withColumn("status", lit("open")), found, gone)
                .filter(moved.or(not(col("status").equalTo("open"))))
                .select("case_id", "left_subject_id", "right_subject_id", "status", "settled_on")
                .transform(Kept::of);
        return before.drop("left_subject_id", "right_subject_id", "status", "settled_on")
                .join(Kept.sent(changed), CASE);
    }

    private static Dataset<Row> moved(Dataset<Row> cases, Optional<Dataset<Row>> merges) {
        Dataset<Row> now = cases;
        for (String side : List.of("left_subject_id", "right_subject_id")) {
            if (merges.isPresent()) {
                now = Merges.applied(now.withColumnRenamed(side, "subject_id"), merges.get())
                        .withColumnRenamed("subject_id", side);
            }
        }
        return now;
    }

    /** Open cases that the night has closed, or whose subjects it has renamed. */
    private Dataset<Row> closed(Dataset<Row> cases, Found found, Dataset<Row> ended) {
        Dataset<Row> open = cases.transform(Kept::of);
        Dataset<Row> looked = found.looked().distinct();
        // Whether a name is odd is asked of the night's records alone, so that none is tells nothing of a case before.
        Column ofPairs = not(col("kind").equalTo(ONE_CODE_TWO_NAMES));
        Column one = col("left_subject_id").equalTo(col("right_subject_id")).and(ofPairs);
        Column asked = coalesce(col("looked_left"), col("looked_right")).and(ofPairs);
        Column gone = coalesce(col("gone_left"), col("gone_right"), col("record_gone"), lit(false));
        Column status = when(col("says").isNotNull(), col("says"))
                .when(one, "same")
                .when(coalesce(asked, lit(false)).or(gone), "settled")
                .otherwise("open");
        Dataset<Row> told = open.join(found.judged(), KEYS, "left")
                .join(recordsGone(open, found.placement().records()), CASE, "left");
        for (String side : List.of("left", "right")) {
            String id = side + "_subject_id";
            told = told.join(
                            looked.select(col("subject_id").as(id), lit(true).as("looked_" + side)),
                            new String[] {id},
                            "left")
                    .join(
                            ended.select(col("subject_id").as(id), lit(true).as("gone_" + side)),
                            new String[] {id},
                            "left");
        }
        return told.withColumn("status", status)
                .withColumn("settled_on", when(not(col("status").equalTo("open")), lit(workspace.runDate())))
                .drop("says", "looked_left", "looked_right", "gone_left", "gone_right", "record_gone");
    }

    /**
     * Cases of an odd name whose record has another subject tonight, or another name: {@code case_id},
     * {@code record_gone}.
     */
    private static Dataset<Row> recordsGone(Dataset<Row> cases, Dataset<Row> placed) {
        Dataset<Row> now = placed.select(
                concat(lit(OwnKey.RECORD + ":"), col("record_id")).as("right_key"),
                col("subject_id").as("now"),
                col("name_key").as("now_named"));
        Column isNamed = call_function("credit.org_name_key", col("right_name")).eqNullSafe(col("now_named"));
        return cases.filter(col("kind").equalTo(ONE_CODE_TWO_NAMES))
                .join(now, "right_key")
                .select(
                        col("case_id"),
                        not(col("now").equalTo(col("left_subject_id")).and(isNamed))
                                .as("record_gone"));
    }
}
