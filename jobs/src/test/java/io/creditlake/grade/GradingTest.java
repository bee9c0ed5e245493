package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.grade.ReferenceGrade.Outcome;
import io.creditlake.lake.Kept;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.jdk.javaapi.CollectionConverters;

class GradingTest {
    private static final Path CONF = Path.of("src/test/resources/io/creditlake/grade/conf");

    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,2026-03-31,0", "2,2024-02-29,1", "3,2026-11-24,1", "4,2018-12-31,1", "5,2025-06-01,2"})
    void thePlanGradesAsThePlainReferenceDoes(long seed, LocalDate day, int sources) {
        try (TestLake lake = new TestLake(folder)) {
            // With generated code and without it.
            Sessions.suit(lake.spark(), seed % 2 == 0 ? 0 : 1_000_000_000, 0);
            Province province = new Province(seed, day).withSubjects(250);
            if (sources > 0) {
                province.withDecisions(sources);
            }
            PolicyVersion version = version(lake);

            Map<Long, Outcome> graded = outcomes(lake, province, version, day);

            Map<Long, Outcome> expected = new TreeMap<>();
            for (Map<String, Object> subject : province.subjects) {
                if (version.subjects().contains((String) subject.get("kind"))) {
                    long id = (Long) subject.get("subject_id");
                    expected.put(
                            id,
                            new ReferenceGrade(version, GradingTest::meets, province.of(id))
                                    .underLifecycle()
                                    .on(day));
                }
            }
            assertThat(expected.values()).extracting(Outcome::grade).contains("A", "B", "C", "D");
            assertThat(graded).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    @Test
    void thePlanScansEachRecordClassOnce() {
        try (TestLake lake = new TestLake(folder)) {
            Province province = new Province(1, DAY).withSubjects(3);
            List<String> read = new java.util.ArrayList<>();
            new Grading(List.of(version(lake)), lifecycle(lake, DAY), DAY)
                    .of(
                            name -> {
                                read.add(name);
                                return frame(lake, province, name);
                            },
                            LakeRows.of(
                                    lake.spark(), lake.tables().contracts().get("subject.subject"), province.subjects),
                            Rulings.ofNothing());
            assertThat(read)
                    .containsExactlyInAnyOrder(
                            "record.penalty",
                            "record.registration",
                            "record.abnormal_operation",
                            "record.licence",
                            "record.serious_dishonesty");
        }
    }

    @Test
    void aFewSubjectsOfManyAreMetBeforeTheirRecordsAreLookedAtAndGradedAsAllAre() {
        try (TestLake lake = new TestLake(folder)) {
            Province province = new Province(1, DAY).withSubjects(80);
            Dataset<Row> all =
                    LakeRows.of(lake.spark(), lake.tables().contracts().get("subject.subject"), province.subjects);
            Dataset<Row> few = all.orderBy("subject_id").limit(2);
            Grading grading = new Grading(List.of(version(lake)), lifecycle(lake, DAY), DAY);
            Function<String, Dataset<Row>> tables = name -> frame(lake, province, name);
            Dataset<Row> ofFew = grading.of(tables, Kept.of(few), Rulings.ofNothing());
            assertThat(((org.apache.spark.sql.classic.Dataset<Row>) ofFew)
                            .queryExecution()
                            .optimizedPlan()
                            .toString())
                    .contains("Join LeftSemi");
            List<Row> graded = ofFew.orderBy("subject_id").collectAsList();
            assertThat(graded).isNotEmpty();
            assertThat(graded)
                    .isEqualTo(grading.of(tables, all, Rulings.ofNothing())
                            .join(few.select("subject_id"), new String[] {"subject_id"}, "left_semi")
                            .orderBy("subject_id")
                            .collectAsList());
        }
    }

    @Test
    void ofAFewSubjectsNoConditionIsEvaluatedBelowTheJoinThatFindsTheirRecords() {
        try (TestLake lake = new TestLake(folder)) {
            Province province = new Province(1, DAY).withSubjects(80);
            Dataset<Row> few = LakeRows.of(
                            lake.spark(), lake.tables().contracts().get("subject.subject"), province.subjects)
                    .limit(2);
            LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) new Grading(
                                    List.of(version(lake)), lifecycle(lake, DAY), DAY)
                            .of(name -> Kept.of(frame(lake, province, name)), Kept.of(few), Rulings.ofNothing()))
                    .queryExecution()
                    .optimizedPlan();
            List<String> below = new ArrayList<>();
            belowJoins(plan, below);
            // Records that lie in the plan itself would be filtered while it is made: these are read when it runs.
            assertThat(below)
                    .anyMatch(records -> records.contains("penalty_type"))
                    .anyMatch(records -> records.contains("approved_on"));
            assertThat(plan.toString()).contains("责令关闭", "revoked");
            assertThat(String.join("\n", below)).doesNotContain("责令关闭").doesNotContain("revoked");
        }
    }

