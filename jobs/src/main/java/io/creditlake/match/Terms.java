package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_intersect;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How frequent terms are, such as trade names: that two subjects share a rare one tells more. */
public final class Terms {
    private Terms() {}

    /**
     * The probability that another subject has each term. Of a term that two have alone it is not known, for these may be
     * one: it counts as seldom as the number of subjects can show, and never as common.
     *
     * @param profiles profiles of all subjects
     * @return {@code comparison string}, {@code term string}, {@code frequency double}; empty for a model whose weights
     *     depend on no term
     */
    public static Dataset<Row> frequencies(Model model, Dataset<Row> profiles) {
        long subjects = profiles.count();
        Dataset<Row> all = profiles.sparkSession()
                .emptyDataFrame()
                .select(lit("").as("comparison"), lit("").as("term"), lit(0.0).as(Scores.FREQUENCY));
        for (Comparison comparison : model.termComparisons()) {
            Dataset<Row> terms = profiles.select(explode(terms(comparison, "")).as("term"))
                    .groupBy("term")
                    .agg(frequency(comparison, count(lit(1)), Math.max(1, subjects))
                            .as(Scores.FREQUENCY));
            all = all.union(terms.select(lit(comparison.name()).as("comparison"), col("term"), col(Scores.FREQUENCY)));
        }
        return all;
    }

    /**
     * The probability that another subject has a term.
     *
     * @param bearers how many subjects have it
     * @param subjects how many subjects there are, at least 1
     */
    public static Column frequency(Comparison comparison, Column bearers, long subjects) {
        return when(bearers.leq(2), Math.min(1.0 / subjects, comparison.termShare()))
                .otherwise(bearers.minus(1).divide(subjects));
    }

    /**
     * Adds {@code frequency} to pairs, as {@link Scores} takes it.
     *
     * @param pairs struct columns {@code left} and {@code right}, which are profiles
     * @param frequencies as {@link #frequencies} gives them
     */
    public static Dataset<Row> onto(Model model, Dataset<Row> pairs, Dataset<Row> frequencies) {
        List<String> found = new ArrayList<>();
        Dataset<Row> joined = pairs;
        for (Comparison comparison : model.termComparisons()) {
            String term = "term_of_" + comparison.name();
            String frequency = "frequency_of_" + comparison.name();
            Dataset<Row> known = frequencies
                    .filter(col("comparison").equalTo(comparison.name()))
                    .select(col("term").as(term), col(Scores.FREQUENCY).as(frequency));
            joined = joined.withColumn(
                            term, get(array_intersect(terms(comparison, "left."), terms(comparison, "right.")), lit(0)))
                    .join(known, new String[] {term}, "left")
                    .drop(term);
            found.add(frequency);
        }
        Column all = found.isEmpty()
                ? lit(null).cast("array<double>")
                : array(found.stream().map(name -> col(name)).toArray(Column[]::new));
        return joined.withColumn(Scores.FREQUENCY, all).drop(found.toArray(String[]::new));
    }

    /**
     * The terms of each subject.
     *
     * @param profiles profiles with {@code coded}
     * @return {@code subject_id}, {@code coded}, {@code comparison}, {@code term}
     */
    public static Dataset<Row> of(Model model, Dataset<Row> profiles) {
        return model.termComparisons().stream()
                .map(c -> profiles.select(
                        col("subject_id"),
                        col("coded"),
                        lit(c.name()).as("comparison"),
                        explode(terms(c, "")).as("term")))
                .reduce(Dataset::union)
                .orElseGet(() -> profiles.selectExpr("subject_id", "coded", "'' AS comparison", "'' AS term")
                        .limit(0));
    }

    private static Column terms(Comparison comparison, String of) {
        return call_function(
                "credit.comparable_parts",
                lit(comparison.kind().key()),
                lit(comparison.term().orElseThrow()),
                col(of + comparison.column()));
    }
}
