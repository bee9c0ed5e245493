package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.match.Model;
import io.creditlake.match.Scores;
import io.creditlake.match.Terms;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Some subjects held against those in their blocks.
 *
 * @param model how they are compared
 * @param stored the profiles of the lake
 * @param subjects their profiles
 * @param candidates the pairs to compare
 * @param frequencies how frequent their terms are, as {@link Terms#frequencies} gives them
 */
record Compared(
        Model model, StoredProfiles stored, Dataset<Row> subjects, Candidates candidates, Dataset<Row> frequencies) {

    /**
     * Looks for the pairs.
     *
     * @param subjects profiles of the subjects
     * @param superseded {@code subject_id}: subjects whose stored blocks no longer hold, these among them
     * @param all how many subjects there are
     */
    static Compared of(Model model, StoredProfiles stored, Dataset<Row> subjects, Dataset<Row> superseded, long all) {
        SubjectProfiles profiles = new SubjectProfiles(model);
        Dataset<Row> terms = profiles.terms(subjects).transform(Kept::of);
        Dataset<Row> blocks = profiles.blocks(subjects, terms).transform(Kept::of);
        Dataset<Row> known = stored.sharing(blocks, superseded);
        return new Compared(
                model,
                stored,
                subjects,
                Candidates.of(blocks, known, model.largestBlock()),
                frequencies(model, terms, known, all).transform(Kept::of));
    }

    private static Dataset<Row> frequencies(Model model, Dataset<Row> terms, Dataset<Row> known, long all) {
        if (model.termComparisons().isEmpty()) {
            return terms.selectExpr("comparison", "term", "0.0D AS " + Scores.FREQUENCY);
        }
        Dataset<Row> held = known.filter("term").select("block").union(terms.select("block"));
        Column[] shares = model.termComparisons().stream()
                .map(c -> when(col("comparison").equalTo(c.name()), Terms.frequency(c, col("held"), all)))
                .toArray(Column[]::new);
        return terms.select("comparison", "term", "block")
                .distinct()
                .join(held.groupBy("block").agg(count(lit(1)).as("held")), "block")
                .select(col("comparison"), col("term"), coalesce(shares).as(Scores.FREQUENCY));
    }

    /**
     * The pairs that resemble each other enough for somebody to look at.
     *
     * @param apart {@code left}, {@code right}: subjects that are judged to be different, in both orders
     * @return {@code bare_id}, {@code other_id}, {@code other_coded}, {@code weight}, {@code probability}, {@code evidence}
     */
    Dataset<Row> scored(Dataset<Row> apart) {
        Dataset<Row> pairs = candidates
                .pairs()
                .join(
                        apart,
                        col("bare_id").equalTo(col("left")).and(col("other_id").equalTo(col("right"))),
                        "leftanti")
                .transform(Kept::of);
        Dataset<Row> others =
                Candidates.ids(pairs).join(subjects.select("subject_id"), new String[] {"subject_id"}, "leftanti");
        Dataset<Row> all = new SubjectProfiles(model)
                .opened(subjects.union(stored.of(others)))
                .transform(Kept::of);
        Column whole = struct(Arrays.stream(all.columns()).map(c -> col(c)).toArray(Column[]::new));
        Dataset<Row> sided = pairs.join(all.select(col("subject_id").as("bare_id"), whole.as("left")), "bare_id")
                .join(all.select(col("subject_id").as("other_id"), whole.as("right")), "other_id");
        return Scores.of(model, Terms.onto(model, sided, frequencies))
                .filter(col("probability").geq(model.thresholds().review()))
                .select(
                        col("bare_id"),
                        col("other_id"),
                        col("right.coded").as("other_coded"),
                        col("weight"),
                        col("probability"),
                        to_json(col("evidence")).as("evidence"))
                .transform(Kept::of);
    }
}
