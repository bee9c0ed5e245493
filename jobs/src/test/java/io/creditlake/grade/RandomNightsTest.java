package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After every night the grades are those that grading everybody anew on that day would give. */
class RandomNightsTest {
    private static final Path CONF = Path.of("src/test/resources/io/creditlake/grade/conf");
    private static final String POLICY = "policies/every-feature/2020-01-01.yaml";
    /** More of them, and of seeds, find more; so many keep the build short. */
    private static final int NIGHTS = Integer.getInteger("creditlake.random.nights", 5);

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 31);
    private static final List<Integer> DAYS = List.of(1, 1, 1, 29, 31, 92, 184, 366);
    private static final List<String> GRADE = List.of(
            "subject_id",
            "policy",
            "policy_version",
            "policy_digest",
            "score",
            "grade",
            "direct_rule",
            "next_review_on");
    private static final List<String> CONTRIBUTION =
            List.of("indicator", "kind", "title", "points", "measure", "basis");

    @TempDir
    Path folder;

    private Random random;
    private Province province;
    private Map<String, Integer> written;

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void gradingWhatChangedNightByNightEndsWhereGradingEverybodyDoes(long seed) throws IOException {
        random = new Random(seed);
        province = new Province(seed, FIRST).withSubjects(30);
        written = new HashMap<>();
        LocalDate day = FIRST;
        LocalDate renewed = FIRST.plusDays(60);
        try (TestLake lake = new TestLake(folder.resolve("lake"))) {
            Policies policies =
                    Policies.load(twoVersions(renewed), lake.tables().contracts());
            for (int number = 0; number < NIGHTS; number++) {
                Workspace night = lake.night(day);
                if (number == 0) {
                    night.append("subject.subject", rows(night, "subject.subject", province.subjects));
                } else {
                    comesTo(night);
                }
                writeRecords(night);
                new GradeStage(policies).run(night);

                Dataset<Row> everybody = new Grading(
                                policies.inForce(day),
                                new Lifecycle(policies.lifecycles().on(day)),
                                day)
                        .of(
                                night::read,
                                night.read("subject.subject"),
                                Rulings.of(night::read, night.read("subject.subject"), day));
                assertThat(texts(night.read("grade.grade").select(columns(GRADE))))
                        .as("grades of night %d, %s", number, day)
                        .isEqualTo(texts(everybody.select(columns(GRADE))));
                assertThat(texts(night.read("grade.contribution").select(contribution())))
                        .as("contributions of night %d, %s", number, day)
                        .isEqualTo(texts(everybody
                                .select(
                                        col("subject_id"),
                                        col("policy"),
                                        explode(col("contributions")).as("c"))
                                .select("subject_id", "policy", "c.*")
                                .select(contribution())));
                lake.publish(day);
                day = day.plusDays(DAYS.get(random.nextInt(DAYS.size())));
            }
        }
    }

    /** The policy of all features, and a later version of it that is milder. */
    private Path twoVersions(LocalDate renewed) throws IOException {
        Path conf = TestLake.copy(CONF, folder.resolve("conf"));
        String text = Files.readString(conf.resolve(POLICY));
        Files.writeString(
                conf.resolve(POLICY).resolveSibling(renewed + ".yaml"),
                text.replace("2020-01-01", renewed.toString()).replace("{each: -5, cap: -12}", "{each: -4, cap: -12}"));
        return conf;
    }

    /** What happens in a night: some subjects get records, become another kind or are merged, and much is decided. */
    private void comesTo(Workspace night) {
        province.comesTo(night.runDate());
        for (int n = random.nextInt(4); n > 0; n--) {
            province.addRecords(id(touched(night)));
        }
        if (random.nextInt(3) == 0) {
            Map<String, Object> other = touched(night);
            other.put("kind", other.get("kind").equals("enterprise") ? "person" : "enterprise");
        }
        if (random.nextBoolean()) {
            merge(night, province.subjects.remove(random.nextInt(province.subjects.size())), touched(night));
        }
        for (int n = random.nextInt(4); n > 0; n--) {
            province.decide();
        }
        night.upsert("subject.subject", rows(night, "subject.subject", province.subjects), List.of("subject_id"));
    }

    private Map<String, Object> touched(Workspace night) {
        Map<String, Object> subject = province.subjects.get(random.nextInt(province.subjects.size()));
        subject.put("last_changed", night.runDate());
        return subject;
    }

    private void merge(Workspace night, Map<String, Object> from, Map<String, Object> into) {
        Dataset<Row> gone = night.spark().sql("SELECT " + id(from) + "L AS subject_id");
        night.delete("subject.subject", gone, List.of("subject_id"));
        night.append("subject.ended", gone.withColumn("ended_on", functions.lit(night.runDate())));
        province.records.forEach((name, rows) -> {
            List<Map<String, Object>> moving = rows.stream()
                    .filter(row -> row.get("subject_id").equals(id(from)))
                    .toList();
            if (!moving.isEmpty()) {
                night.update(
                        "record." + name, gone, List.of("subject_id"), Map.of("subject_id", functions.lit(id(into))));
                moving.forEach(row -> row.put("subject_id", id(into)));
            }
        });
    }

    private static Long id(Map<String, Object> subject) {
        return (Long) subject.get("subject_id");
    }

    private void writeRecords(Workspace night) {
        province.records.forEach((name, rows) -> {
            int before = written.getOrDefault(name, 0);
            if (rows.size() > before) {
                night.append("record." + name, rows(night, "record." + name, rows.subList(before, rows.size())));
                written.put(name, rows.size());
            }
        });
    }

    private static Dataset<Row> rows(Workspace night, String table, List<Map<String, Object>> rows) {
        return LakeRows.of(night.spark(), night.contract(table), rows);
    }

    private static Column[] columns(List<String> names) {
        return names.stream().map(functions::col).toArray(Column[]::new);
    }

    /** In evidence the order of records is that of their ids, which texts of arrays keep. */
    private static Column[] contribution() {
        List<Column> columns = new ArrayList<>(List.of(col("subject_id"), col("policy")));
        columns.addAll(List.of(columns(CONTRIBUTION)));
        columns.add(col("evidence").cast("string"));
        return columns.toArray(Column[]::new);
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Row::toString).sorted().toList();
    }
}
