package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmptyTablesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 23);
    private static final String CODES = "subject.identifier";

    private TestLake lake;
    private SparkSession spark;

    @BeforeEach
    void makeLake(@TempDir Path folder) {
        lake = new TestLake(folder);
        spark = lake.spark();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aTableWithoutRowsIsLeftOutOfWhatIsPlanned() {
        Workspace night = lake.night(FIRST);
        night.append(CODES, code(1, "A"));
        Dataset<Row> both = night.read(CODES)
                .select("subject_id")
                .union(night.read("subject.name").select("subject_id"));

        assertThat(plan(both)).contains("subject.identifier").doesNotContain("subject.name");
        assertThat(both.count()).isEqualTo(1);
        assertThat(night.read("subject.name").count()).isZero();
        assertThat(night.read("subject.name").select("_file", "name_key").collectAsList())
                .isEmpty();
    }

    @Test
    void aReleaseInWhichATableHadNoRowsIsReadAsItWas() {
        lake.night(FIRST);
        lake.publish(FIRST);
        Release empty = new Releases(lake.tables()).current().orElseThrow();
        lake.night(SECOND).append(CODES, code(1, "A"));
        lake.publish(SECOND);
        Release filled = new Releases(lake.tables()).current().orElseThrow();

        assertThat(Sessions.forReading(lake.settings(), empty.snapshots(), 0)
                        .table("lake." + CODES)
                        .count())
                .isZero();
        assertThat(Sessions.forReading(lake.settings(), filled.snapshots(), 0)
                        .table("lake." + CODES)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aTableWithoutRowsIsFilledMergedAndEmptiedAsAnyOther() {
        Workspace night = lake.night(FIRST);
        night.upsert(CODES, code(1, "A"), List.of("subject_id", "kind"));
        assertThat(night.read(CODES).count()).isEqualTo(1);
        night.delete(CODES, code(1, "A").select("subject_id", "kind"), List.of("subject_id", "kind"));
        night.delete(CODES, code(1, "A").select("subject_id", "kind"), List.of("subject_id", "kind"));
        assertThat(night.read(CODES).count()).isZero();

        spark.sql("DELETE FROM " + night.branch("subject.name") + " WHERE subject_id = 1");
        spark.sql("UPDATE " + night.branch("subject.name") + " SET name_key = 'B' WHERE subject_id = 1");
        assertThat(night.read("subject.name").count()).isZero();
    }

    @Test
    void whatIcebergListsOfATableThatIsEmptyForReadersIsListed() {
        lake.night(FIRST).append(CODES, code(1, "A"));

        assertThat(spark.table("lake." + CODES).count()).isZero();
        for (String list : List.of("all_manifests", "all_data_files", "snapshots", "refs")) {
            assertThat(spark.table("lake." + CODES + "." + list).count())
                    .as(list)
                    .isPositive();
        }
    }

    private Dataset<Row> code(long subject, String value) {
        return spark.sql("SELECT " + subject + "L AS subject_id, 'uscc' AS kind, '" + value + "' AS value");
    }

    private static String plan(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .executedPlan()
                .toString();
    }
}
