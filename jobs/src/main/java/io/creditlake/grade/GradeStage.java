package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.SubjectRows;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Visibility;
import io.creditlake.policy.lifecycle.Lifecycle;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Grades the subjects that the night touched, those that time moves tonight, and everybody under a policy with a new
 * version. Under a policy that evaluates by periods most of these wait, see {@link Evaluations}.
 *
 * <p>A grade that is computed again is the same whenever that happens, but for {@code as_of}, which names the day of the
 * computation: from then until {@code next_review_on} the row holds unchanged. {@code previous_grade} is what the row
 * held before it last moved.
 */
public final class GradeStage implements Stage {
    private static final String GRADES = "grade.grade";
    private static final String CONTRIBUTIONS = "grade.contribution";
    private static final List<String> GRADE_KEY = List.of("subject_id", "policy");

    private final Policies policies;

    /** The stage under all policies; the settings of a run may skip some. */
    public GradeStage(Policies policies) {
        this.policies = policies;
    }

    @Override
    public String name() {
        return "grade";
    }

    @Override
    public StageReport run(Workspace workspace) {
        List<PolicyVersion> inForce =
                policies.without(workspace.settings().skippedPolicies()).inForce(workspace.runDate());
        if (inForce.isEmpty()) {
            return withdraw(workspace);
        }
        TouchedSubjects touched = new TouchedSubjects(workspace, inForce);
        Optional<TouchedSubjects.Found> found = touched.find();
        if (found.isEmpty()) {
            return report(List.of(), Set.of());
        }
        SubjectRows rows = SubjectRows.of(workspace, found.get().ids());
        Grading grading =
                new Grading(inForce, new Lifecycle(policies.lifecycles().on(workspace.runDate())), workspace.runDate());
        NightRows night = NightRows.of(workspace, touched, found.get(), rows, grading);
        Evaluations evaluations = new Evaluations(workspace, inForce);
        // Checkpointed and not cached: a cached frame is planned anew whenever one of its tables is written.
        Dataset<Row> evaluated = evaluations
                .beside(grading.of(night.subjects(), night.facts()), night, rows)
                .transform(Kept::of);
        Dataset<Row> waiting = evaluations.waiting(evaluated);
        if (Kept.isEmpty(evaluated)) {
            return report(List.of(), Set.of());
        }
        return SideBySide.both(
                workspace.spark(),
                () -> report(summary(evaluated), published(inForce)),
                Executors.callable(() -> write(workspace, inForce, night.contributions(), evaluated, waiting)),
                (report, written) -> report);
    }

    /** Without a policy there is no grade. */
    private static StageReport withdraw(Workspace workspace) {
        for (String table : List.of(CONTRIBUTIONS, GRADES)) {
            if (workspace.hasRows(table)) {
                workspace.replace(table, workspace.read(table).limit(0), lit(true));
            }
        }
        return report(List.of(), Set.of());
    }

    private static List<Row> summary(Dataset<Row> evaluated) {
        Column stood = col("stood").isNotNull();
        return evaluated
                .groupBy("policy", "grade", "evaluated")
                .agg(count(lit(1)), count_if(stood.and(col("stood.grade").notEqual(col("grade")))))
                .collectAsList()
                .stream()
                .sorted(Comparator.comparing((Row row) -> row.getString(0))
                        .thenComparing(row -> row.getString(1), Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(row -> row.getBoolean(2)))
                .toList();
    }

    private static void write(
            Workspace workspace,
            List<PolicyVersion> inForce,
            Dataset<Row> standing,
            Dataset<Row> evaluated,
            Dataset<Row> waiting) {
        List<Callable<Object>> writes = List.of(
                Executors.callable(() -> writeContributions(workspace, standing, evaluated)),
                Executors.callable(() -> writeGrades(workspace, inForce, evaluated, waiting)));
        SideBySide.run(workspace.spark(), writes);
    }

    private static void writeContributions(Workspace workspace, Dataset<Row> standing, Dataset<Row> evaluated) {
        Dataset<Row> contributions = Evaluations.taken(evaluated)
                .select(
                        col("subject_id"),
                        col("policy"),
                        col("as_of"),
                        explode(col("contributions")).as("c"))
                .select("subject_id", "policy", "as_of", "c.*");
        workspace.exchange(
                CONTRIBUTIONS,
                standing.join(
                        Kept.sent(Evaluations.replaced(evaluated)), GRADE_KEY.toArray(String[]::new), "left_semi"),
                contributions);
    }

    private static void writeGrades(
            Workspace workspace, List<PolicyVersion> inForce, Dataset<Row> evaluated, Dataset<Row> waiting) {
        Dataset<Row> taken = Evaluations.taken(evaluated);
        Column[] stored = workspace.contract(GRADES).columnNames().stream()
                .map(functions::col)
                .toArray(Column[]::new);
        Dataset<Row> replaced = taken.unionByName(Evaluations.gone(evaluated))
                .where(col("stood").isNotNull())
                .select("stood.*")
                .select(Workspace.places())
                .unionByName(waiting.select(Workspace.places()));
        Dataset<Row> written = taken.select(stored).unionByName(waiting.select(stored));
        Standing.writeLast(workspace, inForce, () -> workspace.exchange(GRADES, replaced, written));
    }

    /** Counters are shown on the page of the release: of an internal policy they name no grade. */
    private static Set<String> published(List<PolicyVersion> inForce) {
        return inForce.stream()
                .filter(version -> version.visibility() == Visibility.PUBLIC)
                .map(PolicyVersion::policy)
                .collect(Collectors.toSet());
    }

    private static StageReport report(List<Row> summary, Set<String> published) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("graded", 0L);
        counters.put("moved", 0L);
        counters.put("removed", 0L);
        for (Row row : summary) {
            if (row.isNullAt(1)) {
                counters.merge("removed", row.getLong(3), Long::sum);
            } else if (row.getBoolean(2)) {
                counters.merge("graded", row.getLong(3), Long::sum);
                counters.merge("moved", row.getLong(4), Long::sum);
                if (published.contains(row.getString(0))) {
                    counters.put(row.getString(0) + " " + row.getString(1), row.getLong(3));
                }
            } else {
                counters.merge("waiting", row.getLong(3), Long::sum);
            }
        }
        return StageReport.of(counters);
    }
}
