package io.creditlake.resolve;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The subjects that the keys in judgements stand for in a night, once codes and names have tied its records.
 *
 * @param ties {@code left}, {@code right}, {@code weight}, {@code evidence} (the judgement), {@code rule}: subjects that
 *     are the same; empty when nothing is judged so
 * @param apart {@code left}, {@code right}: subjects that are different, in both orders
 */
record JudgedSubjects(Optional<Dataset<Row>> ties, Dataset<Row> apart) {
    static final String RULE = "judgement";
    /** A judgement outweighs every resemblance. */
    private static final double CERTAIN = 1e6;

    /**
     * Finds the subjects.
     *
     * @param placed the records as codes and names tie them
     * @param known what the lake knew of their subjects
     */
    static JudgedSubjects of(Workspace workspace, Judged judged, Placement placed, KnownSubjects known) {
        Dataset<Row> holders = holders(workspace, judged, placed, known).transform(Kept::of);
        Dataset<Row> different = sides(judged.different(), holders);
        Dataset<Row> apart = different
                .select("left", "right")
                .union(different.select(col("right"), col("left")))
                .transform(Kept::of);
        Optional<Dataset<Row>> ties = Optional.of(judged.same())
                .filter(same -> !same.isEmpty())
                .map(same -> sides(same, holders)
                        .select(
                                col("left"),
                                col("right"),
                                lit(CERTAIN).as("weight"),
                                col("id").as("evidence"),
                                lit(RULE).as("rule")));
        return new JudgedSubjects(ties, apart);
    }

    /** Who holds which own key after the night's merges: {@code key}, {@code subject_id}. */
    private static Dataset<Row> holders(Workspace workspace, Judged judged, Placement placed, KnownSubjects known) {
        Dataset<Row> before =
                placed.merges().map(m -> Merges.applied(known.holders(), m)).orElse(known.holders());
        return before.unionByName(placed.records().selectExpr("own_key AS key", "subject_id"))
                .unionByName(placed.records().selectExpr("explode(codes) AS key", "subject_id"))
                .unionByName(placed.records().selectExpr("concat('record:', record_id) AS key", "subject_id"))
                .unionByName(placedBefore(workspace, judged, placed))
                .join(judged.keys(), new String[] {"key"}, "leftsemi")
                .distinct();
    }

    /** The subjects of judged records that are not of the night: {@code key}, {@code subject_id}. */
    private static Dataset<Row> placedBefore(Workspace workspace, Judged judged, Placement placed) {
        Dataset<Row> records = placed.records().select("record_id");
        Dataset<Row> before = workspace
                .read("subject.link")
                .join(broadcast(judged.records()), new String[] {"record_id"}, "leftsemi")
                .join(records, new String[] {"record_id"}, "leftanti")
                .select("subject_id", "record_id");
        return placed.merges()
                .map(m -> Merges.applied(before, m))
                .orElse(before)
                .selectExpr("concat('record:', record_id) AS key", "subject_id");
    }

    private static Dataset<Row> sides(Dataset<Row> pairs, Dataset<Row> holders) {
        return pairs.withColumnRenamed("left", "key")
                .join(holders.withColumnRenamed("subject_id", "left_id"), "key")
                .drop("key")
                .withColumnRenamed("right", "key")
                .join(holders.withColumnRenamed("subject_id", "right_id"), "key")
                .select(col("left_id").as("left"), col("right_id").as("right"), col("id"))
                .distinct();
    }
}
