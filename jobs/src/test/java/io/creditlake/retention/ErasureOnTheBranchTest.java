package io.creditlake.retention;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a night takes out of its branch under different rules; each test begins at the same release. */
class ErasureOnTheBranchTest {
    private static final LocalDate BASE = LocalDate.of(2026, 11, 20);
    private static final LocalDate SAME_MONTH = LocalDate.of(2026, 11, 24);
    private static final LocalDate NEXT_MONTH = LocalDate.of(2026, 12, 2);

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static Policies policies;

    @BeforeAll
    static void publishARelease() {
        lake = new TestLake(folder);
        policies = Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        Workspace night = lake.night(BASE);
        // Of 20,000 yuan: general, shown and used for 12 months.
        append(
                night,
                "record.penalty",
                LakeRows.penalty(1, 10, LocalDate.of(2023, 11, 1)),
                LakeRows.penalty(2, 10, LocalDate.of(2024, 12, 3)),
                LakeRows.penalty(3, 11, LocalDate.of(2025, 10, 1)));
        // The third was repaired before its time: it counts and is shown no longer since.
        append(
                night,
                "record.revision",
                LakeRows.record(
                        100,
                        11,
                        LocalDate.of(2025, 11, 1),
                        "kind",
                        "repair",
                        "outcome",
                        "granted",
                        "target_class",
                        "penalty",
                        "target_record_id",
                        3L,
                        "target_state",
                        "tied",
                        "effective_on",
                        LocalDate.of(2025, 11, 1)));
        append(
                night,
                "record.serious_dishonesty",
                LakeRows.record(4, 12, LocalDate.of(2020, 1, 1), "valid_to", LocalDate.of(9999, 12, 31)),
                LakeRows.record(5, 12, LocalDate.of(2020, 1, 1), "valid_to", LocalDate.of(2024, 1, 1)),
                LakeRows.record(6, 12, LocalDate.of(2020, 1, 1)));
        append(
                night,
                "supervision.warning",
                LakeRows.row("warning_id", 70L, "evidence", List.of(1L, 2L), "state", "raised"),
                LakeRows.row("warning_id", 71L, "evidence", List.of(2L), "state", "raised"));
        append(
                night,
                "ops.quarantine",
                refusal(BASE.minusYears(1), 1, null),
                refusal(BASE.minusYears(1), 2, null),
                refusal(BASE.minusYears(1), 3, SAME_MONTH),
                refusal(BASE, 4, null));
        lake.publish(BASE);
    }

