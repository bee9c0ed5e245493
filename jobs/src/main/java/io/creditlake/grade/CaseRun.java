package io.creditlake.grade;

import io.creditlake.grade.CaseResult.Difference;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.PolicyCase.Life;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs the cases of policies through the plan that grades at night, under the lifecycle in force on their day: those of
 * one version and day in one pass.
 */
public final class CaseRun {
    private final SparkSession spark;
    private final Policies policies;

    /** A run in a session that need not know a lake. */
    public CaseRun(SparkSession spark, Policies policies) {
        this.spark = spark;
        this.policies = policies;
    }

    private record Pass(PolicyVersion version, LocalDate asOf) {}

    /** What came of each case, in their order. */
    public List<CaseResult> of(List<PolicyCase> cases) {
        Map<Pass, List<PolicyCase>> passes = new LinkedHashMap<>();
        cases.forEach(c -> passes.computeIfAbsent(new Pass(c.version(), c.asOf()), p -> new ArrayList<>())
                .add(c));
        Map<PolicyCase, CaseResult> results = new LinkedHashMap<>();
        passes.forEach((pass, own) -> results.putAll(run(pass, own)));
        return cases.stream().map(results::get).toList();
    }

    private Map<PolicyCase, CaseResult> run(Pass pass, List<PolicyCase> cases) {
        CaseFrames frames = new CaseFrames(spark, policies.contracts(), cases);
        Lifecycle lifecycle = new Lifecycle(policies.lifecycles().on(pass.asOf()));
        Rulings rulings =
                frames.areDecided() ? Rulings.of(frames::table, frames.subjects(), pass.asOf()) : Rulings.ofNothing();
        Map<Long, Row> outcomes = new TreeMap<>();
        new Grading(List.of(pass.version()), lifecycle, pass.asOf())
                .of(frames::table, frames.subjects(), rulings)
                .collectAsList()
                .forEach(row -> outcomes.put(row.getAs("subject_id"), row));
        Map<PolicyCase, List<Difference>> lives = lives(frames, cases, lifecycle, rulings);
        Map<PolicyCase, CaseResult> results = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            PolicyCase given = cases.get(i);
            results.put(given, result(given, outcomes.get((long) i), lives.getOrDefault(given, List.of())));
        }
        return results;
    }

    /** Where records are not what their cases expect them to be; classes of which no case does are not looked at. */
    private static Map<PolicyCase, List<Difference>> lives(
            CaseFrames frames, List<PolicyCase> cases, Lifecycle lifecycle, Rulings rulings) {
        TreeSet<String> classes = new TreeSet<>();
        for (PolicyCase given : cases) {
            given.records().forEach((name, records) -> {
                if (records.stream().anyMatch(r -> !r.expected().isEmpty())) {
                    classes.add(name);
                }
            });
        }
        Map<PolicyCase, List<Difference>> lives = new HashMap<>();
        for (String name : classes) {
            Map<Long, Row> found = new HashMap<>();
            lifecycle
                    .of(name, frames.table("record." + name), rulings.of(name))
                    .collectAsList()
                    .forEach(row -> found.put(row.getAs("record_id"), row));
            long id = 0;
            for (PolicyCase given : cases) {
                int place = 0;
                for (PolicyCase.Given record : given.records().getOrDefault(name, List.of())) {
                    Row row = found.get(++id);
                    String who = name + " " + ++place;
                    record.expected().forEach((life, expected) -> {
                        Object is = row.getAs(life.key());
                        String text = is == null ? Life.NONE : is.toString();
                        if (!text.equals(expected)) {
                            lives.computeIfAbsent(given, c -> new ArrayList<>())
                                    .add(new Difference(who + " " + life.key(), expected, text));
                        }
                    });
                }
            }
        }
        return lives;
    }

    private static CaseResult result(PolicyCase given, Row row, List<Difference> lives) {
        if (row == null) {
            return CaseResult.ungraded(given);
        }
        Map<String, BigDecimal> contributions = new TreeMap<>();
        for (Row c : row.<Row>getList(row.fieldIndex("contributions"))) {
            contributions.put(c.getAs("indicator"), c.getAs("points"));
        }
        return CaseResult.of(
                given,
                row.getAs("grade"),
                row.getAs("score"),
                row.getAs("direct_rule"),
                contributions,
                EvidenceReader.day(row, "next_review_on"),
                lives);
    }
}
