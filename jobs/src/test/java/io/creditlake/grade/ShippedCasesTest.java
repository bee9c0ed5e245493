package io.creditlake.grade;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.grade.CaseCoverage.Graded;
import io.creditlake.grade.ReferenceGrade.Outcome;
import io.creditlake.lake.Condition;
import io.creditlake.lake.LakeRows;
import io.creditlake.lake.Sessions;
import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Cadence;
import io.creditlake.policy.CaseReader;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedCasesTest {
    @TempDir
    static Path folder;

    private static final TableContracts TABLES =
            TableContracts.load(TestLake.home().resolve("schemas"));
    private static final Policies POLICIES = Policies.load(TestLake.home().resolve("conf"), TABLES);

    private static SparkSession spark;
    private static List<PolicyCase> cases;
    private static Map<PolicyVersion, List<Graded>> graded;

    @BeforeAll
    static void readCases() {
        spark = Sessions.forReading(TestLake.settings(folder), Map.of(), 0);
        cases = CaseReader.read(TestLake.home().resolve("conf"), POLICIES, POLICIES.all());
        graded = new LinkedHashMap<>();
        POLICIES.all().stream()
                .flatMap(p -> p.versions().stream())
                .forEach(version -> graded.put(version, graded(version)));
    }

    @Test
    void everyCaseHolds() {
        List<CaseResult> results = new CaseRun(spark, POLICIES).of(cases);
        assertThat(results).hasSizeGreaterThan(400);
        assertThat(results)
                .filteredOn(result -> !result.holds())
                .extracting(r -> "%s:%d %s %s"
                        .formatted(r.given().file(), r.given().line(), r.given().name(), r.differences()))
                .isEmpty();
    }

    @Test
    void thePlainReferenceGivesWhatTheCasesExpect() {
        graded.values()
                .forEach(all -> all.forEach(c -> {
                    Outcome outcome = c.reference().on(c.day());
                    PolicyCase.Expected expected = c.given().expected();
                    Map<String, BigDecimal> points = new TreeMap<>();
                    outcome.contributions()
                            .forEach((id, said) -> points.put(
                                    id, new BigDecimal(said.substring(0, said.indexOf(' '))).stripTrailingZeros()));
                    Map<String, BigDecimal> wanted = new TreeMap<>();
                    expected.contributions()
                            .orElse(Map.of())
                            .forEach((id, number) -> wanted.put(id, number.stripTrailingZeros()));
                    assertThat(outcome.grade()).as(c.given().name()).isEqualTo(expected.grade());
                    assertThat(new BigDecimal(outcome.score()))
                            .as(c.given().name())
                            .isEqualByComparingTo(expected.score());
                    assertThat(outcome.rule())
                            .as(c.given().name())
                            .isEqualTo(expected.directRule().orElse(null));
                    assertThat(points).as(c.given().name()).isEqualTo(wanted);
                    if (c.given().version().cadence() == Cadence.NIGHTLY) {
                        expected.nextReviewOn().ifPresent(day -> assertThat(outcome.nextReview())
                                .as(c.given().name())
                                .isEqualTo(day));
                    }
                }));
    }

    @Test
    void everyBoundaryOfEveryThresholdHasItsCases() {
        List<String> missing = new ArrayList<>();
        graded.forEach((version, all) -> missing.addAll(CaseCoverage.missing(version, all, POLICIES.lifecycles())));
        assertThat(missing).isEmpty();
    }

    @Test
    void aBoundaryWithoutACaseIsSeen() {
        Map.Entry<PolicyVersion, List<Graded>> first =
                graded.entrySet().iterator().next();
        List<Graded> some = first.getValue().stream()
                .filter(c -> c.given().expected().score().compareTo(new BigDecimal("110")) != 0
                        && !c.given().name().contains("超过上限")
                        && !c.given().name().contains("修复"))
                .toList();
        assertThat(CaseCoverage.missing(first.getKey(), some, POLICIES.lifecycles()))
                .contains(
                        "construction-market 2018-01-01 score 110",
                        "construction-market 2018-01-01 honours cap 10 exceeded",
                        "construction-market 2018-01-01 a repair that takes effect on the day");
    }

    /** The cases of a version with the reference, to which the engine says only which record meets which condition. */
    private static List<Graded> graded(PolicyVersion version) {
        List<Map<String, List<Map<String, Object>>>> numbered = new ArrayList<>();
        List<List<Map<String, Object>>> decided = new ArrayList<>();
        Map<String, List<Map<String, Object>>> byClass = new HashMap<>();
        List<PolicyCase> own =
                cases.stream().filter(c -> c.version().equals(version)).toList();
        long id = 0;
        for (PolicyCase given : own) {
            Map<String, List<Map<String, Object>>> records = new HashMap<>();
            List<Map<String, Object>> revisions = new ArrayList<>();
            for (Map.Entry<String, List<PolicyCase.Given>> entry :
                    given.records().entrySet()) {
                for (PolicyCase.Given said : entry.getValue()) {
                    Map<String, Object> row = new HashMap<>(said.values());
                    row.put("record_id", ++id);
                    said.revisions().forEach(r -> revisions.add(about(r, row)));
                    records.computeIfAbsent(entry.getKey(), c -> new ArrayList<>())
                            .add(row);
                    byClass.computeIfAbsent(entry.getKey(), c -> new ArrayList<>())
                            .add(row);
                }
            }
            numbered.add(records);
            decided.add(revisions);
        }
        Set<String> met = met(conditions(version), byClass);
        List<Graded> all = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            BiPredicate<String, Map<String, Object>> meets = (item, r) -> met.contains(item + " " + r.get("record_id"));
            all.add(new Graded(
                    own.get(i),
                    new ReferenceGrade(version, meets, numbered.get(i))
                            .under(
                                    new ReferenceLaw(POLICIES.lifecycles(), meets, decided.get(i)),
                                    own.get(i).asOf())));
        }
        return all;
    }

    private static Map<String, Object> about(Map<String, Object> said, Map<String, Object> record) {
        Map<String, Object> revision = new HashMap<>(said);
        revision.put("target_record_id", record.get("record_id"));
        revision.putIfAbsent("effective_on", said.get("decision_date"));
        return revision;
    }

    private static Map<String, Condition> conditions(PolicyVersion version) {
        Map<String, Condition> conditions = new TreeMap<>();
        version.directRules().forEach(r -> conditions.put(r.id(), r.selection().where()));
        version.indicators().forEach(i -> {
            conditions.put(i.id(), i.selection().where());
            i.measure().part().ifPresent(part -> conditions.put(i.id() + ".part", part));
        });
        POLICIES.lifecycles().versions().forEach(v -> v.classes().forEach(c -> {
            for (int i = 0; i < c.terms().size(); i++) {
                conditions.put(
                        ReferenceLaw.key(v, c.recordClass(), i),
                        c.terms().get(i).where());
            }
        }));
        return conditions;
    }

    private static Set<String> met(Map<String, Condition> conditions, Map<String, List<Map<String, Object>>> byClass) {
        Set<String> met = new HashSet<>();
        byClass.forEach((name, rows) -> {
            List<String> items = conditions.keySet().stream()
                    .filter(item -> conditions.get(item).recordClass().equals(name))
                    .toList();
            List<Column> columns = new ArrayList<>(List.of(col("record_id")));
            items.forEach(item -> columns.add(
                    coalesce(expr(conditions.get(item).sql()), lit(false)).as(item)));
            for (Row row : LakeRows.of(spark, TABLES.get("record." + name), rows)
                    .select(columns.toArray(Column[]::new))
                    .collectAsList()) {
                for (int i = 0; i < items.size(); i++) {
                    if (row.getBoolean(i + 1)) {
                        met.add(items.get(i) + " " + row.getLong(0));
                    }
                }
            }
        });
        return met;
    }
}
