package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a session is suited to the size of its work. */
class SessionsTest {
    private static final String PARTITIONS = "spark.sql.shuffle.partitions";
    private static final String ADAPTIVE = "spark.sql.adaptive.enabled";

    private TestLake lake;
    private SparkSession spark;
    private Workspace night;

    @BeforeEach
    void open(@TempDir Path folder) {
        lake = new TestLake(folder);
        spark = lake.spark();
        night = lake.night(LocalDate.of(2026, 11, 23));
        for (long id = 1; id <= 20; id++) {
            Map<String, Object> subject = Map.of("subject_id", id, "name", "甲", "name_key", "甲");
            night.append("subject.subject", LakeRows.of(spark, night.contract("subject.subject"), List.of(subject)));
        }
        night.append("subject.name", spark.sql("SELECT 1L AS subject_id, '甲' AS name_key"));
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void ofASmallLakeTablesOfManyFilesAreReadAndMetInOnePiece() {
        assertThat(met().rdd().getNumPartitions()).isEqualTo(1);
        assertThat(subjects().rdd().getNumPartitions()).isEqualTo(1);
        Sessions.suit(spark, 150_000, 0);
        assertThat(subjects().rdd().getNumPartitions()).isGreaterThan(1);
    }

    @Test
    void aLargerOneOrManyNewRowsAreDividedAsTheEngineWasTold() {
        String given = spark.sparkContext().getConf().get(PARTITIONS);
        for (long[] sizes : new long[][] {{150_000, 0}, {0, 10_000}, {6_000_000_000L, 1}}) {
            Sessions.suit(spark, 0, 0);
            assertThat(Map.of(PARTITIONS, conf(PARTITIONS), ADAPTIVE, conf(ADAPTIVE)))
                    .containsEntry(PARTITIONS, "1")
                    .containsEntry(ADAPTIVE, "false");
            Sessions.suit(spark, sizes[0], sizes[1]);
            assertThat(conf(PARTITIONS)).isEqualTo(given);
            assertThat(conf(ADAPTIVE)).isEqualTo("true");
        }
    }

    @Test
    void shufflesOfVeryManyNewRowsMakeMorePartsThanTheyAreToldTo() {
        int given = Integer.parseInt(spark.sparkContext().getConf().get(PARTITIONS));

        Sessions.suit(spark, 0, 2_000_000L * (given + 3));
        assertThat(conf(PARTITIONS)).isEqualTo(String.valueOf(given + 3));

        Sessions.suit(spark, 1_000_000_000, 2_000_000L * given);
        assertThat(conf(PARTITIONS)).isEqualTo(String.valueOf(given));
    }

    /** Subjects grouped by what another table says of them, neither of which may be sent to the other. */
    private Dataset<Row> met() {
        spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
        return subjects()
                .join(night.read("subject.name").select("subject_id", "name_key"), "subject_id")
                .groupBy("name_key")
                .count();
    }

    /** Of twenty files. */
    private Dataset<Row> subjects() {
        return night.read("subject.subject");
    }

    private String conf(String key) {
        return spark.conf().get(key);
    }
}
