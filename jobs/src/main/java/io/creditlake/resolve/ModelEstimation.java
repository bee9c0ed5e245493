package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.config.ConfigurationException;
import io.creditlake.lake.TableContracts;
import io.creditlake.match.EstimationRun;
import io.creditlake.match.EstimationRun.Outcome;
import io.creditlake.match.EstimationRun.Told;
import io.creditlake.match.Model;
import io.creditlake.match.Profiles;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Estimates a model on a release: u and the prior on the profiles of its subjects, m on single records of these subjects
 * with the code that each names.
 */
public final class ModelEstimation {
    /** About how many random pairs u is estimated on. */
    private static final long RANDOM_PAIRS = 5_000_000;

    /** Of a subject so many records count, lest those that all departments know outweigh the others. */
    private static final int RECORDS_OF_A_SUBJECT = 5;

    /** The m of before count ten pairs: with fewer than ten times as many the file would answer itself. */
    private static final long FEWEST = 100;

    private static final int PARTS = 1_000_000;

    private final SparkSession reader;
    private final TableContracts tables;

    /**
     * Estimations.
     *
     * @param reader a session that shows a release
     */
    public ModelEstimation(SparkSession reader, TableContracts tables) {
        this.reader = reader;
        this.tables = tables;
    }

    /**
     * Estimates a model. The same release and sample give the same figures.
     *
     * @param on the name of the release
     * @param sample about how many subjects are drawn, when there are more
     * @throws ConfigurationException when the release has too few subjects, or too few pairs of records that are one
     */
    public Outcome of(Model model, String on, long sample) {
        Dataset<Row> profiles =
                reader.table(StoredProfiles.PROFILES).filter(col("model").equalTo(model.identity()));
        long known = profiles.count();
        String more = known > sample ? "Draw more: --sample " + known : "";
        if (Math.min(known, sample) < FEWEST) {
            throw tooFew(
                    on, Math.min(known, sample) + " subjects that model '" + model.identity() + "' compares", more);
        }
        Dataset<Row> drawn = profiles.filter(drawn(known, sample));
        Dataset<Row> subjects = SubjectProfiles.opened(model, StoredProfiles.opened(drawn))
                .withColumnRenamed("coded", "has_code")
                .select(Profiles.columns(model))
                .cache();
        Dataset<Row> records =
                Profiles.of(model, records(model, drawn.select("subject_id"))).cache();
        Outcome outcome = new EstimationRun(model, subjects, records).run(on, RANDOM_PAIRS);
        double most = outcome.rules().stream().mapToDouble(Told::one).max().orElse(0);
        if (most < FEWEST || outcome.randomPairs() < FEWEST) {
            throw tooFew(
                    on,
                    Math.round(most) + " pairs of records that are one by the rule that brings most of them together, "
                            + outcome.randomPairs() + " random pairs",
                    more);
        }
        return outcome;
    }

    private static ConfigurationException tooFew(String on, String found, String hint) {
        return ConfigurationException.of(on, found, "at least " + FEWEST, hint);
    }

    /** By a hash, so that whoever is drawn is so again. */
    private static Column drawn(long known, long sample) {
        long parts = known <= sample ? PARTS : Math.round((double) PARTS * sample / known);
        return pmod(xxhash64(lit("estimate"), col("subject_id")), lit((long) PARTS))
                .lt(parts);
    }

    /** Records of some subjects, each with its own id for the subject's: what {@link Profiles} takes. */
    private Dataset<Row> records(Model model, Dataset<Row> subjects) {
        Column place = row_number()
                .over(Window.partitionBy("subject_id").orderBy(xxhash64(col("record_id")), col("record_id")));
        Dataset<Row> some = NamingRecords.rows(
                        tables.recordClasses(), model.recordColumns(), table -> reader.table(table)
                                .join(subjects, new String[] {"subject_id"}, "leftsemi"))
                .withColumn("place", place)
                .filter(col("place").leq(RECORDS_OF_A_SUBJECT));
        return RecordKeys.of(some)
                .filter(SubjectProfiles.concerned(model))
                .withColumn("subject_id", col("record_id"))
                .withColumn("has_code", col("org_key").isNotNull());
    }
}
