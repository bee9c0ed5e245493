package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.creditlake.lake.Workspace;
import io.creditlake.match.Model;
import io.creditlake.match.Scores;
import io.creditlake.match.Terms;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What one model of {@code conf/identity} says of the night's subjects.
 *
 * @param ties {@code left}, {@code right}, {@code weight}, {@code rule}, {@code evidence}: subjects that are one
 * @param doubts {@code left}, {@code right}, {@code kind}, {@code weight}, {@code probability}, {@code evidence},
 *     {@code model}: those that a person has to look at
 * @param blocksTooLarge how many blocks were left out because too many subjects share them
 */
record Resemblances(Dataset<Row> ties, Dataset<Row> doubts, long blocksTooLarge) {
    /** What the rules of its ties begin with; the name of the model follows. */
    static final String RULE = "match:";

    /**
     * Compares the night's subjects with those in their blocks.
     *
     * @param tonight profiles of the night's subjects, see {@link SubjectProfiles}
     * @param given {@code subject_id}: subjects that the night has given up
     * @param apart {@code left}, {@code right}: subjects that are judged to be different, in both orders
     */
    static Resemblances of(
            Workspace workspace, Model model, Dataset<Row> tonight, Dataset<Row> given, Dataset<Row> apart) {
        SubjectProfiles profiles = new SubjectProfiles(workspace, model);
        Dataset<Row> known = profiles.storedBlocks();
        Dataset<Row> blocks = profiles.blocks(tonight).localCheckpoint();
        Dataset<Row> met = tonight.select("subject_id");
        Candidates first = Candidates.of(blocks, known, met.union(given), model.largestBlock());
        long tooLarge = first.tooLarge().count();
        Dataset<Row> frequencies =
                profiles.frequencies(tonight, met.union(given)).localCheckpoint();
        Dataset<Row> scored = scored(profiles, model, tonight, first.pairs(), frequencies, apart);

        // A subject that one of the night's may be is held against all others too, else what it is would depend on
        // which of them came tonight.
        Dataset<Row> awakened = scored.select(col("bare_id").as("subject_id"))
                .union(scored.filter("NOT other_coded").select("other_id"))
                .distinct()
                .join(met, new String[] {"subject_id"}, "leftanti")
                .localCheckpoint();
        if (!awakened.isEmpty()) {
            Dataset<Row> theirs = known.join(awakened, new String[] {"subject_id"}, "leftsemi")
                    .localCheckpoint();
            Candidates second = Candidates.of(theirs, known, awakened.union(met).union(given), model.largestBlock());
            Dataset<Row> woken = profiles.stored(awakened).localCheckpoint();
            scored = scored.union(scored(
                            profiles,
                            model,
                            woken,
                            second.pairs(),
                            profiles.frequencies(woken, awakened.union(given)),
                            apart))
                    .dropDuplicates("bare_id", "other_id")
                    .localCheckpoint();
        }
        return decided(model, scored, tooLarge);
    }

    private static Dataset<Row> scored(
            SubjectProfiles profiles,
            Model model,
            Dataset<Row> tonight,
            Dataset<Row> pairs,
            Dataset<Row> frequencies,
            Dataset<Row> apart) {
        Dataset<Row> distinct = pairs.join(
                        apart,
                        col("bare_id").equalTo(col("left")).and(col("other_id").equalTo(col("right"))),
                        "leftanti")
                .localCheckpoint();
        Dataset<Row> others =
                Candidates.ids(distinct).join(tonight.select("subject_id"), new String[] {"subject_id"}, "leftanti");
        Dataset<Row> all =
                profiles.opened(tonight.union(profiles.stored(others))).localCheckpoint();
        Column whole = struct(Arrays.stream(all.columns()).map(c -> col(c)).toArray(Column[]::new));
        Dataset<Row> sided = distinct.join(all.select(col("subject_id").as("bare_id"), whole.as("left")), "bare_id")
                .join(all.select(col("subject_id").as("other_id"), whole.as("right")), "other_id");
        return Scores.of(model, Terms.onto(model, sided, frequencies))
                .filter(col("probability").geq(model.thresholds().review()))
                .select(
                        col("bare_id"),
                        col("other_id"),
                        col("right.coded").as("other_coded"),
                        col("weight"),
                        col("probability"),
                        to_json(col("evidence")).as("evidence"))
                .localCheckpoint();
    }

    /**
     * Settles each subject without a code: it is the one with a code that it resembles most, when it resembles no other
     * nearly as much.
     */
    private static Resemblances decided(Model model, Dataset<Row> scored, long tooLarge) {
        SparkSession spark = scored.sparkSession();
        scored.createOrReplaceTempView("scored");
        spark.sql(
                        """
                        SELECT *, probability >= %1$s AS links,
                          rank = 1 AND (runner_up IS NULL OR weight - runner_up >= %2$s) AS clear,
                          best - weight < %2$s AS near
                        FROM (
                          SELECT *,
                            row_number() OVER (PARTITION BY bare_id, other_coded ORDER BY weight DESC, other_id) AS rank,
                            lead(weight) OVER (PARTITION BY bare_id, other_coded ORDER BY weight DESC, other_id)
                              AS runner_up,
                            max(weight) OVER (PARTITION BY bare_id, other_coded) AS best
                          FROM scored)
                        """
                                .formatted(
                                        model.thresholds().link(),
                                        model.thresholds().margin()))
                .localCheckpoint()
                .createOrReplaceTempView("ranked");
        Dataset<Row> ties = spark.sql(
                        """
                WITH unsettled AS (
                  SELECT bare_id FROM ranked WHERE other_coded AND links GROUP BY bare_id HAVING NOT max(clear))
                SELECT bare_id AS left, other_id AS right, weight, evidence
                FROM ranked r
                LEFT ANTI JOIN unsettled u ON NOT r.other_coded AND r.bare_id = u.bare_id
                LEFT ANTI JOIN unsettled o ON NOT r.other_coded AND r.other_id = o.bare_id
                WHERE links AND (NOT other_coded OR clear)
                """)
                .withColumn("rule", lit(RULE + model.identity()));
        Dataset<Row> doubts = spark.sql(
                """
                WITH settled AS (SELECT DISTINCT bare_id FROM ranked WHERE other_coded AND links AND clear)
                SELECT r.bare_id AS left, r.other_id AS right,
                  if(r.links, 'one_name_two_codes', 'similar') AS kind, r.weight, r.probability, r.evidence
                FROM ranked r LEFT JOIN settled s ON r.bare_id = s.bare_id
                WHERE (r.other_coded AND s.bare_id IS NULL AND (NOT r.links OR r.near)) OR (NOT r.other_coded AND NOT r.links)
                """);
        Dataset<Row> raised = doubts.withColumn("model", lit(model.identity()));
        return new Resemblances(ties.localCheckpoint(), raised.localCheckpoint(), tooLarge);
    }
}
