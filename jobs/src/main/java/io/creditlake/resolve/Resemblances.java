package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.match.Model;
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
     * @param stored the profiles of the lake
     * @param tonight profiles of the night's subjects, see {@link SubjectProfiles}
     * @param given {@code subject_id}: subjects that the night has given up
     * @param apart {@code left}, {@code right}: subjects that are judged to be different, in both orders
     */
    static Resemblances of(
            Model model, StoredProfiles stored, Dataset<Row> tonight, Dataset<Row> given, Dataset<Row> apart) {
        Dataset<Row> met = tonight.select("subject_id");
        long subjects = subjects(stored, met);
        Compared first = Compared.of(model, stored, tonight, met.union(given), subjects);
        long tooLarge = first.candidates().tooLarge().count();
        Dataset<Row> scored = first.scored(apart);

        // A subject that one of the night's may be is held against all others too, else what it is would depend on
        // which of them came tonight.
        Dataset<Row> awakened = scored.select(col("bare_id").as("subject_id"))
                .union(scored.filter("NOT other_coded").select("other_id"))
                .distinct()
                .join(met, new String[] {"subject_id"}, "leftanti")
                .transform(Kept::of);
        if (!Kept.isEmpty(awakened)) {
            Dataset<Row> woken = stored.of(awakened).transform(Kept::of);
            Compared second =
                    Compared.of(model, stored, woken, awakened.union(met).union(given), subjects);
            scored = scored.union(second.scored(apart))
                    .dropDuplicates("bare_id", "other_id")
                    .transform(Kept::of);
        }
        return decided(model, scored, tooLarge);
    }

    /** How many subjects there are, those of the night that are new included. */
    private static long subjects(StoredProfiles stored, Dataset<Row> met) {
        long fresh = met.join(stored.of(met), new String[] {"subject_id"}, "leftanti")
                .count();
        return Math.max(1, stored.count() + fresh);
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
                .transform(Kept::of)
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
        return new Resemblances(ties.transform(Kept::of), raised.transform(Kept::of), tooLarge);
    }
}
