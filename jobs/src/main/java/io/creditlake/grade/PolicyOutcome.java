package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.DirectRule;
import io.creditlake.policy.GradeBand;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The grade of a subject under one policy, from the values of its items, as one struct column. */
final class PolicyOutcome {
    private final Item.OfPolicy policy;
    private final PolicyVersion version;
    private final LocalDate asOf;
    private final String prefix;

    /**
     * The outcome of a policy on a day.
     *
     * @param prefix prefix of the columns that it adds
     */
    PolicyOutcome(Item.OfPolicy policy, LocalDate asOf, String prefix) {
        this.policy = policy;
        this.version = policy.version();
        this.asOf = asOf;
        this.prefix = prefix;
    }

    /** Adds the points, then the score and the direct rule, so that each is computed once. */
    Dataset<Row> addTo(Dataset<Row> values) {
        Map<String, Column> worth = new LinkedHashMap<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            Worth one = worth(i);
            worth.put(points(i), one.points());
            worth.put(turn(i), one.turn());
        }
        Map<String, Column> decided = new LinkedHashMap<>();
        decided.put(prefix + "score", score());
        decided.put(prefix + "rule", matchedRule());
        return values.withColumns(worth).withColumns(decided);
    }

    private Worth worth(int i) {
        return Worth.of(version.indicators().get(i), policy.indicators().get(i), asOf);
    }

    /** The struct; null for kinds of subject that the policy does not grade. */
    Column outcome() {
        Column byScore = rankByScore();
        Column byRule = rankOfRule();
        Column ruleDecides = byRule.geq(byScore);
        return when(
                col("kind").isin(version.subjects().toArray()),
                struct(
                        lit(version.policy()).as("policy"),
                        lit(version.version()).as("policy_version"),
                        lit(version.digest()).as("policy_digest"),
                        lit(asOf).as("as_of"),
                        col(prefix + "score").as("score"),
                        gradeOf(when(ruleDecides, byRule).otherwise(byScore)).as("grade"),
                        when(ruleDecides, col(prefix + "rule")).as("direct_rule"),
                        nextReview().as("next_review_on"),
                        contributions().as("contributions")));
    }

    private Column score() {
        Column score = lit(version.base()).cast("decimal(12,2)");
        for (int i = 0; i < version.indicators().size(); i++) {
            score = score.plus(col(points(i))).cast("decimal(12,2)");
        }
        return score.cast("decimal(9,2)");
    }

    /** The matching rule of the worst grade, the first of the file among equals. */
    private Column matchedRule() {
        List<Integer> worstFirst = new ArrayList<>();
        for (int i = 0; i < version.directRules().size(); i++) {
            worstFirst.add(i);
        }
        worstFirst.sort(Comparator.comparing(
                (Integer i) -> -rank(version.directRules().get(i).grade())));
        Column rule = lit(null).cast("string");
        for (int at = worstFirst.size() - 1; at >= 0; at--) {
            int i = worstFirst.get(at);
            rule = when(matches(i), lit(version.directRules().get(i).id())).otherwise(rule);
        }
        return rule;
    }

    private Column matches(int rule) {
        return coalesce(col(policy.rules().get(rule).value()).gt(0), lit(false));
    }

    private Column rankByScore() {
        List<GradeBand> bands = version.bands();
        Column rank = lit(bands.size() - 1);
        for (int i = bands.size() - 2; i >= 0; i--) {
            rank = when(col(prefix + "score").geq(lit(bands.get(i).from().orElseThrow())), lit(i))
                    .otherwise(rank);
        }
        return rank;
    }

    private Column rankOfRule() {
        Column rank = lit(-1);
        for (DirectRule rule : version.directRules()) {
            rank = when(col(prefix + "rule").equalTo(rule.id()), lit(rank(rule.grade())))
                    .otherwise(rank);
        }
        return rank;
    }

    private Column gradeOf(Column rank) {
        Column grade = lit(null).cast("string");
        for (int i = 0; i < version.bands().size(); i++) {
            grade = when(rank.equalTo(i), lit(version.bands().get(i).grade())).otherwise(grade);
        }
        return grade;
    }

    private int rank(String grade) {
        return version.rank(grade).orElseThrow();
    }

    private Column nextReview() {
        List<Column> turns = new ArrayList<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            turns.add(col(turn(i)));
        }
        policy.rules().forEach(rule -> turns.add(col(rule.turn())));
        return array_min(array(turns.toArray(Column[]::new)));
    }

    /** One element an item, null where it gave and took nothing: a lambda to leave those out would be interpreted. */
    private Column contributions() {
        List<Column> contributions = new ArrayList<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            Indicator indicator = version.indicators().get(i);
            Column points = col(points(i));
            Column row = contribution(
                    indicator.id(),
                    indicator.bonus() ? "bonus" : "deduction",
                    indicator.title(),
                    points,
                    worth(i).measure(),
                    policy.indicators().get(i),
                    indicator.basis());
            contributions.add(when(points.notEqual(0), row));
        }
        for (int i = 0; i < version.directRules().size(); i++) {
            DirectRule rule = version.directRules().get(i);
            Column row = contribution(
                    rule.id(),
                    "direct",
                    rule.title(),
                    lit(BigDecimal.ZERO),
                    col(policy.rules().get(i).value()).cast("decimal(20,4)"),
                    policy.rules().get(i),
                    rule.basis());
            contributions.add(when(matches(i), row));
        }
        return array(contributions.toArray(Column[]::new));
    }

    private static Column contribution(
            String id, String kind, String title, Column points, Column measure, Item item, String basis) {
        return struct(
                lit(id).as("indicator"),
                lit(kind).as("kind"),
                lit(title).as("title"),
                points.cast("decimal(9,2)").as("points"),
                measure.as("measure"),
                item.evidence().as("evidence"),
                lit(basis).as("basis"));
    }

    private String points(int i) {
        return policy.indicators().get(i).key() + "_points";
    }

    private String turn(int i) {
        return policy.indicators().get(i).key() + "_next";
    }
}
