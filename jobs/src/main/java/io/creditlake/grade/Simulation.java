package io.creditlake.grade;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.any_value;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.signum;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.creditlake.grade.SimulationResult.Cell;
import io.creditlake.grade.SimulationResult.Change;
import io.creditlake.grade.SimulationResult.Mover;
import io.creditlake.grade.SimulationResult.Reason;
import io.creditlake.lake.Kept;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What another version of a policy would change: everybody of a release is graded under both on one day, with the
 * records and decisions of that day. Nothing is written.
 *
 * @param reader session that shows a release
 * @param policies the policies as configured
 * @param now the version in force on the day
 * @param other the version that is tried, as if it were in force on the day
 * @param day the day
 */
public record Simulation(
        SparkSession reader, Policies policies, PolicyVersion now, PolicyVersion other, LocalDate day) {
    private static final String AMOUNT = "decimal(9,2)";

    /** First registered capital, in yuan, of each size but the smallest; sizes are ours, no statistical standard. */
    private static final List<Long> SIZES = List.of(1_000_000L, 10_000_000L, 100_000_000L);

    /**
     * Computes it.
     *
     * @param top how many subjects that move most are named
     */
    public SimulationResult run(int top) {
        Dataset<Row> moves = moves().transform(Kept::of);
        return new SimulationResult(now, other, day, cells(moves), reasons(moves), movers(moves, top));
    }

    /**
     * A row a subject that either version grades: subject_id, {@code now} and {@code other} (structs of score, grade,
     * direct_rule and contributions; null when the version does not grade it), {@code steps} (grades gained, negative
     * when it falls) and region, industry and size.
     */
    private Dataset<Row> moves() {
        AsOf asOf = new AsOf(reader, policies, day);
        Column own = struct(col("score"), col("grade"), col("direct_rule"), col("contributions"));
        Column isNow = col("policy_digest").equalTo(lit(now.digest()));
        Dataset<Row> both = asOf.under(List.of(now, other), asOf.known())
                .groupBy("subject_id")
                .agg(
                        any_value(when(isNow, own), lit(true)).as("now"),
                        any_value(when(not(isNow), own), lit(true)).as("other"));
        Dataset<Row> subjects = asOf.table("subject.subject").select("subject_id", "region", "industry");
        return both.join(subjects, new String[] {"subject_id"}, "left_outer")
                .join(sizes(asOf), new String[] {"subject_id"}, "left_outer")
                .withColumn("steps", rank(col("now.grade"), now).minus(rank(col("other.grade"), other)));
    }

    /** Subjects by the registered capital of their last entry. */
    private static Dataset<Row> sizes(AsOf asOf) {
        Column size = lit(0);
        for (int i = 0; i < SIZES.size(); i++) {
            size = when(col("capital").geq(lit(SIZES.get(i))), lit(i + 1)).otherwise(size);
        }
        return asOf.table("record.registration")
                .where(col("registered_capital").isNotNull())
                .groupBy("subject_id")
                .agg(max_by(col("registered_capital"), struct(col("occurred_on"), col("record_id")))
                        .as("capital"))
                .select(col("subject_id"), size.as("size"));
    }

    /** The place of a grade, 0 for the best. */
    private static Column rank(Column grade, PolicyVersion version) {
        Column rank = lit(null).cast("int");
        for (int i = 0; i < version.grades().size(); i++) {
            rank = when(grade.equalTo(version.grades().get(i)), lit(i)).otherwise(rank);
        }
        return rank;
    }

    private static List<Cell> cells(Dataset<Row> moves) {
        Column city = col("region").substr(1, 4);
        Column section = col("industry").substr(1, 1);
        Dataset<Row> facets = moves.select(
                col("now.grade").as("now"),
                col("other.grade").as("other"),
                explode(array(
                                facet("all", lit("")),
                                facet("city", city),
                                facet("industry", section),
                                facet("size", col("size").cast("string"))))
                        .as("facet"));
        // As many rows as cities, industries and sizes have pairs of grades.
        return facets
                .groupBy("facet.name", "facet.value", "now", "other")
                .agg(count(lit(1)))
                .orderBy("name", "value", "now", "other")
                .collectAsList()
                .stream()
                .map(r -> new Cell(
                        r.getString(0),
                        r.getString(1),
                        Optional.ofNullable(r.getString(2)),
                        Optional.ofNullable(r.getString(3)),
                        r.getLong(4)))
                .toList();
    }

    private static Column facet(String name, Column value) {
        return struct(lit(name).as("name"), coalesce(value, lit("")).as("value"));
    }

    /** Which indicators and rules give or take something else of those that move, up and down apart. */
    private static List<Reason> reasons(Dataset<Row> moves) {
        return differences(moves.where(col("steps").notEqual(0)))
                .groupBy(signum(col("steps")).as("direction"), col("indicator"))
                .agg(
                        max("title"),
                        count(lit(1)).as("subjects"),
                        avg(col("points")).cast(AMOUNT).as("points"))
                .orderBy(col("direction"), col("subjects").desc(), col("indicator"))
                .collectAsList()
                .stream()
                .map(r -> new Reason(r.getDouble(0) > 0, r.getString(1), r.getString(2), r.getLong(3), r.getDecimal(4)))
                .toList();
    }

    /** Each contribution that is another: subject_id, steps, indicator, title, and points gained by the change. */
    private static Dataset<Row> differences(Dataset<Row> moves) {
        Column given = concat(signed("now", -1), signed("other", 1));
        return moves.select(col("subject_id"), col("steps"), explode(given).as("c"))
                .groupBy("subject_id", "steps", "c.indicator")
                .agg(
                        max("c.title").as("title"),
                        sum("c.points").cast(AMOUNT).as("points"),
                        sum("c.there").as("there"))
                .where(col("points").notEqual(0).or(col("there").notEqual(0)));
    }

    private static Column signed(String version, int sign) {
        return coalesce(
                transform(
                        col(version + ".contributions"),
                        c -> struct(
                                c.getField("indicator").as("indicator"),
                                c.getField("title").as("title"),
                                c.getField("points")
                                        .multiply(lit(sign))
                                        .cast("decimal(12,2)")
                                        .as("points"),
                                lit(sign).as("there"))),
                array().cast("array<struct<indicator:string,title:string,points:decimal(12,2),there:int>>"));
    }

    /** Those that move by most grades, then by most points, then of the lowest id. */
    private List<Mover> movers(Dataset<Row> moves, int top) {
        Column points = coalesce(col("other.score").minus(col("now.score")), lit(BigDecimal.ZERO));
        Dataset<Row> most = moves.where(col("steps").notEqual(0))
                .orderBy(
                        abs(col("steps")).desc(),
                        abs(points).desc(),
                        col("subject_id").asc())
                .limit(top)
                .transform(Kept::of);
        Map<Long, List<Change>> changes = new TreeMap<>();
        for (Row r : differences(most)
                .orderBy(abs(col("points")).desc(), col("indicator").asc())
                .collectAsList()) {
            changes.computeIfAbsent(r.getAs("subject_id"), id -> new ArrayList<>())
                    .add(new Change(
                            r.getAs("indicator"),
                            r.getAs("title"),
                            r.getAs("points"),
                            r.<Number>getAs("there").intValue()));
        }
        Dataset<Row> names =
                new AsOf(reader, policies, day).table("subject.subject").select("subject_id", "name", "uscc");
        return most
                .join(names, "subject_id")
                .select(
                        col("subject_id"),
                        coalesce(col("name"), lit("")).as("name"),
                        coalesce(col("uscc"), lit("")).as("uscc"),
                        col("now.grade").as("now"),
                        col("other.grade").as("other"),
                        col("now.score").as("score_now"),
                        col("other.score").as("score_other"),
                        col("steps"))
                .orderBy(
                        abs(col("steps")).desc(),
                        abs(col("score_other").minus(col("score_now"))).desc(),
                        col("subject_id").asc())
                .collectAsList()
                .stream()
                .map(r -> new Mover(
                        r.getAs("subject_id"),
                        r.getAs("name"),
                        r.getAs("uscc"),
                        r.getAs("now"),
                        r.getAs("other"),
                        r.getAs("score_now"),
                        r.getAs("score_other"),
                        r.getAs("steps"),
                        List.copyOf(changes.getOrDefault(r.<Long>getAs("subject_id"), List.of()))))
                .toList();
    }
}
