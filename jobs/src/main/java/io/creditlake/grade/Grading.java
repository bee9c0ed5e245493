package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;

import io.creditlake.lake.Kept;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Policies compiled to one plan: the indicators of all of them share one aggregation a record class, whose results meet
 * once a subject.
 *
 * @param versions policy versions, one a policy
 * @param lifecycle what becomes of records with time, whatever the policy
 * @param asOf the day that stands for the clock
 */
record Grading(List<PolicyVersion> versions, Lifecycle lifecycle, LocalDate asOf) {

    /**
     * Grades.
     *
     * @param tables a table of the lake by name, such as {@code record.penalty}
     * @param subjects subject_id, distinct, kind and industry
     * @param rulings what was decided about records of the subjects
     * @return subject_id, policy, policy_version, policy_digest, visibility, as_of, score, grade, direct_rule,
     *     next_review_on, at_once (ids of the direct rules that hold and act at once, with nulls between) and
     *     contributions (an array of indicator, kind, title, points, measure, evidence, basis, with nulls between); one
     *     row a subject and policy that grades its kind and industry
     */
    Dataset<Row> of(Function<String, Dataset<Row>> tables, Dataset<Row> subjects, Rulings rulings) {
        List<Item.OfPolicy> policies = Item.of(versions);
        Dataset<Row> values = subjects.select("subject_id", "kind", "industry");
        for (Map.Entry<String, List<Item>> entry : byClass(policies).entrySet()) {
            String recordClass = entry.getKey();
            Dataset<Row> records =
                    lifecycle.of(recordClass, tables.apply("record." + recordClass), rulings.of(recordClass));
            Dataset<Row> measured = new ClassAggregation(entry.getValue(), asOf).over(records, subjects);
            values = values.join(measured, new String[] {"subject_id"}, "left_outer");
        }
        // Cut off here: adaptive execution would optimise what follows, which is large, anew after each aggregation.
        values = Kept.of(values);
        List<Column> outcomes = new ArrayList<>();
        for (int p = 0; p < policies.size(); p++) {
            PolicyOutcome outcome = new PolicyOutcome(policies.get(p), asOf, "p" + p + "_");
            values = outcome.addTo(values);
            outcomes.add(outcome.outcome());
        }
        // The array apart from its explosion, which would otherwise interpret it; and the outer kind of explosion, for
        // of the other the optimiser infers a filter that computes every grade a second time, all columns inlined.
        return values.select(
                        col("subject_id"),
                        array(outcomes.toArray(Column[]::new)).as("outcomes"))
                .select(col("subject_id"), explode_outer(col("outcomes")).as("outcome"))
                .where(col("outcome").isNotNull())
                .select("subject_id", "outcome.*");
    }

    private static Map<String, List<Item>> byClass(List<Item.OfPolicy> policies) {
        Map<String, List<Item>> byClass = new TreeMap<>();
        policies.forEach(policy -> policy.all()
                .forEach(item -> byClass.computeIfAbsent(item.selection().recordClass(), c -> new ArrayList<>())
                        .add(item)));
        return byClass;
    }
}