    private static void belowJoins(LogicalPlan plan, List<String> below) {
        if (plan instanceof Join join) {
            below.add(join.left().toString());
        }
        CollectionConverters.asJava(plan.children()).forEach(child -> belowJoins(child, below));
    }

    @Test
    void tenMoreIndicatorsAddNoScanNoShuffleAndNoJoin() throws IOException {
        try (TestLake lake = new TestLake(folder.resolve("lake"))) {
            Policies policies = Policies.load(CONF, lake.tables().contracts());
            StringBuilder text =
                    new StringBuilder(Files.readString(CONF.resolve("policies/every-feature/2020-01-01.yaml")));
            for (int i = 0; i < 10; i++) {
                text.append("  - {id: more_")
                        .append(i)
                        .append(", title: 更多, dimension: d_licences, kind: bonus,")
                        .append(" record: licence, where: status = '")
                        .append(i)
                        .append("', window: ")
                        .append(i + 1)
                        .append(" months, measure: count, points: {each: 1}, basis: 《测试办法》第一条, remedy: 续期}\n");
            }
            PolicyVersion more = policies.draft(
                    policies.find("every-feature").orElseThrow(), Files.writeString(folder.resolve("more.yaml"), text));
            assertThat(steps(lake, List.of(version(lake), more))).isEqualTo(steps(lake, List.of(version(lake))));
        }
    }

    /** How often the plan reads, shuffles and joins. */
    private static List<Integer> steps(TestLake lake, List<PolicyVersion> versions) {
        Province province = new Province(1, DAY).withSubjects(3);
        String plan = ((org.apache.spark.sql.classic.Dataset<Row>) new Grading(versions, lifecycle(lake, DAY), DAY)
                        .of(
                                name -> frame(lake, province, name),
                                LakeRows.of(
                                        lake.spark(),
                                        lake.tables().contracts().get("subject.subject"),
                                        province.subjects),
                                Rulings.ofNothing()))
                .queryExecution()
                .executedPlan()
                .toString();
        assertThat(plan).contains("Exchange", "Scan");
        return Stream.of("Exchange", "Scan", "Join")
                .map(step -> plan.split(step, -1).length)
                .toList();
    }

    static Lifecycle lifecycle(TestLake lake, LocalDate day) {
        return new Lifecycle(
                Policies.load(CONF, lake.tables().contracts()).lifecycles().on(day));
    }

    static PolicyVersion version(TestLake lake) {
        Policies policies = Policies.load(CONF, lake.tables().contracts());
        policies.checkExpressions(lake.spark());
        return policies.inForce(LocalDate.of(2026, 1, 1)).get(0);
    }

    private static Map<Long, Outcome> outcomes(TestLake lake, Province province, PolicyVersion version, LocalDate day) {
        SparkSession spark = lake.spark();
        Dataset<Row> subjects = LakeRows.of(spark, lake.tables().contracts().get("subject.subject"), province.subjects);
        Map<Long, Outcome> outcomes = new HashMap<>();
        Function<String, Dataset<Row>> tables = name -> frame(lake, province, name);
        for (Row row : new Grading(List.of(version), lifecycle(lake, day), day)
                .of(tables, subjects, Rulings.of(tables, subjects, day))
                .collectAsList()) {
            Map<String, String> contributions = new TreeMap<>();
            for (Row c : row.<Row>getList(row.fieldIndex("contributions"))) {
                contributions.put(
                        c.getAs("indicator"),
                        c.<BigDecimal>getAs("points") + " " + c.<BigDecimal>getAs("measure") + " "
                                + c.<Long>getList(c.fieldIndex("evidence")));
            }
            outcomes.put(
                    row.getAs("subject_id"),
                    new Outcome(
                            row.<BigDecimal>getAs("score").toPlainString(),
                            row.getAs("grade"),
                            row.getAs("direct_rule"),
                            row.getAs("next_review_on"),
                            contributions));
        }
        return outcomes;
    }

    private static Dataset<Row> frame(TestLake lake, Province province, String table) {
        return LakeRows.of(
                lake.spark(),
                lake.tables().contracts().get(table),
                province.records.getOrDefault(table.substring("record.".length()), List.of()));
    }

    /** The conditions of the test policy, said again in Java. */
    static boolean meets(String item, Map<String, Object> r) {
        return switch (item) {
            case "closed" -> ((String) r.get("penalty_type")).contains("责令关闭");
            case "revoked" -> "revoked".equals(r.get("status"));
            case "age" -> "open".equals(r.get("status"));
            case "licences", "licences_lapsed" -> "1".equals(r.get("status"));
            case "large_share.part" ->
                r.get("fine") != null && ((BigDecimal) r.get("fine")).compareTo(new BigDecimal("2000")) >= 0;
            case "penalties", "fading" -> r.get("fine") != null && ((BigDecimal) r.get("fine")).signum() > 0;
            default -> true;
        };
    }
}
