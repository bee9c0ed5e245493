package io.creditlake.match;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.match.Estimation.Training;
import io.creditlake.match.Model.Estimated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Estimates a model on profiles. What comes to the driver are counts of patterns, of which there are no more than the
 * levels of the comparisons can make.
 */
public final class EstimationRun {
    private static final String BLOCK = "block";

    private final Model model;
    private final Dataset<Row> subjects;
    private final Dataset<Row> training;

    /**
     * A run.
     *
     * @param model the model; its m are where the estimation begins
     * @param subjects {@linkplain Profiles profiles} of the subjects as a night compares them, of which u and the prior
     *     are estimated; they are read several times
     * @param training profiles to learn m from: those of the subjects, or better of single records with the code that
     *     they name ({@code subject_id} then tells records apart), for records that share a code are surely one; they are
     *     read several times
     */
    public EstimationRun(Model model, Dataset<Row> subjects, Dataset<Row> training) {
        this.model = model;
        this.subjects = subjects;
        this.training = training;
    }

    /**
     * What a run came to.
     *
     * @param model the model with its new m, u and prior; {@link ModelText} writes it
     * @param subjects how many subjects there were
     * @param randomPairs pairs that u was estimated on
     * @param openPairs blocked pairs of which one at least has no code, for the prior; without any it stays as it was
     * @param rules what each blocking rule told of m, in the order of the model
     */
    public record Outcome(Model model, long subjects, long randomPairs, long openPairs, List<Told> rules) {}

    /**
     * What the pairs of a blocking rule told.
     *
     * @param rule its name
     * @param pairs pairs that share a block of it
     * @param one how many of them are expected to be one; 0 when the rule can tell nothing
     * @param rounds rounds that expectation and maximisation took, in the last of the passes
     */
    public record Told(String rule, long pairs, double one, int rounds) {}

    /**
     * Estimates.
     *
     * @param on what the profiles are of, for the file
     * @param randomPairs about how many random pairs u is estimated on, such as 5,000,000
     */
    public Outcome run(String on, long randomPairs) {
        long rows = subjects.count();
        List<Pattern> random = patterns(random(rows, randomPairs));
        Map<String, List<Pattern>> blocked = new LinkedHashMap<>();
        for (BlockingRule rule : model.blocking()) {
            // Two codes are two subjects: how such pairs agree says nothing of those that are one.
            blocked.put(
                    rule.name(),
                    patterns(pairs(training, Blocks.of(model, rule))
                            .filter(not(haveCodes().and(not(haveOneCode()))))));
        }
        // Subjects that both have a code are one or two without this model.
        List<Pattern> open = patterns(pairs(subjects, Blocks.of(model)).filter(not(haveCodes())));
        Model estimated = Estimation.estimated(model, random, blocked, open, 0.5 * rows * (rows - 1));
        List<Told> told = model.blocking().stream()
                .map(rule -> told(rule, estimated, blocked.get(rule.name())))
                .toList();
        Model sourced = Levels.withSource(estimated, new Estimated(on, rows));
        return new Outcome(sourced, rows, pairs(random), pairs(open), told);
    }

    /** What a rule told in the last pass, which begins at the m of the file with the u estimated. */
    private Told told(BlockingRule rule, Model estimated, List<Pattern> patterns) {
        Training training =
                Estimation.train(Levels.withMOf(model, estimated), Estimation.heldOut(model, rule), patterns);
        long pairs = pairs(patterns);
        return new Told(rule.name(), pairs, training.prior() * pairs, training.rounds());
    }

    private static long pairs(List<Pattern> patterns) {
        return patterns.stream().mapToLong(Pattern::pairs).sum();
    }

    /** Pairs of profiles that share a block, each once; blocks that are too large are left out. */
    private Dataset<Row> pairs(Dataset<Row> profiles, Column blocks) {
        Dataset<Row> blocked =
                profiles.select(col("subject_id"), explode(blocks).as(BLOCK));
        Dataset<Row> fitting = blocked.groupBy(BLOCK)
                .agg(count(lit(1)).as("size"))
                .filter(col("size").between(2, model.largestBlock()))
                .select(BLOCK);
        Dataset<Row> kept = blocked.join(fitting, BLOCK);
        Dataset<Row> ids = kept.withColumnRenamed("subject_id", "a")
                .join(kept.withColumnRenamed("subject_id", "b"), BLOCK)
                .filter("a < b")
                .select("a", "b")
                .distinct();
        return together(ids, profiles);
    }

    /**
     * Pairs of profiles drawn by chance, the same each time: the profiles stand in a circle in the order of a hash, and
     * each is paired with those that stand some distances further on.
     */
    private Dataset<Row> random(long rows, long wanted) {
        // Half way round, lest a pair is met from both of its ends.
        long half = Math.max(1, (rows - 1) / 2);
        int distances = (int) Math.max(1, Math.min(half, (wanted + rows - 1) / Math.max(1, rows)));
        Column[] steps = new Column[distances];
        for (int i = 0; i < distances; i++) {
            steps[i] = lit(1 + i * Math.max(1, half / distances));
        }
        Dataset<Row> circle = subjects.select(
                col("subject_id"),
                row_number()
                        .over(Window.orderBy(xxhash64(col("subject_id")), col("subject_id")))
                        .as("place"));
        Dataset<Row> ids = circle.select(
                        col("subject_id").as("a"),
                        col("place"),
                        explode(array(steps)).as("step"))
                .select(
                        col("a"),
                        pmod(col("place").plus(col("step")), lit(rows)).as("place"))
                .join(
                        circle.select(
                                col("subject_id").as("b"),
                                pmod(col("place"), lit(rows)).as("place")),
                        "place")
                .filter("a <> b")
                .select("a", "b");
        return together(ids, subjects).filter(not(haveOneCode()));
    }

    private Dataset<Row> together(Dataset<Row> ids, Dataset<Row> profiles) {
        Column profile = struct(Profiles.columns(model));
        return ids.join(profiles.select(col("subject_id").as("a"), profile.as("left")), "a")
                .join(profiles.select(col("subject_id").as("b"), profile.as("right")), "b")
                .select("left", "right");
    }

    private static Column haveCodes() {
        return col("left.org_key").isNotNull().and(col("right.org_key").isNotNull());
    }

    private static Column haveOneCode() {
        return col("left.org_key").isNotNull().and(col("left.org_key").eqNullSafe(col("right.org_key")));
    }

    private List<Pattern> patterns(Dataset<Row> pairs) {
        Column[] levels = model.comparisons().stream()
                .map(c -> Scores.level(c).as(c.name()))
                .toArray(Column[]::new);
        Column[] names = model.comparisons().stream().map(c -> col(c.name())).toArray(Column[]::new);
        List<Pattern> patterns = new ArrayList<>();
        for (Row row : pairs.select(levels)
                .groupBy(names)
                .agg(count(lit(1)).as("pairs"))
                .orderBy(names)
                .collectAsList()) {
            Integer[] places = new Integer[names.length];
            for (int c = 0; c < names.length; c++) {
                String level = row.getString(c);
                places[c] = level == null
                        ? Pattern.SILENT
                        : model.comparisons().get(c).kind().levels().indexOf(level);
            }
            patterns.add(new Pattern(List.copyOf(Arrays.asList(places)), row.getLong(names.length)));
        }
        return patterns;
    }
}