    private static Map<String, Object> refusal(LocalDate night, long row, LocalDate resolved) {
        return LakeRows.row(
                "source",
                "penalty_publicity",
                "delivery_id",
                "d-" + night,
                "file",
                "f.csv",
                "row_number",
                row,
                "rule",
                "r",
                "run_date",
                night,
                "resolved_on",
                resolved);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void append(Workspace night, String table, Map<String, Object>... rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), Arrays.asList(rows)));
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    private static Optional<Erased> erase(Workspace night, String yaml) throws Exception {
        Path conf = Files.createTempDirectory(folder, "conf");
        Files.writeString(conf.resolve("retention.yaml"), yaml);
        RetentionRules rules = RetentionRules.load(conf, night.tables().contracts());
        return new Erasure(rules, policies.lifecycles()).run(night);
    }

    private static List<Long> ids(Workspace night, String table, String column) {
        return night.read(table).select(column).orderBy(column).collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    @Test
    void aRecordGoesSoLongAfterItIsNeitherShownNorUsedAndTakesItsDecisionsAndWarningsAlong() throws Exception {
        Workspace night = lake.night(NEXT_MONTH);
        String rule =
                "erase: nightly\nrecords:\n  - {record: penalty, effective_from: 2026-01-01, after: ended, keep: 13 months, basis: 《甲》}\n";
        assertThat(erase(night, rule)).map(Erased::count).contains(3L);
        assertThat(ids(night, "record.penalty", "record_id")).containsExactly(2L);
        assertThat(ids(night, "record.revision", "record_id")).isEmpty();
        assertThat(ids(night, "supervision.warning", "warning_id")).containsExactly(71L);
        assertThat(night.read("ops.erasure")
                        .selectExpr("record_id", "due_on", "rule")
                        .orderBy("record_id")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly(
                        "1 2025-12-01 penalty kept 13 months after ended",
                        "3 2026-12-01 penalty kept 13 months after ended",
                        "100 null of_record");
    }

    @Test
    void whatHasNoEndIsKept() throws Exception {
        Workspace night = lake.night(NEXT_MONTH);
        String rule =
                "erase: nightly\nrecords:\n  - {record: serious_dishonesty, effective_from: 2026-01-01, after: valid_to, keep: 2 years, basis: 《甲》}\n";
        assertThat(erase(night, rule)).map(Erased::count).contains(1L);
        assertThat(ids(night, "record.serious_dishonesty", "record_id")).containsExactly(4L, 6L);
    }

    @Test
    void recordsOfBeforeAreLookedAtInTheFirstNightOfAMonthAlone() throws Exception {
        String rule =
                "erase: monthly\nrecords:\n  - {record: penalty, effective_from: 2026-01-01, after: decision_date, keep: 2 years, basis: 《甲》}\n";
        Workspace night = lake.night(SAME_MONTH);
        append(night, "record.penalty", without(LakeRows.penalty(8, 0, LocalDate.of(2024, 1, 1))));
        assertThat(erase(night, rule).orElseThrow().ids().collectAsList())
                .extracting(row -> row.getLong(0))
                .containsExactly(8L);
        assertThat(erase(lake.night(NEXT_MONTH), rule)).map(Erased::count).contains(1L);
    }

    private static Map<String, Object> without(Map<String, Object> record) {
        record.remove("subject_id");
        return record;
    }

    @Test
    void refusedRowsGoByTheirNightAndTheirNumberStays() throws Exception {
        Workspace night = lake.night(SAME_MONTH);
        assertThat(erase(night, "erase: nightly\nrefusals: {keep: 6 months, basis: 《甲》}\n"))
                .isEmpty();
        assertThat(ids(night, "ops.quarantine", "row_number")).containsExactly(3L, 4L);
        assertThat(night.read("ops.erasure")
                        .selectExpr("kind", "rows", "due_on")
                        .collectAsList())
                .extracting(row -> row.mkString(" "))
                .containsExactly("refusal 2 " + BASE.minusYears(1).plusMonths(6));
    }

    @Test
    void noFileOfTheReleaseHoldsAnErasedRefusalOrHowAnotherWasBeforeItWasClosed() throws Exception {
        Workspace night = lake.night(SAME_MONTH);
        night.update(
                "ops.quarantine",
                night.read("ops.quarantine").where("row_number = 4").select("delivery_id", "row_number"),
                List.of("delivery_id", "row_number"),
                Map.of("resolved_on", lit(SAME_MONTH)));
        erase(night, "erase: nightly\nrefusals: {keep: 6 months, basis: 《甲》}\n");
        MarkedRows.remove(night);

        Snapshot head = Workspace.head(night.table("ops.quarantine"));
        assertThat(head.summary()).containsEntry("total-delete-files", "0").containsEntry("total-records", "2");
        assertThat(ids(night, "ops.quarantine", "row_number")).containsExactly(3L, 4L);
    }

    @Test
    void whereNothingCanBeDueNothingIsWritten() throws Exception {
        Workspace night = lake.night(NEXT_MONTH);
        Map<String, Long> heads = new Branches(night.tables()).heads();
        assertThat(erase(night, Files.readString(TestLake.home().resolve("conf/retention.yaml"))))
                .isEmpty();
        assertThat(new Branches(night.tables()).heads()).isEqualTo(heads);
    }
}
