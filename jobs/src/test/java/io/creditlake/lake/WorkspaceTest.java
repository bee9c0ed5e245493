package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = LocalDate.of(2026, 11, 23);

    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void makeLake() {
        lake = new TestLake(folder);
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void readersSeeNothingOfANightBeforeItIsPublished() {
        Workspace night = lake.night(FIRST);
        night.append("subject.identifier", identifier(1, "uscc", "A"));

        assertThat(night.read("subject.identifier").count()).isEqualTo(1);
        assertThat(lake.spark().table("lake.subject.identifier").count()).isZero();

        lake.publish(FIRST);
        assertThat(lake.spark().table("lake.subject.identifier").count()).isEqualTo(1);
    }

    @Test
    void aNightBeginsWhereTheLastReleaseEnded() {
        Workspace first = lake.night(FIRST);
        first.append("subject.identifier", identifier(1, "uscc", "A"));
        lake.publish(FIRST);
        Workspace second = lake.night(SECOND);
        second.append("subject.identifier", identifier(2, "uscc", "B"));

        Workspace again = lake.night(SECOND);
        assertThat(values(again)).containsExactly("A");
        assertThat(again.readBase("subject.identifier").count()).isEqualTo(1);
    }

    @Test
    void anUpsertReplacesTheRowsOfItsKeysAndAddsTheOthers() {
        Workspace night = lake.night(FIRST);
        night.append("subject.identifier", identifier(1, "uscc", "A").union(identifier(2, "uscc", "B")));
        night.upsert(
                "subject.identifier",
                identifier(2, "uscc", "C").union(identifier(3, "uscc", "D")),
                List.of("subject_id", "kind"));

        assertThat(values(night)).containsExactly("A", "C", "D");
    }

    @Test
    void aReadingSessionStaysAtItsReleaseAndChangesNothing() {
        lake.night(FIRST).append("subject.identifier", identifier(1, "uscc", "A"));
        lake.publish(FIRST);
        Release release = new Releases(lake.tables()).current().orElseThrow();
        SparkSession reader = Sessions.forReading(lake.settings(), release.snapshots(), 0);
        lake.night(SECOND).append("subject.identifier", identifier(2, "uscc", "B"));
        lake.publish(SECOND);

        assertThat(reader.sql("SELECT value FROM subject.identifier").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("A");
        assertThat(reader.sql("SELECT release FROM ops.release").count()).isEqualTo(2);
        assertThatThrownBy(() -> reader.sql("DROP TABLE subject.identifier")).hasMessageContaining("read-only");
        assertThatThrownBy(() -> reader.sql("DELETE FROM subject.identifier")).isNotNull();
        assertThatThrownBy(() -> reader.sql("INSERT INTO ops.release SELECT * FROM ops.release"))
                .isNotNull();
    }

    @Test
    void whatIsNotedOfATableHoldsUntilSomebodyElseWritesIt() {
        Workspace night = lake.night(FIRST);
        night.noting("said-by", "one", () -> night.append("subject.identifier", identifier(1, "uscc", "A")));
        assertThat(night.isNoted("subject.identifier", "said-by", "one")).isTrue();
        assertThat(night.isNoted("subject.identifier", "said-by", "another")).isFalse();
        assertThat(night.isNoted("subject.identifier", "told-by", "one")).isFalse();
        lake.publish(FIRST);

        Workspace second = lake.night(SECOND);
        assertThat(second.isNoted("subject.identifier", "said-by", "one")).isTrue();
        second.append("subject.identifier", identifier(2, "uscc", "B"));
        assertThat(second.isNoted("subject.identifier", "said-by", "one")).isFalse();
        second.noting(
                "said-by",
                "one",
                () -> second.update(
                        "subject.identifier",
                        identifier(2, "uscc", "C"),
                        List.of("subject_id", "kind"),
                        Map.of("value", functions.col(Workspace.SOURCE + ".value"))));
        assertThat(second.isNoted("subject.identifier", "said-by", "one")).isTrue();
        assertThat(values(second)).containsExactly("A", "C");
    }

    private org.apache.spark.sql.Dataset<Row> identifier(long subject, String kind, String value) {
        return lake.rows("SELECT " + subject + "L AS subject_id, '" + kind + "' AS kind, '" + value + "' AS value");
    }

    private static List<String> values(Workspace night) {
        return night.read("subject.identifier").select("value").orderBy("value").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }
}
