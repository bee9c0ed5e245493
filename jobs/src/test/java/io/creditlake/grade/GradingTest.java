package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.grade.ReferenceGrade.Outcome;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradingTest {
    private static final Path CONF = Path.of("src/test/resources/io/creditlake/grade/conf");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"1,2026-03-31", "2,2024-02-29", "3,2026-11-24"})
    void thePlanGradesAsThePlainReferenceDoes(long seed, LocalDate day) {
        try (TestLake lake = new TestLake(folder)) {
            Province province = new Province(seed, day).withSubjects(250);
            PolicyVersion version = version(lake);

            Map<Long, Outcome> graded = outcomes(lake, province, version, day);

            Map<Long, Outcome> expected = new TreeMap<>();
            for (Map<String, Object> subject : province.subjects) {
                if (version.subjects().contains((String) subject.get("kind"))) {
                    long id = (Long) subject.get("subject_id");
                    expected.put(id, new ReferenceGrade(version, GradingTest::meets, province.of(id)).on(day));
                }
            }
            assertThat(expected.values()).extracting(Outcome::grade).contains("A", "B", "C", "D");
            assertThat(graded).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    @Test
    void thePlanScansEachRecordClassOnce() {
        try (TestLake lake = new TestLake(folder)) {
            Province province = new Province(1, LocalDate.of(2026, 11, 24)).withSubjects(3);
            List<String> read = new java.util.ArrayList<>();
            new Grading(List.of(version(lake)), LocalDate.of(2026, 11, 24))
                    .of(
                            name -> {
                                read.add(name);
                                return frame(lake, province, name);
                            },
                            LakeRows.of(
                                    lake.spark(), lake.tables().contracts().get("subject.subject"), province.subjects));
            assertThat(read)
                    .containsExactlyInAnyOrder(
                            "record.penalty",
                            "record.registration",
                            "record.abnormal_operation",
                            "record.licence",
                            "record.serious_dishonesty");
        }
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
        for (Row row : new Grading(List.of(version), day)
                .of(name -> frame(lake, province, name), subjects)
                .collectAsList()) {
            Map<String, String> contributions = new TreeMap<>();
            for (Row c : row.<Row>getList(row.fieldIndex("contributions"))) {
                if (c == null) {
                    continue;
                }
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
            case "licences" -> "1".equals(r.get("status"));
            case "large_share.part" ->
                r.get("fine") != null && ((BigDecimal) r.get("fine")).compareTo(new BigDecimal("2000")) >= 0;
            case "penalties", "fading" -> r.get("fine") != null && ((BigDecimal) r.get("fine")).signum() > 0;
            default -> true;
        };
    }
}
