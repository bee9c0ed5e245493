package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How probable it is that two subjects are one, and why. */
public final class Scores {
    /** Column with the sum of all weights and of the prior's, in bits. */
    public static final String WEIGHT = "weight";
    /** Column with the probability, {@code 1 / (1 + 2^-weight)}. */
    public static final String PROBABILITY = "probability";
    /** Column with what the weight is made of: {@code array<struct<comparison:string,level:string,weight:double>>}. */
    public static final String EVIDENCE = "evidence";
    /** Column of pairs with how frequent the terms are that the two have in common, see {@link Terms#onto}. */
    public static final String FREQUENCY = "frequency";

    private static final String EVIDENCE_TYPE = "array<struct<comparison:string,level:string,weight:double>>";

    private Scores() {}

    /**
     * Scores pairs.
     *
     * @param pairs struct columns {@code left} and {@code right}, which are {@linkplain Profiles profiles}; where there is
     *     one, {@code frequency array<double>}: for each of {@link Model#termComparisons} the share of subjects that have
     *     the term which the two have in common, null where they have none or it is not known; any other columns stay
     * @return with {@code weight double} (bits), {@code probability double} and {@code evidence}, in which what is not
     *     known of one of the two does not occur and the prior does not either; evidence is null below the threshold of
     *     review
     */
    public static Dataset<Row> of(Model model, Dataset<Row> pairs) {
        return pairs.withColumn(WEIGHT, weight(model, pairs))
                .withColumn(
                        PROBABILITY,
                        lit(1).divide(lit(1).plus(pow(lit(2.0), col(WEIGHT).multiply(-1)))))
                .withColumn(
                        EVIDENCE,
                        when(col(WEIGHT).geq(model.reviewWeight()), evidence(model, pairs))
                                .cast(EVIDENCE_TYPE));
    }

    /**
     * The weight alone, in bits.
     *
     * @param pairs as {@link #of} takes them, to see whether they have frequencies
     */
    public static Column weight(Model model, Dataset<Row> pairs) {
        Column weight = lit(model.priorWeight());
        for (Comparison comparison : model.comparisons()) {
            weight = weight.plus(weight(model, comparison, pairs));
        }
        return weight;
    }

    /** The level at which the two of a pair agree, one of the kind's; null where one of the two says nothing. */
    static Column level(Comparison comparison) {
        return call_function(
                "credit.agreement",
                lit(comparison.kind().key()),
                col("left." + comparison.column()),
                col("right." + comparison.column()));
    }

    private static Column evidence(Model model, Dataset<Row> pairs) {
        Column[] parts = model.comparisons().stream()
                .map(c -> when(
                                level(c).isNotNull(),
                                array(struct(
                                        lit(c.name()).as("comparison"),
                                        level(c).as("level"),
                                        weight(model, c, pairs).as("weight"))))
                        .otherwise(array().cast(EVIDENCE_TYPE)))
                .toArray(Column[]::new);
        return concat(parts);
    }

    private static Column weight(Model model, Comparison comparison, Dataset<Row> pairs) {
        List<String> levels = comparison.kind().levels();
        Column[] names =
                levels.stream().map(org.apache.spark.sql.functions::lit).toArray(Column[]::new);
        Column[] weights =
                levels.stream().map(l -> lit(comparison.level(l).weight())).toArray(Column[]::new);
        double share = comparison.termShare();
        Column[] shares = levels.stream()
                .map(l -> lit(comparison.dependsOnTerm(l) ? share : 0.0))
                .toArray(Column[]::new);
        boolean known =
                comparison.term().isPresent() && Arrays.asList(pairs.columns()).contains(FREQUENCY);
        int place = model.termComparisons().indexOf(comparison);
        Column frequency = known ? coalesce(get(col(FREQUENCY), lit(place)), lit(0.0)) : lit(0.0);
        return call_function(
                "credit.agreement_weight",
                level(comparison),
                array(names),
                array(weights),
                array(shares),
                frequency,
                lit(comparison.bound()));
    }
}
