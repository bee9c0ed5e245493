package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Subjects as their records tell them, compared by the model that creditlake ships. */
class ScoresTest {
    private static final Model MODEL = Shipped.organisation();
    private static final String MENTIONS =
            """
            SELECT * FROM VALUES
              (1L, '济南瑞丰商贸有限公司', '370102', '李大同', '913701020600037341', NULL),
              (2L, '济南瑞峰商贸有限公司', '370100', '李大同', NULL, '913701******037341'),
              (3L, '济南瑞丰商贸有限公司历下分公司', '370102', '李大同', NULL, NULL),
              (4L, '济南瑞丰食品有限公司', '370100', '王小明', NULL, NULL),
              (5L, '瑞丰商贸', '370000', NULL, NULL, NULL),
              (6L, '青岛瑞丰商贸有限公司', '370202', '赵一', NULL, NULL),
              (7L, '济南恒泰商贸有限公司（原济南瑞丰商贸有限公司）', '370102', '李*', NULL, NULL)
            AS (subject_id, subject_name, region, legal_representative, uscc, uscc_mask)
            """;

    @TempDir
    Path folder;

    private SparkSession spark;

    @BeforeEach
    void open() {
        spark = Sessions.forNight(TestLake.settings(folder));
    }

    private Dataset<Row> profiles() {
        return Profiles.of(MODEL, spark.sql(MENTIONS));
    }

    private Dataset<Row> pairs() {
        Dataset<Row> profiles = profiles();
        return profiles.select(struct(Profiles.columns(MODEL)).as("left"))
                .crossJoin(profiles.select(struct(Profiles.columns(MODEL)).as("right")))
                .filter("left.subject_id < right.subject_id");
    }

    @Test
    void aProfileHoldsWhatCanBeCompared() {
        Row seventh = profiles().filter("subject_id = 7").first();
        assertThat(seventh.schema().fieldNames())
                .containsExactly(
                        "subject_id",
                        "has_code",
                        "org_key",
                        "names",
                        "region",
                        "address",
                        "legal_representative",
                        "established",
                        "code");
        assertThat(seventh.<String>getList(3))
                .containsExactly("济南恒泰商贸有限公司|恒泰|商贸|有限公司|370100|", "济南瑞丰商贸有限公司|瑞丰|商贸|有限公司|370100|");
        assertThat(seventh.getBoolean(1)).isFalse();
        assertThat(seventh.getList(5)).isEmpty();
    }

    @Test
    void aSlipIsForgivenWhereTheRestSpeaksForItAndABranchNever() {
        Dataset<Row> scored = Scores.of(MODEL, pairs()).localCheckpoint();
        assertThat(probability(scored, 1, 2))
                .as("a slip, one person, a masked code")
                .isGreaterThan(0.99);
        assertThat(probability(scored, 1, 7)).as("a former name").isGreaterThan(0.99);
        assertThat(probability(scored, 1, 3)).as("a branch of the same person").isLessThan(1e-9);
        assertThat(probability(scored, 1, 4)).as("a namesake in another trade").isLessThan(0.5);
        assertThat(probability(scored, 1, 6)).as("a namesake in another city").isLessThan(0.01);
    }

    @Test
    void theEvidenceAddsUpToTheWeight() {
        List<Row> scored = Scores.of(MODEL, pairs())
                .filter("evidence IS NOT NULL")
                .selectExpr("weight", "aggregate(evidence, 0D, (sum, e) -> sum + e.weight)", "probability")
                .collectAsList();
        assertThat(scored).isNotEmpty().allSatisfy(row -> {
            assertThat(row.getDouble(1) + MODEL.priorWeight()).isCloseTo(row.getDouble(0), within(1e-9));
            assertThat(row.getDouble(2))
                    .isGreaterThanOrEqualTo(MODEL.thresholds().review());
        });
    }

    @Test
    void aRareTradeNameWeighsMoreAndACommonOneLess() {
        Dataset<Row> pairs = pairs().filter("left.subject_id = 1 AND right.subject_id = 5");
        double share = MODEL.comparisons().get(0).termShare();
        double plain = weight(pairs);
        assertThat(weight(pairs.withColumn("frequency", array(lit(share / 4))))).isCloseTo(plain + 2, within(1e-9));
        assertThat(weight(pairs.withColumn("frequency", array(lit(share * 8))))).isCloseTo(plain - 3, within(1e-9));
        assertThat(weight(pairs.withColumn("frequency", array(lit(1.0))))).isCloseTo(plain - 6, within(1e-9));
        assertThat(weight(pairs.withColumn("frequency", lit(null).cast("array<double>"))))
                .isEqualTo(plain);
        // Where trade names differ how frequent one is says nothing.
        Dataset<Row> others = pairs().filter("left.subject_id = 1 AND right.subject_id = 2");
        assertThat(weight(others.withColumn("frequency", array(lit(1.0))))).isEqualTo(weight(others));
    }

    @Test
    void howFrequentATradeNameIsComesFromTheProfiles() {
        Dataset<Row> frequencies = Terms.frequencies(MODEL, profiles());
        // 瑞丰 is a name of six of the seven.
        assertThat(frequencies.filter("term = '瑞丰'").first().getDouble(2)).isCloseTo(5 / 7.0, within(1e-9));
        Dataset<Row> pairs = Terms.onto(MODEL, pairs(), frequencies);
        assertThat(pairs.count()).isEqualTo(21);
        assertThat(frequency(pairs, 1, 5)).isCloseTo(5 / 7.0, within(1e-9));
        assertThat(frequency(pairs, 1, 2)).isNull();
    }

    private static Double frequency(Dataset<Row> pairs, long left, long right) {
        return pairs.filter(col("left.subject_id")
                        .equalTo(left)
                        .and(col("right.subject_id").equalTo(right)))
                .selectExpr("frequency[0]")
                .first()
                .getAs(0);
    }

    private static double weight(Dataset<Row> pairs) {
        return Scores.of(MODEL, pairs).select("weight").first().getDouble(0);
    }

    private static double probability(Dataset<Row> scored, long left, long right) {
        return scored.filter(col("left.subject_id")
                        .equalTo(left)
                        .and(col("right.subject_id").equalTo(right)))
                .select("probability")
                .first()
                .getDouble(0);
    }
}
