package io.creditlake.match;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.nio.file.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped model on made-up subjects whose truth is known: what is linked is right, and blocks lose little. */
class MatchingTest {
    private static final Model SHIPPED = Shipped.organisation();
    private static final StructType MENTION = StructType.fromDDL(
            "subject_id bigint, subject_name string, region string, legal_representative string, uscc string, truth bigint");

    @TempDir
    Path folder;

    @Test
    void whatIsLinkedIsRightAndBlocksLoseLittle() {
        SparkSession spark = Sessions.forNight(TestLake.settings(folder));
        PlantedSubjects planted = new PlantedSubjects(4000, 7);
        Dataset<Row> mentions =
                spark.createDataFrame(planted.mentions(), MENTION).drop("uscc").localCheckpoint();
        Dataset<Row> truth = mentions.select("subject_id", "truth");
        Dataset<Row> profiles = Profiles.of(SHIPPED, mentions).localCheckpoint();
        Dataset<Row> coded = spark.createDataFrame(new PlantedSubjects(4000, 8).mentions(), MENTION);
        Model model = new EstimationRun(
                        SHIPPED, profiles, Profiles.of(SHIPPED, coded).localCheckpoint())
                .run("made-up subjects", 2_000_000)
                .model();
        Dataset<Row> pairs = Terms.onto(model, pairs(profiles), Terms.frequencies(model, profiles));
        Dataset<Row> scored = Scores.of(model, pairs)
                .join(truth.toDF("a", "left_truth"), col("left.subject_id").equalTo(col("a")))
                .join(truth.toDF("b", "right_truth"), col("right.subject_id").equalTo(col("b")))
                .withColumn("one", col("left_truth").equalTo(col("right_truth")))
                .localCheckpoint();
        long met = scored.filter("one").count();
        Dataset<Row> linked =
                scored.filter(col("probability").geq(model.thresholds().link()));
        long right = linked.filter("one").count();
        long wrong = linked.filter("NOT one").count();
        assertThat((double) met / planted.toldAgain()).isGreaterThan(0.99);
        assertThat((double) right / (right + wrong))
                .as("precision of %d links", right + wrong)
                .isGreaterThan(0.998);
        // Three in ten say nobody's name and one in ten another's: without it a slip is for review.
        assertThat((double) right / planted.toldAgain()).as("recall").isGreaterThan(0.7);
    }

    private static Dataset<Row> pairs(Dataset<Row> profiles) {
        Dataset<Row> blocks =
                profiles.select(col("subject_id"), explode(Blocks.of(SHIPPED)).as("block"));
        Dataset<Row> ids = blocks.toDF("a", "block")
                .join(blocks.toDF("b", "block"), "block")
                .filter("a < b")
                .select("a", "b")
                .distinct();
        Column profile = struct(Profiles.columns(SHIPPED));
        return ids.join(profiles.select(col("subject_id").as("a"), profile.as("left")), "a")
                .join(profiles.select(col("subject_id").as("b"), profile.as("right")), "b")
                .select("left", "right");
    }
}
