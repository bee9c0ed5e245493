package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
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

    private final Workspace workspace;

    Doubts(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * What a night has found.
     *
     * @param doubts {@code left}, {@code right} (subjects as they are now), {@code left_key}, {@code right_key},
     *     {@code left_name}, {@code right_name}, {@code kind}, {@code weight}, {@code probability}, {@code evidence}
     * @param looked {@code subject_id}: subjects whose doubts are all among these
     * @param judged {@code left_key}, {@code right_key}, {@code says}: what is judged, in both orders
     * @param merges subjects given up; empty when there are none
     */
    record Found(Dataset<Row> doubts, Dataset<Row> looked, Dataset<Row> judged, Optional<Dataset<Row>> merges) {}

    /** Writes the cases that are new, are others than before, or are closed. Returns how many are new. */
    long write(Found found) {
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
                                "status"))
                        .as("raised"))
                .select("case_id", "raised.*")
                .transform(Kept::of);
        if (!workspace.hasRows(TABLE)) {
            if (!raised.isEmpty()) {
                workspace.append(TABLE, raised.withColumn("raised_on", lit(workspace.runDate())));
            }
            return raised.count();
        }
        Dataset<Row> before = workspace.read(TABLE).transform(Kept::of);
        Dataset<Row> again = raised.join(
                        before.select(col("case_id"), col("raised_on").as("since")), new String[] {"case_id"}, "left")
                .withColumn("raised_on", coalesce(col("since"), lit(workspace.runDate())));
        long fresh = again.filter(col("since").isNull()).count();
        Dataset<Row> rest = moved(before.filter(col("status").equalTo("open")), found.merges())
                .join(raised.select("case_id"), new String[] {"case_id"}, "leftanti");
        Dataset<Row> rows = again.drop("since").unionByName(closed(rest, found), true);
        workspace.upsert(TABLE, rows.transform(Kept::of), List.of("case_id"));
        return fresh;
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
    private Dataset<Row> closed(Dataset<Row> cases, Found found) {
        Dataset<Row> looked = found.looked().distinct();
        Dataset<Row> left =
                looked.select(col("subject_id").as("left_subject_id"), lit(true).as("looked_left"));
        Dataset<Row> right = looked.select(
                col("subject_id").as("right_subject_id"), lit(true).as("looked_right"));
        // Whether a name is odd is asked of the night's records alone, so that none is tells nothing of a case before.
        Column ofPairs = not(col("kind").equalTo(ONE_CODE_TWO_NAMES));
        Column one = col("left_subject_id").equalTo(col("right_subject_id")).and(ofPairs);
        Column asked = coalesce(col("looked_left"), col("looked_right")).and(ofPairs);
        Column status = when(col("says").isNotNull(), col("says"))
                .when(one, "same")
                .when(asked, "settled")
                .otherwise("open");
        return cases.join(found.judged(), KEYS, "left")
                .join(left, new String[] {"left_subject_id"}, "left")
                .join(right, new String[] {"right_subject_id"}, "left")
                .withColumn("status", status)
                .withColumn("settled_on", when(not(col("status").equalTo("open")), lit(workspace.runDate())))
                .drop("says", "looked_left", "looked_right");
    }
}
