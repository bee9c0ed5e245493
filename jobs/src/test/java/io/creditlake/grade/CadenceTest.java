package io.creditlake.grade;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.grade.ReferenceGrade.Outcome;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CadenceTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 30);
    private static final Path POLICY =
            Path.of("src/test/resources/io/creditlake/grade/conf/policies/every-feature/2020-01-01.yaml");

    @TempDir
    Path folder;

    private TestLake lake;
    private Policies policies;
    private PolicyVersion version;
    private Workspace last;

    @BeforeEach
    void makeMonthlyPolicy() throws Exception {
        lake = new TestLake(folder.resolve("lake"));
        Path file = Files.createDirectories(folder.resolve("conf/policies/every-feature"))
                .resolve("2020-01-01.yaml");
        Files.writeString(
                file,
                Files.readString(POLICY)
                        .replace("cadence: nightly", "cadence: monthly")
                        .replace(
                                "record: serious_dishonesty, while: valid,",
                                "record: serious_dishonesty, while: valid, at_once: true,"));
        Path lifecycle = Files.createDirectories(folder.resolve("conf/lifecycle"));
        for (String day : List.of("2019-01-01.yaml", "2025-06-01.yaml")) {
            Files.copy(POLICY.resolve("../../../lifecycle").resolve(day).normalize(), lifecycle.resolve(day));
        }
        policies = Policies.load(folder.resolve("conf"), lake.tables().contracts());
        version = policies.inForce(FIRST).get(0);
    }

    /** Night by night the lake holds what grading everybody at every evaluation would. */
    @Test
    void betweenEvaluationsAGradeStandsAndADirectRuleActsAtOnce() {
        Random random = new Random(11);
        Province province = new Province(11, FIRST).withSubjects(40);
        Map<Long, Outcome> standing = new TreeMap<>();
        LocalDate before = null;
        int waited = 0;
        // February's first night is the 3rd, so that what time moves on the 2nd and 3rd is looked at then.
        for (String date :
                List.of("2026-01-30", "2026-01-31", "2026-02-03", "2026-02-17", "2026-03-01", "2026-03-02")) {
            LocalDate day = LocalDate.parse(date);
            Workspace night = lake.night(day);
            Map<String, List<Map<String, Object>>> known = new TreeMap<>(province.records);
            if (before != null) {
                province.records.clear();
                List<Map<String, Object>> touched = province.subjects.stream()
                        .filter(s -> random.nextInt(5) == 0)
                        .toList();
                touched.forEach(s -> {
                    s.put("last_changed", day);
                    province.addRecords((Long) s.get("subject_id"));
                });
                night.upsert("subject.subject", frame(night, "subject.subject", touched), List.of("subject_id"));
            } else {
                known.clear();
                night.append("subject.subject", frame(night, "subject.subject", province.subjects));
            }
            province.records.forEach(
                    (name, rows) -> night.append("record." + name, frame(night, "record." + name, rows)));
            known.forEach((name, rows) -> province.records.merge(name, rows, CadenceTest::joined));

            StageReport report = new GradeStage(policies).run(night);
            waited += report.counters().getOrDefault("waiting", 0L).intValue();
            lake.publish(day);
            evaluate(province, standing, day, before == null || before.getMonthValue() != day.getMonthValue());
            assertThat(grades(night)).as(date).isEqualTo(said(standing));
            assertThat(contributions(night)).as(date).isEqualTo(contributions(standing));
            before = day;
        }
        assertThat(waited).isPositive();
        lake.close();
    }

    @Test
    void aDecisionAnnouncedForADayWithinAPeriodTakesEffectOnThatDay() {
        night("2026-01-30", List.of(subject("2026-01-30")), Map.of("penalty", List.of(penalty(10, "2026-01-30"))));
        assertThat(standing("2026-02-03")).startsWith("C");
        night(
                "2026-02-05",
                List.of(),
                Map.of("revision", List.of(decision("2026-02-05", "2026-02-10", "upheld", "tied"))));
        assertThat(standing()).isEqualTo("C 2026-02-10");
        assertThat(standing("2026-02-09")).isEqualTo("C 2026-02-10");
        assertThat(standing("2026-02-10")).startsWith("A");
        lake.close();
    }

    @Test
    void aRefusedDecisionBringsNothingForwardThatWaitsForThePeriod() {
        night("2026-01-30", List.of(subject("2026-01-30")), Map.of());
        assertThat(standing("2026-02-03")).startsWith("A");
        night(
                "2026-02-05",
                List.of(subject("2026-02-05")),
                Map.of(
                        "penalty",
                        List.of(penalty(10, "2026-02-05")),
                        "revision",
                        List.of(decision("2026-02-05", "2026-02-05", "rejected", "tied"))));
        assertThat(standing()).startsWith("A");
        assertThat(standing("2026-03-01")).startsWith("C");
        lake.close();
    }

    @Test
    void aDecisionThatFindsItsRecordLaterTakesEffectThatNight() {
        night("2026-01-30", List.of(subject("2026-01-30")), Map.of("penalty", List.of(penalty(10, "2026-01-30"))));
        assertThat(standing("2026-02-03")).startsWith("C");
        Map<String, Object> decision = decision("2026-02-05", "2026-02-05", "upheld", "ambiguous");
        night("2026-02-05", List.of(subject("2026-02-05")), Map.of("revision", List.of(decision)));
        assertThat(standing()).startsWith("C");

        LocalDate later = LocalDate.parse("2026-02-12");
        Workspace night = lake.night(later);
        decision.put("target_state", "tied");
        night.upsert("record.revision", frame(night, "record.revision", List.of(decision)), List.of("record_id"));
        finish(night, List.of(subject("2026-02-12")), Map.of());
        assertThat(standing()).startsWith("A");
        lake.close();
    }

    private static Map<String, Object> subject(String changed) {
        return row("subject_id", 1L, "kind", "enterprise", "name", "主体1", "last_changed", LocalDate.parse(changed));
    }

    private static Map<String, Object> penalty(long id, String date) {
        return LakeRows.penalty(id, 1, LocalDate.parse(date));
    }

    private static Map<String, Object> decision(String received, String effective, String outcome, String state) {
        return row(
                "record_id",
                99L,
                "subject_id",
                1L,
                "kind",
                "objection",
                "outcome",
                outcome,
                "target_class",
                "penalty",
                "target_record_id",
                10L,
                "target_state",
                state,
                "effective_on",
                LocalDate.parse(effective),
                "received_on",
                LocalDate.parse(received));
    }

    private void night(
            String date, List<Map<String, Object>> subjects, Map<String, List<Map<String, Object>>> records) {
        finish(lake.night(LocalDate.parse(date)), subjects, records);
    }

    private void finish(
            Workspace night, List<Map<String, Object>> subjects, Map<String, List<Map<String, Object>>> records) {
        night.upsert("subject.subject", frame(night, "subject.subject", subjects), List.of("subject_id"));
        records.forEach((name, rows) -> night.append("record." + name, frame(night, "record." + name, rows)));
        new GradeStage(policies).run(night);
        lake.publish(night.runDate());
        last = night;
    }

    /** After a night that brings nothing: the grade and the day of its review. */
    private String standing(String date) {
        night(date, List.of(), Map.of());
        return standing();
    }

    private String standing() {
        return texts(last, "grade.grade", "concat_ws(' ', grade, next_review_on)")
                .get(0);
    }

    private void evaluate(Province province, Map<Long, Outcome> standing, LocalDate day, boolean first) {
        for (Map<String, Object> subject : province.subjects) {
            long id = (Long) subject.get("subject_id");
            if (version.subjects().contains((String) subject.get("kind"))) {
                Outcome now = new ReferenceGrade(version, GradingTest::meets, province.of(id))
                        .underLifecycle()
                        .on(day);
                Outcome stands = standing.get(id);
                if (first || listed(now) != listed(stands)) {
                    standing.put(id, now);
                }
            }
        }
    }

    private static boolean listed(Outcome outcome) {
        return outcome.contributions().containsKey("listed");
    }

    private static List<String> said(Map<Long, Outcome> standing) {
        List<String> said = new ArrayList<>();
        standing.forEach((id, o) -> said.add(id + " " + o.grade() + " " + o.score() + " " + o.rule()));
        return said.stream().sorted().toList();
    }

    private static List<String> contributions(Map<Long, Outcome> standing) {
        List<String> said = new ArrayList<>();
        standing.forEach((id, o) -> o.contributions()
                .forEach((indicator, points) ->
                        said.add(id + " " + indicator + " " + points.substring(0, points.indexOf(' ')))));
        return said.stream().sorted().toList();
    }

    private static List<String> grades(Workspace night) {
        return texts(night, "grade.grade", "concat_ws(' ', subject_id, grade, score, coalesce(direct_rule, 'null'))");
    }

    private static List<String> contributions(Workspace night) {
        return texts(night, "grade.contribution", "concat_ws(' ', subject_id, indicator, points)");
    }

    private static List<String> texts(Workspace night, String table, String text) {
        return night.spark().sql("SELECT " + text + " FROM " + night.branch(table)).collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    private static List<Map<String, Object>> joined(List<Map<String, Object>> a, List<Map<String, Object>> b) {
        List<Map<String, Object>> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static org.apache.spark.sql.Dataset<Row> frame(
            Workspace night, String table, List<Map<String, Object>> rows) {
        return LakeRows.of(night.spark(), night.contract(table), rows);
    }
}
