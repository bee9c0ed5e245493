package io.creditlake.grade;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import io.creditlake.policy.Cadence;
import io.creditlake.policy.Dimension;
import io.creditlake.policy.DirectRule;
import io.creditlake.policy.GradeBand;
import io.creditlake.policy.Indicator;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
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
    private final Rules rules;

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
        this.rules = new Rules(version, policy.rules());
    }

    /** Adds the points, then the score and the direct rule, so that each is computed once. */
    Dataset<Row> addTo(Dataset<Row> values) {
        Map<String, Column> worth = new LinkedHashMap<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            Worth one = worth(i);
            worth.put(points(i), one.points());
            worth.put(turn(i), one.turn());
        }
        Map<String, Column> limited = new LinkedHashMap<>();
        version.dimensions().stream().filter(Dimension::isLimited).forEach(dimension -> {
            DimensionLimit limit = new DimensionLimit(dimension, pointsOf(dimension));
            limited.put(sum(dimension), limit.sum());
            limited.put(limit(dimension), limit.correction());
        });
        Map<String, Column> decided = new LinkedHashMap<>();
        decided.put(prefix + "score", score());
        decided.put(prefix + "rule", rules.matched());
        return values.withColumns(worth).withColumns(limited).withColumns(decided);
    }

    private Worth worth(int i) {
        return Worth.of(version.indicators().get(i), policy.indicators().get(i), asOf);
    }

    /** The struct; null for kinds of subject that the policy does not grade. */
    Column outcome() {
        Column byScore = rankByScore();
        Column byRule = rules.rank(col(prefix + "rule"));
        Column ruleDecides = byRule.geq(byScore);
        return when(
                covers(version),
                struct(
                        lit(version.policy()).as("policy"),
                        lit(version.version()).as("policy_version"),
                        lit(version.digest()).as("policy_digest"),
                        lit(version.visibility().key()).as("visibility"),
                        lit(asOf).as("as_of"),
                        col(prefix + "score").as("score"),
                        gradeOf(when(ruleDecides, byRule).otherwise(byScore)).as("grade"),
                        when(ruleDecides, col(prefix + "rule")).as("direct_rule"),
                        nextReview().as("next_review_on"),
                        rules.heldAtOnce().as("at_once"),
                        contributions().as("contributions")));
    }

    private Column score() {
        Column score = lit(version.base()).cast("decimal(12,2)");
        for (int i = 0; i < version.indicators().size(); i++) {
            score = score.plus(col(points(i))).cast("decimal(12,2)");
        }
        for (Dimension dimension : version.dimensions()) {
            score = dimension.isLimited() ? score.plus(col(limit(dimension))).cast("decimal(12,2)") : score;
        }
        return score.cast("decimal(9,2)");
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

    private Column gradeOf(Column rank) {
        Column grade = lit(null).cast("string");
        for (int i = 0; i < version.bands().size(); i++) {
            grade = when(rank.equalTo(i), lit(version.bands().get(i).grade())).otherwise(grade);
        }
        return grade;
    }

    /** The next day on which time moves anything, or where the policy waits for its periods, the first that begins then. */
    private Column nextReview() {
        List<Column> turns = new ArrayList<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            turns.add(atPeriod(col(turn(i))));
        }
        for (int i = 0; i < version.directRules().size(); i++) {
            Column turn = col(policy.rules().get(i).turn());
            turns.add(version.directRules().get(i).atOnce() ? turn : atPeriod(turn));
        }
        return array_min(array(turns.toArray(Column[]::new)));
    }

    /** The first day of a period that is not before a day. */
    private Column atPeriod(Column day) {
        if (version.cadence() == Cadence.NIGHTLY) {
            return day;
        }
        Column start = trunc(day, version.cadence() == Cadence.MONTHLY ? "month" : "quarter");
        return when(day.equalTo(start), day)
                .otherwise(add_months(start, version.cadence().months()));
    }

    /** Whether a version grades a subject of some {@code kind} and {@code industry}. */
    static Column covers(PolicyVersion version) {
        Column kind = col("kind").isin(version.subjects().toArray());
        return version.industries().stream()
                .map(code -> coalesce(col("industry").startsWith(code), lit(false)))
                .reduce(Column::or)
                .map(kind::and)
                .orElse(kind);
    }

    private List<Column> pointsOf(Dimension dimension) {
        List<Column> own = new ArrayList<>();
        for (int i = 0; i < version.indicators().size(); i++) {
            if (version.indicators().get(i).dimension().equals(dimension.id())) {
                own.add(col(points(i)));
            }
        }
        return own;
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
                    policy.indicators().get(i).evidence(),
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
                    policy.rules().get(i).evidence(),
                    rule.basis());
            contributions.add(when(rules.holds(i), row));
        }
        for (Dimension dimension : version.dimensions()) {
            if (dimension.isLimited()) {
                Column row = contribution(
                        dimension.id(),
                        "limit",
                        dimension.title(),
                        col(limit(dimension)),
                        col(sum(dimension)).cast("decimal(20,4)"),
                        array().cast("array<bigint>"),
                        dimension.basis());
                contributions.add(when(col(limit(dimension)).notEqual(0), row));
            }
        }
        return array(contributions.toArray(Column[]::new));
    }

    private static Column contribution(
            String id, String kind, String title, Column points, Column measure, Column evidence, String basis) {
        return struct(
                lit(id).as("indicator"),
                lit(kind).as("kind"),
                lit(title).as("title"),
                points.cast("decimal(9,2)").as("points"),
                measure.as("measure"),
                evidence.as("evidence"),
                lit(basis).as("basis"));
    }

    private String sum(Dimension dimension) {
        return prefix + dimension.id() + "_sum";
    }

    private String limit(Dimension dimension) {
        return prefix + dimension.id() + "_limit";
    }

    private String points(int i) {
        return policy.indicators().get(i).key() + "_points";
    }

    private String turn(int i) {
        return policy.indicators().get(i).key() + "_next";
    }
}
