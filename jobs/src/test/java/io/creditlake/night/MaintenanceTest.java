package io.creditlake.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Settings;
import io.creditlake.lake.ContentHash;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Release;
import io.creditlake.lake.TableName;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.night.NightProcess.Start;
import io.creditlake.upkeep.TableUpkeep;
import io.creditlake.upkeep.UpkeepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake of seven nights and one that has stopped half-way, and what its upkeep leaves of it. */
class MaintenanceTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 1);
    private static final int NIGHTS = 7;
    private static final int KEPT = 3;
    private static final LocalDate CURRENT = FIRST.plusDays(NIGHTS - 1);
    private static final LocalDate HALF_DONE = CURRENT.plusDays(1);
    private static final List<String> WRITTEN = List.of("record.penalty", "subject.identifier", "ops.delivery");

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static Settings settings;
    private static Map<String, Long> halfDone;
    private static Path orphan;
    private static Map<String, ContentHash> before;
    private static Map<Path, Long> filesBefore;
    private static Map<Path, Long> filesRehearsed;
    private static UpkeepReport rehearsed;
    private static UpkeepReport report;
    private static UpkeepReport again;

    @BeforeAll
    static void keepUpALakeOfSomeNights() throws Exception {
        lake = new TestLake(folder);
        settings = lake.settings();
        for (LocalDate night = FIRST; !night.isAfter(CURRENT); night = night.plusDays(1)) {
            write(lake.night(night));
            lake.publish(night);
        }
        stopHalfWay();
        orphan = Path.of(table("record.penalty").location(), "data/left-by-a-dead-night.parquet");
        Files.writeString(orphan, "half a file");
        before = contents();
        filesBefore = files();
        rehearsed = maintain(true);
        filesRehearsed = files();
        for (String line : List.of(release(FIRST) + " is dropped", "subject.identifier: ")) {
            try (NightProcess run = Start.plain(folder).run(settings, "maintain", "--keep-releases=" + KEPT)) {
                run.until(line);
            }
        }
        report = maintain(false);
        again = maintain(true);
    }

    /** New rows, and some of every night before in another state, so that files hold rows that are deleted. */
    private static void write(Workspace night) {
        LocalDate date = night.runDate();
        List<Map<String, Object>> penalties = new ArrayList<>();
        for (int subject = 1; subject <= 40; subject++) {
            long id = subject % 2 == 0 ? subject : date.toEpochDay() * 100 + subject;
            Map<String, Object> penalty = LakeRows.penalty(id, subject, date);
            penalties.add(penalty);
        }
        night.upsert(
                "record.penalty",
                LakeRows.of(night.spark(), night.contract("record.penalty"), penalties),
                List.of("record_id"));
        night.append(
                "subject.identifier",
                night.spark()
                        .range(20)
                        .selectExpr("id AS subject_id", "'uscc' AS kind", "concat('" + date + "', id) AS value"));
        night.append(
                "ops.delivery",
                night.spark()
                        .sql("SELECT 'penalty_publicity' AS source, 'd-" + date + "' AS delivery_id, DATE'" + date
                                + "' AS run_date"));
    }

    private static void stopHalfWay() {
        Workspace night = lake.night(HALF_DONE);
        RunLog log = new RunLog(lake.tables(), List.of("ingest", "standardise"), Clock.systemUTC());
        RunLog.Entry ingest = log.begin(HALF_DONE, "ingest", Optional.of(release(CURRENT)), "inputs");
        write(night);
        // Readers see no row of this table yet.
        night.append("subject.name", night.spark().sql("SELECT 1L AS subject_id, '甲' AS name_key"));
        halfDone = new TreeMap<>();
        Stream.concat(WRITTEN.stream(), Stream.of("subject.name"))
                .forEach(name ->
                        halfDone.put(name, table(name).refs().get("night").snapshotId()));
        log.end(ingest, RunLog.Status.DONE, Map.of(), halfDone);
        log.begin(HALF_DONE, "standardise", Optional.of(release(CURRENT)), "inputs");
        write(night);
    }

    private static UpkeepReport maintain(boolean rehearsal) {
        return new Maintenance(settings, line -> {}).run(Optional.empty(), Optional.of(KEPT), rehearsal);
    }

    private static String release(LocalDate night) {
        return "release-" + night;
    }

    private static Table table(String name) {
        return lake.tables().get(TableName.of(name));
    }

    private static TableUpkeep of(UpkeepReport some, String table) {
        return some.tables().stream()
                .filter(t -> t.table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, ContentHash> contents() {
        Map<String, ContentHash> contents = new TreeMap<>();
        for (LocalDate night = CURRENT.minusDays(KEPT - 1); !night.isAfter(CURRENT); night = night.plusDays(1)) {
            contents.put(release(night), ReleasedContent.of(settings, Optional.of(release(night))));
        }
        return contents;
    }

    private static Map<Path, Long> files() throws IOException {
        Map<Path, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of(settings.folders().lake(), "warehouse"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.size(file));
            }
        }
        return files;
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    @Test
    void aRehearsalFindsWhatThereIsToDoAndChangesNothing() {
        assertThat(filesRehearsed).isEqualTo(filesBefore);
        assertThat(rehearsed.dropped())
                .containsExactlyElementsOf(Stream.iterate(FIRST, day -> day.plusDays(1))
                        .limit(NIGHTS - KEPT)
                        .map(MaintenanceTest::release)
                        .toList());
        TableUpkeep penalties = of(rehearsed, "record.penalty");
        assertThat(penalties.rewritten()).isPositive();
        assertThat(penalties.expired()).isPositive();
        assertThat(penalties.orphans()).isEqualTo(1);
    }

    @Test
    void everyKeptReleaseReadsAsBefore() {
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void theCurrentReleaseReadsTheSameAtItsTagAndAtMain() {
        for (String table : WRITTEN) {
            assertThat(rows("SELECT * FROM lake." + table))
                    .as(table)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(
                            rows("SELECT * FROM lake." + table + " VERSION AS OF '" + release(CURRENT) + "'"));
        }
    }

    private static List<Row> rows(String sql) {
        return lake.spark().sql(sql).collectAsList();
    }

    @Test
    void filesArePutTogetherAndRowsMarkedAsDeletedAreGone() {
        Map<String, String> main = table("record.penalty").currentSnapshot().summary();
        assertThat(main).containsEntry("total-delete-files", "0");
        int buckets = settings.buckets();
        assertThat(Integer.parseInt(main.get("total-data-files"))).isLessThanOrEqualTo(buckets);
        assertThat(rows("SELECT file_path FROM lake.record.penalty.files")).hasSizeLessThanOrEqualTo(buckets);
        assertThat(rows("SELECT DISTINCT sort_order_id FROM lake.record.penalty.files"))
                .extracting(row -> row.get(0))
                .containsExactly(table("record.penalty").sortOrder().orderId());
    }

    @Test
    void aPartitionWithFewFilesIsLeftAlone() {
        assertThat(of(rehearsed, "ops.delivery").rewritten()).isZero();
    }

    @Test
    void aDroppedReleaseSaysSo() {
        List<Release> all = new ReleaseLog(settings).all();
        assertThat(all).hasSize(NIGHTS);
        assertThat(all.subList(0, NIGHTS - KEPT)).allMatch(r -> r.status() == Release.Status.DROPPED);
        assertThat(all.subList(NIGHTS - KEPT, NIGHTS)).allMatch(Release::published);
        assertThat(table("record.penalty").refs())
                .containsKeys(release(CURRENT), "night", "main")
                .doesNotContainKey(release(FIRST));
        assertThatThrownBy(() -> ReleaseReader.open(settings, Optional.of(release(FIRST))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("was dropped")
                .hasMessageContaining(release(CURRENT));
    }

    @Test
    void aNightThatBuildsOnADroppedReleaseIsRefused() {
        LocalDate lost = CURRENT.minusDays(KEPT - 1);
        assertThatThrownBy(() -> Night.begin(settings, lost, Clock.systemUTC()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(release(lost.minusDays(1)));
    }

    @Test
    void whatAHalfDoneNightGoesOnFromIsKept() {
        halfDone.forEach((name, snapshot) -> {
            assertThat(table(name).snapshot(snapshot)).as(name).isNotNull();
            assertThat(rows("SELECT * FROM lake." + name + " VERSION AS OF " + snapshot))
                    .isNotEmpty();
        });
        assertThat(table("record.penalty").refs().get("night").snapshotId())
                .isNotEqualTo(halfDone.get("record.penalty"));
        assertThat(rows("SELECT * FROM lake.record.penalty.branch_night")).isNotEmpty();
    }

    @Test
    void filesOfNoSnapshotAreGone() {
        assertThat(orphan).doesNotExist();
    }

    @Test
    void thereIsNothingToDoTwice() {
        assertThat(again.dropped()).isEmpty();
        assertThat(again.tables()).noneMatch(TableUpkeep::anything);
        assertThat(report.tables()).hasSameSizeAs(again.tables());
    }

    @Test
    void theNextNightBuildsOnTheBetterFilesAndSeesNoChangeInThem() {
        Workspace next = lake.night(HALF_DONE.plusDays(1));
        for (String table : WRITTEN) {
            assertThat(next.changed(table)).as(table).isFalse();
            assertThat(next.table(table).refs().get("night").snapshotId())
                    .as(table)
                    .isEqualTo(next.table(table).currentSnapshot().snapshotId());
        }
        assertThat(new Checkup(settings).run(false))
                .filteredOn(finding -> finding.subject().equals("main"))
                .allMatch(Finding::good);
    }

    @Test
    void anUpkeepDuringANightIsTurnedAway() {
        NightLock lock = NightLock.take(settings, "a night");
        try {
            assertThatThrownBy(() -> maintain(false))
                    .isInstanceOf(LakeHeldException.class)
                    .hasMessageContaining("a night");
        } finally {
            lock.close();
        }
    }

    @Test
    void aDateLongAfterTheLastNightIsRefused() {
        assertThatThrownBy(() -> new Maintenance(settings, line -> {})
                        .run(Optional.of(CURRENT.plusYears(1)), Optional.empty(), true))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(CURRENT.toString());
    }
}
