package io.creditlake.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.actions.SizeBasedFileRewritePlanner;
import org.apache.iceberg.spark.actions.SparkActions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a thousand codes, of which a night changes some. */
class DifferencesTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final String CODES = "subject.identifier";
    private static final List<String> KEY = List.of("subject_id", "kind");

    @AutoClose
    private final TestLake lake;

    DifferencesTest(@TempDir Path folder) {
        lake = new TestLake(folder);
    }

    @BeforeEach
    void publishCodes() {
        Workspace first = lake.night(FIRST);
        first.append(
                CODES,
                lake.rows("SELECT id AS subject_id, 'uscc' AS kind, CAST(id AS STRING) AS value FROM range(1, 1001)"));
        lake.publish(FIRST);
    }

    @Test
    void whatANightHasAddedChangedOrTakenAwayIsOfThoseSubjects() {
        Workspace night = lake.night(FIRST.plusDays(1));
        assertThat(subjects(night, FIRST)).contains(List.of());

        night.append(CODES, code(2001));
        assertThat(subjects(night, FIRST)).contains(List.of(2001L));
        night.delete(CODES, code(7).select("subject_id", "kind"), KEY);
        assertThat(subjects(night, FIRST)).contains(List.of(7L, 2001L));
        night.update(CODES, code(8), KEY, Map.of("value", functions.lit("other")));
        assertThat(subjects(night, FIRST)).contains(List.of(7L, 8L, 2001L));
        night.update(CODES, code(9), KEY, Map.of("subject_id", functions.lit(3001L)));
        assertThat(subjects(night, FIRST)).contains(List.of(7L, 8L, 9L, 2001L, 3001L));
    }

    @Test
    void eachReleaseHasDifferencesOfItsOwn() {
        publishSecondNight();
        Workspace third = lake.night(FIRST.plusDays(2));
        third.delete(CODES, code(8).select("subject_id", "kind"), KEY);

        assertThat(subjects(third, FIRST)).contains(List.of(7L, 8L, 2001L));
        assertThat(subjects(third, FIRST.plusDays(1))).contains(List.of(8L));
    }

    @Test
    void aReleaseThatWasTakenBackDiffersByWhatItHadAndByWhatItHadNot() {
        publishSecondNight();
        // A night that builds on the release before it.
        Workspace again = lake.night(FIRST.plusDays(1));
        again.delete(CODES, code(8).select("subject_id", "kind"), KEY);

        assertThat(again.readBase(CODES).where("subject_id = 7").isEmpty()).isFalse();
        assertThat(subjects(again, FIRST.plusDays(1))).contains(List.of(7L, 8L, 2001L));
    }

    @Test
    void filesThatWerePutTogetherHoldTheSameRows() {
        Table table = lake.tables().get(TableName.of(CODES));
        SparkActions.get(lake.spark())
                .rewriteDataFiles(table)
                .option(SizeBasedFileRewritePlanner.REWRITE_ALL, "true")
                .snapshotProperty(
                        SameContent.PROPERTY,
                        String.valueOf(table.currentSnapshot().snapshotId()))
                .execute();
        Workspace night = lake.night(FIRST.plusDays(1));
        night.delete(CODES, code(7).select("subject_id", "kind"), KEY);

        assertThat(subjects(night, FIRST)).contains(List.of(7L));
    }

    @Test
    void ofATableThatIsWrittenAnewNobodyIsTold() {
        Workspace night = lake.night(FIRST.plusDays(1));
        night.replace(CODES, night.read(CODES).localCheckpoint(), functions.lit(true));

        assertThat(subjects(night, FIRST)).isEmpty();
    }

    /** A night that takes one code away and adds another. */
    private void publishSecondNight() {
        Workspace second = lake.night(FIRST.plusDays(1));
        second.delete(CODES, code(7).select("subject_id", "kind"), KEY);
        second.append(CODES, code(2001));
        lake.publish(FIRST.plusDays(1));
    }

    private Dataset<Row> code(long subject) {
        return lake.rows("SELECT " + subject + "L AS subject_id, 'uscc' AS kind, '' AS value");
    }

    private static Optional<List<Long>> subjects(Workspace night, LocalDate release) {
        return new Differences(night, new Releases(night.tables()).all())
                .subjects("release-" + release, CODES)
                .map(found -> found.collectAsList().stream()
                        .map(row -> row.getLong(0))
                        .sorted()
                        .toList());
    }
}
