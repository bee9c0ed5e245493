package io.creditlake.publish.audit;

import static io.creditlake.lake.LakeRows.row;
import static io.creditlake.publish.audit.AuditsFile.one;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.creditlake.contract.SourceContracts;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Release;
import io.creditlake.lake.Releases;
import io.creditlake.lake.Replay;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.publish.PublishStage;
import io.creditlake.publish.WithheldException;
import io.creditlake.publish.view.Publications;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each audit on a lake with two published nights, before a third that is as it should be or not. */
class AuditsTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final LocalDate TONIGHT = FIRST.plusDays(3);
    private static final String SOURCE = "penalty_publicity";

    @TempDir
    private static Path folder;

    private static TestLake lake;
    private static SourceContracts sources;
    private static Policies policies;
    private static AuditsFile file;

    @BeforeAll
    static void publishThreeNights() {
        lake = new TestLake(folder);
        sources = SourceContracts.load(
                lake.settings().folders().schemas(), lake.tables().contracts());
        policies = Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        file = new AuditsFile(folder, lake.settings(), sources, policies);
        for (int i = 0; i < 3; i++) {
            Workspace night = lake.night(FIRST.plusDays(i));
            append(night, "ops.delivery", delivery(night.runDate(), SOURCE, 90 + 10L * i, 0));
            if (i == 0) {
                append(night, "record.penalty", LakeRows.penalty(1, 10, FIRST), LakeRows.penalty(2, 11, FIRST));
                append(night, "subject.subject", row("subject_id", 10L), row("subject_id", 11L));
                append(night, "grade.grade", grades("shandong-comprehensive", "AAAAAAAABB"));
            }
            lake.publish(night.runDate());
        }
    }

    @AfterAll
    static void closeLake() {
        lake.close();
    }

    private static Map<String, Object> delivery(LocalDate night, String source, long read, long quarantined) {
        return row(
                "source",
                source,
                "department",
                "山东省市场监督管理局",
                "delivery_id",
                source + "." + night,
                "file",
                source + "/" + night + "/a.csv",
                "folder_date",
                night,
                "run_date",
                night,
                "status",
                "standardised",
                "rows_read",
                read,
                "rows_accepted",
                read - quarantined,
                "rows_duplicate",
                0L,
                "rows_quarantined",
                quarantined,
                "layout",
                "{\"rows\":" + read + "}");
    }

    private static Map<String, Object> refused(String delivery, LocalDate night, long number) {
        return row(
                "source",
                SOURCE,
                "department",
                "山东省市场监督管理局",
                "delivery_id",
                delivery,
                "file",
                SOURCE + "/" + night + "/a.csv",
                "row_number",
                number,
                "run_date",
                night,
                "rule",
                "code_set",
                "field",
                "uscc",
                "message",
                "无法识别");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object>[] grades(String policy, String letters) {
        return IntStream.range(0, letters.length())
                .mapToObj(i -> row(
                        "subject_id",
                        (long) i,
                        "policy",
                        policy,
                        "grade",
                        letters.substring(i, i + 1),
                        "visibility",
                        "public"))
                .toArray(Map[]::new);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static void append(Workspace night, String table, Map<String, Object>... rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), Arrays.asList(rows)));
    }

    /** Tonight, with a delivery as large as those before. */
    private static Workspace tonight() {
        Workspace night = lake.night(TONIGHT);
        append(night, "ops.delivery", delivery(TONIGHT, SOURCE, 100, 0));
        return night;
    }

    private static Workspace tonight(Map<String, Object> delivery) {
        Workspace night = lake.night(TONIGHT);
        append(night, "ops.delivery", delivery);
        return night;
    }

    private static Audits audits(String yaml) {
        return audits(yaml, Map.of());
    }

    private static Audits audits(String yaml, Map<String, String> options) {
        return file.load(yaml, options);
    }

    /** What one audit found: subject, passed and found of each finding. */
    private static List<String> found(String id, Workspace night, String yaml) {
        return audits(yaml).run(night).results().stream()
                .filter(r -> r.audit().id().equals(id))
                .flatMap(r -> r.findings().stream())
                .map(f -> (f.passed() ? "+ " : "- ") + (f.subject().isEmpty() ? "" : f.subject() + ": ") + f.found())
                .toList();
    }

    @Test
    void rowsThatAreLostWithholdWhateverTheFileSays() {
        assertThat(found("reconciliation", tonight(), "  []\n")).containsExactly("+ 1 files in balance");

        Map<String, Object> lost = delivery(TONIGHT, SOURCE, 100, 0);
        lost.put("rows_accepted", 99L);
        AuditResults results = audits("  []\n").run(tonight(lost));
        assertThat(results.passed()).isFalse();
        assertThat(results.ofRelease())
                .filteredOn(a -> !a.passed())
                .extracting(Release.Audit::found)
                .containsExactly("1 files out of balance, the first is penalty_publicity/" + TONIGHT + "/a.csv");
    }

    @Test
    void refusedRowsAreHeldAgainstThoseRead() {
        Workspace good = tonight(delivery(TONIGHT, SOURCE, 4, 1));
        String perNight = one("reject_rate", "per: night", "at_most: 0.25");
        assertThat(found("it", good, perNight)).containsExactly("+ 1 of 4 rows quarantined (25.0%)");
        Workspace bad = tonight(delivery(TONIGHT, SOURCE, 4, 2));
        assertThat(found("it", bad, perNight)).containsExactly("- 2 of 4 rows quarantined (50.0%)");

        append(
                bad,
                "ops.delivery",
                delivery(TONIGHT, "licence_publicity", 100, 0),
                delivery(TONIGHT, "tax_arrears", 2, 2));
        assertThat(found("it", bad, perNight)).containsExactly("+ 4 of 106 rows quarantined (3.8%)");
        assertThat(found("it", bad, one("reject_rate", "per: source", "min_rows: 4", "at_most: 0.25")))
                .containsExactly(
                        "+ licence_publicity: 0 of 100 rows quarantined (0.0%)",
                        "- penalty_publicity: 2 of 4 rows quarantined (50.0%)");
        assertThat(found("it", bad, one("reject_rate", "per: source", "sources: licence_publicity", "at_most: 0.25")))
                .containsExactly("+ licence_publicity: 0 of 100 rows quarantined (0.0%)");
    }

    @Test
    void filesRefusedAsAWholeAreHeldAgainstThoseThatCame() {
        Workspace night = tonight();
        Map<String, Object> refused = delivery(TONIGHT, "tax_arrears", 0, 0);
        refused.put("status", "refused");
        append(night, "ops.delivery", refused);
        assertThat(found("it", night, one("refused_files", "at_most: 0.5")))
                .containsExactly("+ 1 of 2 files refused (50.0%)");
        assertThat(found("it", night, one("refused_files", "at_most: 0.4")))
                .containsExactly("- 1 of 2 files refused (50.0%)");
    }

    @Test
    void aDeliveryIsHeldAgainstTheMedianOfThoseBefore() {
        String volume = one("volume", "deliveries: 3", "at_least: 0.5", "at_most: 2");
        assertThat(found("it", tonight(), volume))
                .containsExactly(
                        "+ penalty_publicity: 100 rows of 2026-11-24, 100.0% of the median 100 of 3 deliveries before");
        assertThat(found("it", tonight(delivery(TONIGHT, SOURCE, 49, 0)), volume))
                .containsExactly(
                        "- penalty_publicity: 49 rows of 2026-11-24, 49.0% of the median 100 of 3 deliveries before");
        assertThat(found("it", tonight(delivery(TONIGHT, SOURCE, 201, 0)), volume))
                .containsExactly(
                        "- penalty_publicity: 201 rows of 2026-11-24, 201.0% of the median 100 of 3 deliveries before");
        assertThat(found("it", tonight(delivery(TONIGHT, "tax_arrears", 1, 0)), volume))
                .as("a source without deliveries before")
                .isEmpty();
        assertThat(found("it", tonight(delivery(TONIGHT, SOURCE, 49, 0)), volume + "    min_rows: 101\n"))
                .isEmpty();
    }

    @Test
    void aMandatorySourceThatHasNotComeOfLateIsNamed() {
        Workspace night = tonight();
        assertThat(found(
                        "it",
                        night,
                        one("missing_source", "sources: [penalty_publicity, tax_arrears]", "within_nights: 1")))
                .containsExactly(
                        "+ penalty_publicity: a delivery in the night of 2026-11-24", "- tax_arrears: no delivery");
        Workspace without = tonight(delivery(TONIGHT, "tax_arrears", 1, 0));
        assertThat(found("it", without, one("missing_source", "sources: penalty_publicity", "within_nights: 1")))
                .containsExactly("- penalty_publicity: no delivery");
        assertThat(found("it", without, one("missing_source", "sources: penalty_publicity", "within_nights: 2")))
                .containsExactly("+ penalty_publicity: a delivery in the night of 2026-11-23");
    }

    @Test
    void gradesThatMoveInCrowdsAreSeenAsMovesAndAsAShiftOfTheirShares() {
        Workspace night = tonight();
        String moved = one("grade_moved", "at_most: 0.1", "min_subjects: 10");
        String psi = one("grade_distribution", "measure: psi", "at_most: 0.25", "min_subjects: 10");
        String share = one("grade_distribution", "measure: share", "at_most: 0.3");
        assertThat(found("it", night, moved)).containsExactly("+ 0 of 10 grades moved (0.0%)");
        assertThat(found("it", night, psi)).as("no grade was written").isEmpty();

        append(
                night,
                "grade.change",
                row("subject_id", 1L, "as_of", TONIGHT, "previous_grade", "A", "grade", "B"),
                row("subject_id", 2L, "as_of", TONIGHT, "previous_grade", "A", "grade", "B"));
        night.replace(
                "grade.grade",
                LakeRows.of(
                        night.spark(),
                        night.contract("grade.grade"),
                        Arrays.asList(grades("shandong-comprehensive", "AAAAAABBBB"))),
                lit(true));
        assertThat(found("it", night, moved)).containsExactly("- 2 of 10 grades moved (20.0%)");
        // (0.6 - 0.8) ln(0.6 / 0.8) + (0.4 - 0.2) ln(0.4 / 0.2)
        assertThat(found("it", night, psi))
                .containsExactly(
                        "+ shandong-comprehensive: PSI 0.1962 against the release before: 10 subjects then, 10 now");
        assertThat(found("it", night, psi.replace("0.25", "0.19")))
                .singleElement()
                .asString()
                .startsWith("- ");
        assertThat(found("it", night, share))
                .containsExactly("+ shandong-comprehensive: share moved 0.2000 against the release before:"
                        + " 10 subjects then, 10 now");
        assertThat(found("it", night, share.replace("0.3", "0.1")))
                .singleElement()
                .asString()
                .startsWith("- ");
        assertThat(found("it", night, psi.replace("min_subjects: 10", "min_subjects: 11")))
                .isEmpty();
    }

    @Test
    void aRecordWithoutASubjectIsAnOrphan() {
        Workspace night = tonight();
        assertThat(found("it", night, one("orphan_records"))).containsExactly("+ every record has a subject");
        Map<String, Object> orphan = LakeRows.penalty(3, 0, FIRST);
        orphan.put("subject_id", null);
        append(night, "record.penalty", orphan);
        assertThat(found("it", night, one("orphan_records")))
                .containsExactly("- records without a subject in [record.penalty]");
    }

    @Test
    void aKeyThatTheNightRepeatsIsFoundWhereverTheOtherRowLies() {
        Workspace night = tonight();
        String unique = one("unique", "tables: [record.penalty]", "key: [record_id]");
        assertThat(found("it", night, unique))
                .containsExactly("+ record.penalty: 0 values of record_id that several rows have");
        append(night, "record.penalty", LakeRows.penalty(3, 12, FIRST));
        assertThat(found("it", night, unique)).allMatch(f -> f.startsWith("+"));
        append(night, "record.penalty", LakeRows.penalty(2, 13, FIRST));
        assertThat(found("it", night, unique))
                .containsExactly("- record.penalty: 1 values of record_id that several rows have");
        assertThat(found("it", night, one("unique", "tables: record.penalty", "key: [record_id, subject_id]")))
                .allMatch(f -> f.startsWith("+"));
    }

    @Test
    void aQueryOfOnesOwnFindsWhatMustNotBe() {
        Workspace night = tonight();
        SparkSession before = SparkSession.active();
        String query = one(
                "sql",
                "sql: |",
                "  WITH fines AS (SELECT fine, received_on FROM record.penalty)",
                "  SELECT * FROM fines WHERE fine > 30000 AND received_on <= :night -- too dear");
        assertThat(found("it", night, query)).containsExactly("+ 0 rows");
        Map<String, Object> dear = LakeRows.penalty(3, 12, FIRST);
        dear.put("fine", new BigDecimal("30001"));
        append(night, "record.penalty", dear);
        assertThat(found("it", night, query)).containsExactly("- 1 rows");
        assertThat(found("it", night, query + "    at_most: 1\n")).containsExactly("+ 1 rows");
        assertThat(SparkSession.active()).as("the session of who asks").isSameAs(before);
    }

    @Test
    void anOptionWidensABoundForOneRunAndASwitchedOffReconciliationIsRefused() {
        String yaml = one("refused_files", "at_most: 0");
        Workspace night = tonight();
        Map<String, Object> refused = delivery(TONIGHT, "tax_arrears", 0, 0);
        refused.put("status", "refused");
        append(night, "ops.delivery", refused);
        assertThat(audits(yaml).run(night).passed()).isFalse();
        assertThat(audits(yaml, Map.of("audits.it.at_most", "0.5")).run(night).passed())
                .isTrue();
        AuditResults warned = audits(yaml, Map.of("audits.it.severity", "warn")).run(night);
        assertThat(warned.passed()).isTrue();
        assertThat(warned.warnings())
                .containsExactly("audit it warns: found 1 of 2 files refused (50.0%); expected at most 0.0%");
        for (String key : List.of("reconciliation.severity", "it.at_least", "other.at_most")) {
            assertThatThrownBy(() -> audits(yaml, Map.of("audits." + key, "warn")))
                    .hasMessageContaining("--set audits." + key);
        }
    }

    @Test
    void refusedRowsThatWereErasedStillAddUp() {
        Map<String, Object> replay = delivery(TONIGHT, SOURCE, 1, 0);
        replay.put("delivery_id", "replayed");
        replay.put("file", Replay.FOLDER + "/" + TONIGHT + "/a.jsonl");
        Workspace night = tonight(replay);
        append(night, "ops.delivery", delivery(TONIGHT, "tax_arrears", 4, 3));
        Map<String, Object> closed = refused("tax_arrears." + TONIGHT, TONIGHT, 3);
        closed.put("resolved_on", TONIGHT);
        closed.put("resolution", "accepted");
        closed.put("replay_delivery_id", "replayed");
        append(night, "ops.quarantine", closed);
        String counts = "taken through again: 1 accepted, 0 duplicate, 0 refused again, 0 files out of balance; 0 open";
        assertThat(found("replays", night, "  []\n")).containsExactly("- " + counts + " + 1 closed of 3 quarantined");
        append(night, "ops.erasure", row("run_date", TONIGHT, "kind", "refusal", "rows", 2L));
        assertThat(found("replays", night, "  []\n"))
                .containsExactly("+ " + counts + " + 1 closed + 2 erased of 3 quarantined");
    }

    @Test
    void whatWasFoundStandsInATableOfWithheldNightsToo() {
        Workspace night = tonight(delivery(TONIGHT, SOURCE, 4, 2));
        append(
                night,
                "ops.quarantine",
                refused(SOURCE + "." + TONIGHT, TONIGHT, 1),
                refused(SOURCE + "." + TONIGHT, TONIGHT, 2));
        String yaml = one("reject_rate", "per: source", "at_most: 0.25", "message: 请联系报送单位");
        PublishStage strict = publishing(audits(yaml));
        assertThatThrownBy(() -> strict.run(night))
                .isInstanceOf(WithheldException.class)
                .hasMessage("release-" + TONIGHT + " is withheld by the audit it");
        assertThat(rows())
                .containsExactly(
                        "it,source,penalty_publicity,withhold,false,0.500000,请联系报送单位",
                        "reconciliation,night,,withhold,true,0.000000,null",
                        "replays,night,,withhold,true,0.000000,null");

        PublishStage lenient = publishing(audits(yaml.replace("withhold", "warn")));
        assertThat(lenient.run(night).notes())
                .contains(
                        "audit it warns: found penalty_publicity: 2 of 4 rows quarantined (50.0%); expected at most 25.0%");
        assertThat(rows())
                .contains("it,source,penalty_publicity,warn,false,0.500000,请联系报送单位")
                .hasSize(3);
        Releases releases = new Releases(lake.tables());
        assertThat(releases.current().orElseThrow().audits()).allMatch(Release.Audit::passed);
        releases.put(releases.current().orElseThrow().with(Release.Status.ROLLED_BACK));
    }

    private static PublishStage publishing(Audits audits) {
        return new PublishStage(sources, audits, new Publications(List.of(), policies), Clock.systemUTC(), () -> {});
    }

    private static List<String> rows() {
        return Sessions.forReading(lake.settings(), Map.of(), 0)
                .sql(
                        "SELECT concat_ws(',', audit, about, subject, severity, passed, measure, coalesce(message, 'null'))"
                                + " FROM ops.audit WHERE release = 'release-" + TONIGHT + "' ORDER BY 1")
                .collectAsList()
                .stream()
                .map((Row r) -> r.getString(0))
                .toList();
    }
}
