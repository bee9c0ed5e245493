package io.creditlake.supervise;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.grade.GradeStage;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuperviseStageTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 22);
    private static final LocalDate SECOND = FIRST.plusDays(1);

    @TempDir
    Path folder;

    private TestLake lake;
    private Policies policies;

    @BeforeEach
    void makeLake() {
        lake = new TestLake(folder);
        policies = Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    @Test
    void aFallIsAChangeWithItsCausesAWarningAndAnotherInspection() {
        firstNight();
        Workspace night = lake.night(SECOND);
        night.upsert("subject.subject", subjects(night, SECOND, 1), List.of("subject_id"));
        append(night, "record.penalty", List.of(penalty(10, 1, SECOND, "吊销许可证件", "2000000")));
        StageReport report = run(night);

        assertThat(report.counters())
                .containsEntry("grades_down", 2L)
                .containsEntry("grades_up", 0L)
                .containsEntry("measures_set", 2L)
                .containsEntry("warnings grade_drop", 1L)
                .containsEntry("warnings serious_penalty", 1L);
        assertThat(rows(night, "grade.change", "subject_id, previous_grade, grade, steps"))
                .containsExactly("[1,A,D,-4]", "[1,A,E,-4]");
        assertThat(rows(night, "grade.change", "explode(causes.indicator)"))
                .contains("[licence_revoked_by_penalty]", "[no_penalty]", "[penalty_fine_huge]");
        assertThat(rows(night, "supervision.measure", "subject_id, grade, ratio_min, inspections_per_year, as_of"))
                .containsExactly(
                        "[1,D,0.6100,null," + SECOND + "]",
                        "[1,E,0.6100,null," + SECOND + "]",
                        "[2,A,0.0100,0.50," + FIRST + "]",
                        "[2,A,0.0100,0.50," + FIRST + "]");
        // The fall under the internal policy raises no warning.
        assertThat(rows(night, "supervision.warning", "rule, severity, state, evidence, message"))
                .containsExactly(
                        "[grade_drop,warning,raised,ArraySeq(10),信用等级由A降至D，下降4级，得分由1030.00变为825.00（山东省公共信用综合评价）]",
                        "[serious_penalty,alert,raised,ArraySeq(10),收到重大行政处罚：市监局于" + SECOND
                                + "作出，文号鲁市监罚10号，处罚类别吊销许可证件]");
        assertThat(rows(night, "supervision.warning", "warning_id > 0")).containsOnly("[true]");
        lake.publish(SECOND);

        Workspace again = lake.night(SECOND.plusDays(1));
        again.replace(
                "record.penalty",
                LakeRows.of(
                        again.spark(),
                        again.contract("record.penalty"),
                        List.of(penalty(10, 1, SECOND.plusDays(1), "吊销许可证件", "2000000"))),
                org.apache.spark.sql.functions.lit(true));
        assertThat(run(again).counters())
                .containsEntry("warnings serious_penalty", 0L)
                .containsEntry("grades_down", 0L);
    }

    @Test
    void aFirstGradeIsNoChangeAndSetsAnInspection() {
        Workspace night = lake.night(FIRST);
        night.append("subject.subject", subjects(night, FIRST, 1, 2));
        StageReport report = run(night);

        assertThat(report.counters()).containsEntry("measures_set", 4L).containsEntry("grades_up", 0L);
        assertThat(rows(night, "grade.change", "*")).isEmpty();
    }

    @Test
    void aNightThatMovesNothingWritesNothing() {
        firstNight();
        Workspace night = lake.night(SECOND);
        run(night);

        for (String table : List.of("grade.change", "supervision.measure", "supervision.warning")) {
            assertThat(night.changed(table)).as(table).isFalse();
        }
    }

    @Test
    void aSubjectThatIsGradedNoLongerIsInspectedNoLonger() {
        firstNight();
        Workspace night = lake.night(SECOND);
        night.delete("subject.subject", lake.rows("SELECT 1L AS subject_id"), List.of("subject_id"));
        night.append("subject.ended", lake.rows("SELECT 1L AS subject_id, DATE'" + SECOND + "' AS ended_on"));

        assertThat(run(night).counters()).containsEntry("measures_removed", 2L);
        assertThat(rows(night, "supervision.measure", "subject_id")).containsExactly("[2]", "[2]");
    }

    @Test
    void amongManySubjectsMeasuresAreTakenAwayChangedAndAdded() {
        Workspace first = lake.night(FIRST);
        first.append(
                "subject.subject",
                subjects(first, FIRST, LongStream.rangeClosed(1, 40).toArray()));
        run(first);
        lake.publish(FIRST);
        Workspace night = lake.night(SECOND);
        night.delete("subject.subject", lake.rows("SELECT 1L AS subject_id"), List.of("subject_id"));
        night.append("subject.ended", lake.rows("SELECT 1L AS subject_id, DATE'" + SECOND + "' AS ended_on"));
        night.upsert("subject.subject", subjects(night, SECOND, 2, 41), List.of("subject_id"));
        append(night, "record.penalty", List.of(penalty(10, 2, SECOND, "吊销许可证件", "2000000")));

        assertThat(run(night).counters()).containsEntry("measures_removed", 2L).containsEntry("measures_set", 4L);
        assertThat(rows(night, "supervision.measure", "subject_id, grade, as_of"))
                .hasSize(80)
                .contains(
                        "[2,D," + SECOND + "]", "[2,E," + SECOND + "]", "[3,A," + FIRST + "]", "[41,A," + SECOND + "]")
                .noneMatch(row -> row.startsWith("[1,"));
    }

    @Test
    void aWarningIsClearedWhenItsRecordIsRepairedAndTheGradeRises() {
        firstNight();
        Workspace fallen = lake.night(SECOND);
        append(fallen, "record.penalty", List.of(penalty(10, 1, SECOND, "吊销许可证件", "2000000")));
        fallen.upsert("subject.subject", subjects(fallen, SECOND, 1), List.of("subject_id"));
        run(fallen);
        lake.publish(SECOND);

        LocalDate third = SECOND.plusDays(1);
        Workspace repaired = lake.night(third);
        append(repaired, "record.revision", List.of(repair(10, 1, third), repair(11, 2, third)));
        append(repaired, "record.penalty", List.of(penalty(11, 2, third, "吊销许可证件", "2000000")));
        StageReport report = run(repaired);

        assertThat(report.counters())
                .containsEntry("warnings_cleared", 2L)
                .containsEntry("warnings serious_penalty", 0L);
        assertThat(rows(repaired, "supervision.warning", "rule, state, cleared_on"))
                .containsExactly("[grade_drop,cleared," + third + "]", "[serious_penalty,cleared," + third + "]");
        assertThat(rows(repaired, "grade.change", "subject_id, previous_grade, grade, steps"))
                .contains("[1,D,A,4]");
    }

    @Test
    void aWarningFollowsItsSubjectIntoAnother() {
        firstNight();
        Workspace fallen = lake.night(SECOND);
        append(fallen, "record.penalty", List.of(penalty(10, 1, SECOND, "吊销许可证件", "2000000")));
        run(fallen);
        lake.publish(SECOND);
        LocalDate third = SECOND.plusDays(1);
        Workspace merged = lake.night(third);
        Dataset<Row> gone = lake.rows("SELECT 1L AS subject_id");
        merged.delete("subject.subject", gone, List.of("subject_id"));
        merged.append("subject.ended", gone.selectExpr("subject_id", "DATE'" + merged.runDate() + "' AS ended_on"));
        merged.update("record.penalty", gone, List.of("subject_id"), Map.of("subject_id", functions.lit(2L)));
        append(
                merged,
                "subject.merge",
                List.of(row("from_subject_id", 1L, "into_subject_id", 2L, "kind", "merge", "merged_on", third)));
        run(merged);
        assertThat(rows(merged, "supervision.warning", "subject_id, rule, state"))
                .containsExactly("[2,serious_penalty,raised]");
        lake.publish(third);

        Workspace repaired = lake.night(third.plusDays(1));
        append(repaired, "record.revision", List.of(repair(10, 2, third.plusDays(1))));
        run(repaired);
        assertThat(rows(repaired, "supervision.warning", "subject_id, rule, state"))
                .containsExactly("[2,serious_penalty,cleared]");
    }

    private static Map<String, Object> repair(long target, long subject, LocalDate effective) {
        return row(
                "record_id",
                100 + target,
                "subject_id",
                subject,
                "kind",
                "repair",
                "outcome",
                "granted",
                "target_class",
                "penalty",
                "target_record_id",
                target,
                "target_state",
                "tied",
                "effective_on",
                effective,
                "received_on",
                effective);
    }

    @Test
    void aPenaltyOfAPersonRaisesNoWarning() {
        Workspace night = lake.night(FIRST);
        append(night, "subject.subject", List.of(row("subject_id", 3L, "kind", "person", "last_changed", FIRST)));
        append(night, "record.penalty", List.of(penalty(11, 3, FIRST, "吊销许可证件", "10")));

        assertThat(run(night).counters()).containsEntry("warnings serious_penalty", 0L);
    }

    private void firstNight() {
        Workspace night = lake.night(FIRST);
        night.append("subject.subject", subjects(night, FIRST, 1, 2));
        run(night);
        lake.publish(FIRST);
    }

    private StageReport run(Workspace night) {
        new GradeStage(policies).run(night);
        Supervision supervision =
                Supervision.load(TestLake.home().resolve("conf"), lake.tables().contracts(), policies);
        return new SuperviseStage(policies, supervision).run(night);
    }

    private static Dataset<Row> subjects(Workspace night, LocalDate changed, long... ids) {
        List<Map<String, Object>> rows = java.util.Arrays.stream(ids)
                .mapToObj(id -> row("subject_id", id, "kind", "enterprise", "name", "主体" + id, "last_changed", changed))
                .toList();
        return LakeRows.of(night.spark(), night.contract("subject.subject"), rows);
    }

    private static Map<String, Object> penalty(long id, long subject, LocalDate day, String type, String fine) {
        return row(
                "record_id",
                id,
                "subject_id",
                subject,
                "received_on",
                day,
                "occurred_on",
                SECOND,
                "decision_date",
                SECOND,
                "valid_from",
                SECOND,
                "penalty_type",
                type,
                "fine",
                new BigDecimal(fine),
                "document_number",
                "鲁市监罚" + id + "号",
                "authority",
                "市监局");
    }

    private static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
    }

    private static List<String> rows(Workspace night, String table, String columns) {
        return night.spark().sql("SELECT " + columns + " FROM " + night.branch(table)).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }
}
