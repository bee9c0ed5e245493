package io.creditlake.grade;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.creditlake.grade.ValidationResult.OfGrade;
import io.creditlake.lake.Kept;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.Severity;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well a policy foresees serious penalties: everybody is graded for a day under the version then in force, and what
 * happened to them after it and until a later day is counted. Nothing is written.
 *
 * @param reader session that shows a release
 * @param policies the policies as configured
 * @param version the version in force on the day
 * @param day the day of the grades
 * @param until last day on which a penalty counts as foreseen
 */
public record Validation(
        SparkSession reader, Policies policies, PolicyVersion version, LocalDate day, LocalDate until) {

    /** Computes it. */
    public ValidationResult run() {
        AsOf asOf = new AsOf(reader, policies, day);
        Dataset<Row> graded = asOf.under(List.of(version), asOf.known())
                .select("subject_id", "score", "grade")
                .join(punished(), new String[] {"subject_id"}, "left_outer")
                .withColumn("event", coalesce(col("event"), lit(false)))
                .transform(Kept::of);
        Map<String, OfGrade> grades = new LinkedHashMap<>();
        version.grades().forEach(grade -> grades.put(grade, new OfGrade(grade, 0, 0)));
        counted(graded, "grade")
                .collectAsList()
                .forEach(r -> grades.put(r.getString(0), new OfGrade(r.getString(0), r.getLong(1), r.getLong(2))));
        // As many rows as there are different scores.
        List<Separation.Step> byScore = counted(graded, "score")
                .orderBy(col("score").desc())
                .collectAsList()
                .stream()
                .map(r -> new Separation.Step(r.getLong(1), r.getLong(2)))
                .toList();
        List<Separation.Step> byGrade = grades.values().stream()
                .map(g -> new Separation.Step(g.subjects(), g.events()))
                .toList();
        return new ValidationResult(
                version,
                day,
                until,
                List.copyOf(grades.values()),
                Separation.of(byGrade),
                Separation.of(byScore),
                moves(graded));
    }

    private static Dataset<Row> counted(Dataset<Row> graded, String by) {
        return graded.groupBy(by).agg(count(lit(1)), count_if(col("event")));
    }

    /** The subjects with a serious penalty after the day, under the lifecycle of the later day. */
    private Dataset<Row> punished() {
        AsOf later = new AsOf(reader, policies, until);
        Dataset<Row> penalties = later.table("record.penalty")
                .where(col("occurred_on").gt(lit(day)).and(col("occurred_on").leq(lit(until))));
        Rulings rulings =
                Rulings.of(later::table, penalties.select("subject_id").distinct(), until);
        // A penalty that was revoked never was deserved; one whose credit was repaired was.
        Column revoked = col("ended_by")
                .isin(Rulings.WITHDRAWN, Rulings.SUPERSEDED)
                .and(col("counts_until").leq(lit(until)));
        return new Lifecycle(policies.lifecycles().on(until))
                .of("penalty", penalties, rulings.of("penalty"))
                .where(col("severity").equalTo(lit(Severity.SERIOUS.key())).and(not(coalesce(revoked, lit(false)))))
                .select("subject_id")
                .distinct()
                .withColumn("event", lit(true));
    }

    private Map<String, Map<String, Long>> moves(Dataset<Row> graded) {
        AsOf later = new AsOf(reader, policies, until);
        Map<String, Map<String, Long>> moves = new LinkedHashMap<>();
        policies.inForce(version.policy(), until).ifPresent(then -> later.under(List.of(then), later.known())
                .select(col("subject_id"), col("grade").as("later"))
                .join(graded, "subject_id")
                .groupBy("grade", "later")
                .agg(count(lit(1)))
                .orderBy("grade", "later")
                .collectAsList()
                .forEach(r -> moves.computeIfAbsent(r.getString(0), g -> new LinkedHashMap<>())
                        .put(r.getString(1), r.getLong(2))));
        return moves;
    }
}
