package io.creditlake.grade;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.Kept;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Policies compiled to one pass: each record class is read once for all of them, what its records say is brought to one
 * form in generated code, and one shuffle brings the records of all classes to their subject, where all policies grade
 * it.
 */
final class Grading {
    private final List<PolicyVersion> versions;
    private final Lifecycle lifecycle;
    private final LocalDate asOf;
    private final Items items = new Items();
    private final SubjectGrader grader;

    /**
     * Grading under some versions.
     *
     * @param versions policy versions, one a policy
     * @param lifecycle what becomes of records with time, whatever the policy
     * @param asOf the day that stands for the clock
     */
    Grading(List<PolicyVersion> versions, Lifecycle lifecycle, LocalDate asOf) {
        this.versions = List.copyOf(versions);
        this.lifecycle = lifecycle;
        this.asOf = asOf;
        this.grader = new SubjectGrader(versions, items, asOf);
    }

    /**
     * Grades.
     *
     * @param tables a table of the lake by name, such as {@code record.penalty}
     * @param subjects subject_id, distinct, kind and industry
     * @param rulings what was decided about records of the subjects
     * @return what {@link #of(Dataset, List)} gives
     */
    Dataset<Row> of(Function<String, Dataset<Row>> tables, Dataset<Row> subjects, Rulings rulings) {
        return of(
                subjects,
                items.classes().stream()
                        .map(recordClass -> facts(recordClass, tables, subjects, rulings))
                        .toList());
    }

    /** The classes of records that the versions ask about. */
    List<String> classes() {
        return items.classes();
    }

    /**
     * What records of a class say, of which some may be of other subjects.
     *
     * @param recordClass one of {@link #classes}
     * @param tables a table of the lake by name
     * @param subjects subject_id
     * @param rulings what was decided about records of the subjects
     */
    Dataset<Row> facts(
            String recordClass, Function<String, Dataset<Row>> tables, Dataset<Row> subjects, Rulings rulings) {
        Dataset<Row> ids = subjects.select("subject_id");
        Dataset<Row> table = tables.apply("record." + recordClass);
        // Of many subjects the shuffle does what the join would, and would do it twice.
        Dataset<Row> records = Kept.isSmallBeside(ids, table.select("subject_id"))
                ? table.join(broadcast(ids), new String[] {"subject_id"}, "left_semi")
                : table;
        return items.columns(recordClass)
                .of(
                        items.classes().indexOf(recordClass),
                        lifecycle.of(recordClass, records, rulings.of(recordClass)),
                        asOf);
    }

    /**
     * Grades by what records say.
     *
     * @param subjects subject_id, distinct, kind and industry
     * @param facts what records of each class say
     * @return subject_id, policy, policy_version, policy_digest, visibility, as_of, score, grade, direct_rule,
     *     next_review_on, at_once (ids of the direct rules that hold and act at once, sorted) and contributions (an
     *     array of indicator, kind, title, points, measure, evidence, basis); one row a subject and policy that grades
     *     its kind and industry
     */
    Dataset<Row> of(Dataset<Row> subjects, List<Dataset<Row>> facts) {
        List<Column> outcome = new ArrayList<>(List.of(
                col("subject_id"),
                ofVersion(PolicyVersion::policy).as("policy"),
                ofVersion(PolicyVersion::version).as("policy_version"),
                ofVersion(PolicyVersion::digest).as("policy_digest"),
                ofVersion(version -> version.visibility().key()).as("visibility"),
                lit(asOf).as("as_of"),
                col("score"),
                col("grade"),
                col("direct_rule"),
                date_from_unix_date(col("next_review")).as("next_review_on"),
                col("at_once"),
                col("contributions")));
        KeyValueGroupedDataset<Long, Fact> grouped =
                Kept.united(facts).groupBy("subject_id").as(Encoders.LONG(), Encoders.bean(Fact.class));
        return Graded.rows(covered(subjects), grouped, grader).select(outcome.toArray(Column[]::new));
    }

    private KeyValueGroupedDataset<Long, Row> covered(Dataset<Row> subjects) {
        StructType type = new StructType().add("subject_id", DataTypes.LongType);
        List<Column> columns = new ArrayList<>(List.of(key()));
        // By place and not by name: two versions of one policy may be compared.
        for (int i = 0; i < versions.size(); i++) {
            type = type.add("covered_" + i, DataTypes.BooleanType);
            columns.add(covers(versions.get(i)).as("covered_" + i));
        }
        return subjects.select(columns.toArray(Column[]::new))
                .groupBy("subject_id")
                .as(Encoders.LONG(), Encoders.row(type));
    }

    /** The engine groups two sides together only when both say alike whether the key may be absent. */
    static Column key() {
        return coalesce(col("subject_id"), lit(0L)).as("subject_id");
    }

    private Column ofVersion(Function<PolicyVersion, String> value) {
        Column[] values = versions.stream().map(value.andThen(functions::lit)).toArray(Column[]::new);
        return element_at(array(values), col("place").plus(1));
    }

    /** Whether a version grades a subject of some {@code kind} and {@code industry}. */
    static Column covers(PolicyVersion version) {
        Column kind = coalesce(col("kind").isin(version.subjects().toArray()), lit(false));
        return version.industries().stream()
                .map(code -> coalesce(col("industry").startsWith(code), lit(false)))
                .reduce(Column::or)
                .map(kind::and)
                .orElse(kind);
    }
}
