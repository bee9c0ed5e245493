package io.creditlake.grade;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.Branches;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradeStageTest {
    private static final Path CONF = Path.of("src/test/resources/io/creditlake/grade/conf");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);

    @TempDir
    Path folder;

    private TestLake lake;

    @BeforeEach
    void makeLake() {
        lake = new TestLake(folder.resolve("lake"));
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void aNightThatTouchesNobodyWritesNothing() {
        Workspace night = lake.night(FIRST);
        write(night, List.of(subject(1, "enterprise", FIRST)), Map.of());
        grade(night);
        lake.publish(FIRST);

        Workspace empty = lake.night(FIRST.plusDays(1));
        StageReport report = grade(empty);

        assertThat(report.counters()).containsEntry("graded", 0L);
        assertThat(empty.changed("grade.grade")).isFalse();
        assertThat(empty.changed("grade.contribution")).isFalse();
    }

    @Test
    void aPersonIsNeverGraded() {
        Workspace night = lake.night(FIRST);
        write(night, List.of(subject(1, "person", FIRST), subject(2, "enterprise", FIRST)), Map.of());
        grade(night);

        assertThat(rows(night, "grade.grade", "subject_id")).containsExactly("[2]");
    }

    @Test
    void aSubjectThatWasMergedAwayLosesItsRowsAndOneThatBecameAPersonToo() {
        Workspace night = lake.night(FIRST);
        write(
                night,
                List.of(
                        subject(1, "enterprise", FIRST),
                        subject(2, "enterprise", FIRST),
                        subject(3, "enterprise", FIRST)),
                Map.of("penalty", List.of(penalty(10, 2, FIRST, "2000"))));
        grade(night);
        lake.publish(FIRST);

        LocalDate second = FIRST.plusDays(1);
        Workspace next = lake.night(second);
        next.delete("subject.subject", lake.rows("SELECT 2L AS subject_id"), List.of("subject_id"));
        next.append("subject.ended", lake.rows("SELECT 2L AS subject_id, DATE'" + second + "' AS ended_on"));
        update(next, List.of(subject(1, "enterprise", second), subject(3, "person", second)), Map.of());
        StageReport report = grade(next);

        assertThat(report.counters()).containsEntry("graded", 1L).containsEntry("removed", 2L);
        assertThat(rows(next, "grade.grade", "subject_id")).containsExactly("[1]");
        assertThat(rows(next, "grade.contribution", "DISTINCT subject_id")).containsExactly("[1]");
    }

    @Test
    void timeAloneMovesAGradeOnTheDayItWasAnnounced() {
        Workspace night = lake.night(FIRST);
        write(
                night,
                List.of(subject(1, "enterprise", FIRST)),
                Map.of("penalty", List.of(penalty(10, 1, FIRST.minusMonths(5), "20000"))));
        grade(night);
        assertThat(rows(night, "grade.grade", "grade, previous_grade, next_review_on"))
                .containsExactly("[C,null," + FIRST.plusMonths(1) + "]");
        lake.publish(FIRST);

        Workspace dayBefore = lake.night(FIRST.plusMonths(1).minusDays(1));
        assertThat(grade(dayBefore).counters()).containsEntry("graded", 0L);
        Workspace onTheDay = lake.night(FIRST.plusMonths(1));
        assertThat(grade(onTheDay).counters()).containsEntry("moved", 0L).containsEntry("graded", 1L);
        assertThat(rows(onTheDay, "grade.contribution", "indicator")).doesNotContain("[penalties]");
    }

    @Test
    void theGradeBeforeIsKeptUntilTheGradeMovesAgain() {
        Workspace night = lake.night(FIRST);
        write(night, List.of(subject(1, "enterprise", FIRST)), Map.of());
        grade(night);
        lake.publish(FIRST);
        Workspace second = lake.night(FIRST.plusDays(1));
        update(
                second,
                List.of(subject(1, "enterprise", FIRST.plusDays(1))),
                Map.of("penalty", List.of(penalty(10, 1, FIRST, "20000"))));
        grade(second);
        assertThat(rows(second, "grade.grade", "grade, previous_grade")).containsExactly("[C,A]");
        lake.publish(FIRST.plusDays(1));
        Workspace third = lake.night(FIRST.plusDays(2));
        update(third, List.of(subject(1, "enterprise", FIRST.plusDays(2))), Map.of());
        grade(third);
        assertThat(rows(third, "grade.grade", "grade, previous_grade")).containsExactly("[C,A]");
    }

    @Test
    void anEditedPolicyRegradesEverybodyAndAWithdrawnOneLeavesNoGrade() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("conf/policies/every-feature"));
        String text = Files.readString(CONF.resolve("policies/every-feature/2020-01-01.yaml"));
        Files.writeString(policies.resolve("2020-01-01.yaml"), text);
        Workspace night = lake.night(FIRST);
        write(night, List.of(subject(1, "enterprise", FIRST), subject(2, "institution", FIRST)), Map.of());
        grade(night, folder.resolve("conf"));
        lake.publish(FIRST);

        Files.writeString(policies.resolve("2020-01-01.yaml"), "# a comment\n" + text);
        Workspace commented = lake.night(FIRST.plusDays(1));
        assertThat(grade(commented, folder.resolve("conf")).counters()).containsEntry("graded", 0L);

        Files.writeString(
                policies.resolve("2026-11-24.yaml"),
                text.replace("2020-01-01", "2026-11-24").replace("[enterprise,", "[enterprise, institution,"));
        Workspace before = lake.night(LocalDate.of(2026, 11, 23));
        assertThat(grade(before, folder.resolve("conf")).counters()).containsEntry("graded", 0L);
        Workspace inForce = lake.night(LocalDate.of(2026, 11, 24));
        assertThat(grade(inForce, folder.resolve("conf")).counters()).containsEntry("graded", 2L);
        assertThat(rows(inForce, "grade.grade", "policy_version")).containsOnly("[2026-11-24]");
        lake.publish(LocalDate.of(2026, 11, 24));

        Files.delete(policies.resolve("2020-01-01.yaml"));
        Files.delete(policies.resolve("2026-11-24.yaml"));
        Workspace without = lake.night(LocalDate.of(2026, 11, 25));
        grade(without, folder.resolve("conf"));
        assertThat(rows(without, "grade.grade", "subject_id")).isEmpty();
        assertThat(without.hasRows("grade.contribution")).isFalse();
    }

    @Test
    void aNightThatBringsOnlyADecisionRegradesItsSubject() {
        Workspace night = lake.night(FIRST);
        write(
                night,
                List.of(subject(1, "enterprise", FIRST), subject(2, "enterprise", FIRST)),
                Map.of(
                        "penalty",
                        List.of(lasting(penalty(10, 1, FIRST, "20000")), lasting(penalty(20, 2, FIRST, "20000")))));
        grade(night);
        assertThat(rows(night, "grade.grade", "subject_id, grade")).containsExactly("[1,C]", "[2,C]");
        lake.publish(FIRST);

        LocalDate second = FIRST.plusDays(1);
        Workspace withdrawn = lake.night(second);
        append(withdrawn, Map.of("revision", List.of(revision(1, 10, "withdrawal", second, null, second))));
        assertThat(grade(withdrawn).counters()).containsEntry("graded", 1L).containsEntry("moved", 1L);
        assertThat(rows(withdrawn, "grade.grade", "subject_id, grade")).containsExactly("[1,A]", "[2,C]");
        assertThat(rows(withdrawn, "grade.contribution", "subject_id, evidence"))
                .doesNotContain("[1,ArraySeq(10)]");
        lake.publish(second);

        LocalDate third = FIRST.plusDays(2);
        Workspace toldAgain = lake.night(third);
        append(toldAgain, Map.of("revision", List.of(revision(1, 10, "reinstatement", third, null, third))));
        grade(toldAgain);
        assertThat(rows(toldAgain, "grade.grade", "subject_id, grade")).containsExactly("[1,C]", "[2,C]");
    }

    @Test
    void aRepairThatWasAnnouncedTakesEffectOnItsDayAndNotBefore() {
        LocalDate effective = FIRST.plusDays(9);
        Workspace night = lake.night(FIRST);
        write(
                night,
                List.of(subject(1, "enterprise", FIRST)),
                Map.of(
                        "penalty",
                        List.of(lasting(penalty(10, 1, FIRST, "20000"))),
                        "revision",
                        List.of(revision(1, 10, "repair", effective, "tied", FIRST))));
        grade(night);
        assertThat(rows(night, "grade.grade", "grade, next_review_on")).containsExactly("[C," + effective + "]");
        lake.publish(FIRST);

        assertThat(grade(lake.night(effective.minusDays(1))).counters()).containsEntry("graded", 0L);
        Workspace onTheDay = lake.night(effective);
        grade(onTheDay);
        assertThat(rows(onTheDay, "grade.grade", "grade, previous_grade")).containsExactly("[A,C]");
    }

    /** The same penalty, to be shown without end. */
    private static Map<String, Object> lasting(Map<String, Object> penalty) {
        penalty.remove("valid_to");
        return penalty;
    }

    private static Map<String, Object> revision(
            long subject, long target, String kind, LocalDate effective, String state, LocalDate received) {
        return row(
                "record_id",
                1000 + effective.toEpochDay(),
                "subject_id",
                subject,
                "kind",
                kind,
                "target_class",
                "penalty",
                "target_record_id",
                target,
                "target_state",
                state,
                "effective_on",
                effective,
                "received_on",
                received);
    }

    private StageReport grade(Workspace night) {
        return grade(night, CONF);
    }

    private StageReport grade(Workspace night, Path conf) {
        return new GradeStage(Policies.load(conf, lake.tables().contracts())).run(night);
    }

    private static Map<String, Object> subject(long id, String kind, LocalDate changed) {
        return row("subject_id", id, "kind", kind, "name", "主体" + id, "last_changed", changed);
    }

    private static Map<String, Object> penalty(long id, long subject, LocalDate day, String fine) {
        return row(
                "record_id",
                id,
                "subject_id",
                subject,
                "occurred_on",
                day,
                "decision_date",
                day,
                "valid_from",
                day,
                "valid_to",
                day,
                "penalty_type",
                "罚款",
                "fine",
                new BigDecimal(fine));
    }

    private static void write(
            Workspace night, List<Map<String, Object>> subjects, Map<String, List<Map<String, Object>>> records) {
        night.append("subject.subject", LakeRows.of(night.spark(), night.contract("subject.subject"), subjects));
        append(night, records);
    }

    private static void update(
            Workspace night, List<Map<String, Object>> subjects, Map<String, List<Map<String, Object>>> records) {
        night.upsert(
                "subject.subject",
                LakeRows.of(night.spark(), night.contract("subject.subject"), subjects),
                List.of("subject_id"));
        append(night, records);
    }

    private static void append(Workspace night, Map<String, List<Map<String, Object>>> records) {
        records.forEach((name, rows) ->
                night.append("record." + name, LakeRows.of(night.spark(), night.contract("record." + name), rows)));
    }

    private static List<String> rows(Workspace night, String table, String columns) {
        return night.spark().sql("SELECT " + columns + " FROM " + night.branch(table)).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void theStageWritesTheNightsBranchAlone() {
        Workspace night = lake.night(FIRST);
        write(night, List.of(subject(1, "enterprise", FIRST)), Map.of());
        grade(night);

        assertThat(night.table("grade.grade").refs()).containsKey(Branches.NIGHT);
        assertThat(night.table("grade.grade").currentSnapshot().summary()).containsEntry("total-records", "0");
    }
}
