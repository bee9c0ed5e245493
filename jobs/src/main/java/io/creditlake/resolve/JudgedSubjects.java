package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
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
    static JudgedSubjects of(Judged judged, Placement placed, KnownSubjects known) {
        Dataset<Row> holders = holders(judged, placed, known).transform(Kept::of);
        Dataset<Row> apart = inBothOrders(sides(judged.different(), holders)).transform(Kept::of);
        Optional<Dataset<Row>> ties = Optional.of(judged.same())
                .filter(same -> !same.isEmpty())
                .map(same -> sides(same, ofNoPerson(holders, placed, known))
                        .select(
                                col("left"),
                                col("right"),
                                lit(CERTAIN).as("weight"),
                                col("id").as("evidence"),
                                lit(RULE).as("rule")));
        return new JudgedSubjects(ties, apart);
    }

    /** Persons are known by their numbers alone: nobody judges that one is the same as somebody else. */
    private static Dataset<Row> ofNoPerson(Dataset<Row> holders, Placement placed, KnownSubjects known) {
        Dataset<Row> persons = placed.records()
                .filter(col("subject_kind").equalTo("person"))
                .select("subject_id")
                .union(known.subjects().filter("is_person").select("subject_id"));
        return holders.join(persons, new String[] {"subject_id"}, "leftanti");
    }

    /** Who holds which own key after the night's merges: {@code key}, {@code subject_id}. */
    private static Dataset<Row> holders(Judged judged, Placement placed, KnownSubjects known) {
        Dataset<Row> before =
                placed.merges().map(m -> Merges.applied(known.holders(), m)).orElse(known.holders());
        return before.unionByName(placed.records().selectExpr("own_key AS key", "subject_id"))
                .unionByName(placed.records().selectExpr("explode(codes) AS key", "subject_id"))
                .unionByName(placed.records().selectExpr("concat('record:', record_id) AS key", "subject_id"))
                .join(judged.keys(), new String[] {"key"}, "leftsemi")
                .distinct();
    }

    static Dataset<Row> inBothOrders(Dataset<Row> pairs) {
        return pairs.select("left", "right").union(pairs.select(col("right"), col("left")));
    }

    /** The subjects of judged pairs of keys: {@code left}, {@code right}, {@code id}. */
    static Dataset<Row> sides(Dataset<Row> pairs, Dataset<Row> holders) {
        return pairs.withColumnRenamed("left", "key")
                .join(holders.withColumnRenamed("subject_id", "left_id"), "key")
                .drop("key")
                .withColumnRenamed("right", "key")
                .join(holders.withColumnRenamed("subject_id", "right_id"), "key")
                .select(col("left_id").as("left"), col("right_id").as("right"), col("id"))
                .distinct();
    }
}
