package io.creditlake.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up people, each told twice, some with another day of birth: the share of those comes out as m. */
class EstimationRunTest {
    private static final int PEOPLE = 400;

    @TempDir
    Path folder;

    @Test
    void aModelLearnsFromProfilesAndIsWrittenAndReadAgain() throws IOException {
        Path file = folder.resolve("people.yaml");
        Files.writeString(
                file, Files.readString(TestLake.home().resolve("jobs/src/test/resources/identity/people.yaml")));
        Model model = ModelReader.read(folder).get(0);
        SparkSession spark = Sessions.forNight(TestLake.settings(folder));
        Dataset<Row> profiles = Profiles.of(model, mentions(spark)).localCheckpoint();

        Model once = new EstimationRun(model, profiles, profiles)
                .run("made-up people", 40_000)
                .model();
        Model again = new EstimationRun(model, profiles, profiles)
                .run("made-up people", 40_000)
                .model();
        assertThat(again).isEqualTo(once);

        Comparison born = once.comparisons().get(1);
        assertThat(born.level("same").m()).isCloseTo(0.8, within(0.05));
        assertThat(born.level("same").u()).isLessThan(0.02);
        // 400 of the pairs of 800 are one.
        assertThat(once.prior()).isCloseTo(400 / (0.5 * 800 * 799), within(0.0002));

        Files.writeString(file, ModelText.of(once, Files.readString(file)));
        Model read = ModelReader.read(folder).get(0);
        assertThat(read.estimated()).contains(new Model.Estimated("made-up people", 800));
        assertThat(read.comparisons().get(1).level("same").m())
                .isCloseTo(born.level("same").m(), within(0.001));
        assertThat(ModelText.of(read, Files.readString(file))).isEqualTo(Files.readString(file));
    }

    private static Dataset<Row> mentions(SparkSession spark) {
        return spark.sql(
                """
                SELECT id AS subject_id, concat('name', substr(md5(CAST(id %% %1$d AS STRING)), 1, 8)) AS surname,
                  substr(md5(CAST(id %% %1$d + 7000 AS STRING)), 1, 6) AS given_name,
                  CAST(date_add(DATE'1950-01-01', CAST(31 * (id %% %1$d) AS INT)
                    + if(id >= %1$d AND id %% 5 = 0, 2000, 0)) AS STRING) AS date_of_birth
                FROM range(%2$d)
                """
                        .formatted(PEOPLE, 2 * PEOPLE));
    }
}
