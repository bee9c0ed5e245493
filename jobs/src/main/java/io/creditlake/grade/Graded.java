package io.creditlake.grade;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.objects.AssertNotNull;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.plans.logical.SerializeFromObject;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A subject's grade under one policy, in values as the engine holds them: made from Java's own they would each be
 * converted, every title of every contribution anew, which took longer than to grade.
 *
 * <p>Public, with a method for each column, because generated code asks it.
 */
public final class Graded {
    private static final DecimalType POINTS = DataTypes.createDecimalType(9, 2);
    private static final DecimalType MEASURE = DataTypes.createDecimalType(20, 4);

    /** Of a contribution. */
    private static final StructType CONTRIBUTION = new StructType()
            .add("indicator", DataTypes.StringType)
            .add("kind", DataTypes.StringType)
            .add("title", DataTypes.StringType)
            .add("points", POINTS)
            .add("measure", MEASURE)
            .add("evidence", DataTypes.createArrayType(DataTypes.LongType, false))
            .add("basis", DataTypes.StringType);

    /** A column, and the method that gives it. */
    private record Value(String name, String method, DataType type, boolean nullable) {}

    private static final List<Value> COLUMNS = List.of(
            new Value("subject_id", "subjectId", DataTypes.LongType, false),
            new Value("place", "place", DataTypes.IntegerType, false),
            new Value("score", "score", POINTS, false),
            new Value("grade", "grade", DataTypes.StringType, false),
            new Value("direct_rule", "directRule", DataTypes.StringType, true),
            new Value("next_review", "nextReview", DataTypes.IntegerType, true),
            new Value("at_once", "atOnce", DataTypes.createArrayType(DataTypes.StringType, false), false),
            new Value("contributions", "contributions", DataTypes.createArrayType(CONTRIBUTION, false), false));

    private final long subjectId;
    private final int place;
    private final PolicyGrader.Outcome outcome;

    Graded(long subjectId, int place, PolicyGrader.Outcome outcome) {
        this.subjectId = subjectId;
        this.place = place;
        this.outcome = outcome;
    }

    /**
     * Grades as rows: subject_id, place (of the policy's version), score, grade, direct_rule (null when the points decide),
     * next_review (since 1970, null for none), at_once and contributions.
     *
     * @param subjects a row for each subject to be graded
     * @param facts what records say
     */
    static Dataset<Row> rows(
            KeyValueGroupedDataset<Long, Row> subjects,
            KeyValueGroupedDataset<Long, Fact> facts,
            SubjectGrader grader) {
        // The encoder but names the class: how a grade is written is said by the columns below.
        org.apache.spark.sql.classic.Dataset<Graded> grades = (org.apache.spark.sql.classic.Dataset<Graded>)
                subjects.cogroup(facts, grader, Encoders.kryo(Graded.class));
        SerializeFromObject written =
                (SerializeFromObject) grades.queryExecution().analyzed();
        Expression grade = new AssertNotNull(
                new BoundReference(0, written.child().output().head().dataType(), true), seq(List.of()));
        List<NamedExpression> columns = new ArrayList<>();
        for (Value column : COLUMNS) {
            Expression value = new Invoke(
                    grade,
                    column.method(),
                    column.type(),
                    seq(List.of()),
                    seq(List.of()),
                    true,
                    column.nullable(),
                    true);
            columns.add(new Alias(
                    value,
                    column.name(),
                    NamedExpression.newExprId(),
                    seq(List.of()),
                    scala.Option.empty(),
                    seq(List.of())));
        }
        return org.apache.spark.sql.classic.Dataset.ofRows(
                grades.sparkSession(), new SerializeFromObject(seq(columns), written.child()));
    }

    private static <T> Seq<T> seq(List<T> list) {
        return CollectionConverters.asScala(list).toSeq();
    }

    /** Its subject. */
    public long subjectId() {
        return subjectId;
    }

    /** The place of the policy's version. */
    public int place() {
        return place;
    }

    /** Its score. */
    public Decimal score() {
        return points(outcome.score());
    }

    /** Its grade. */
    public UTF8String grade() {
        return outcome.grade();
    }

    /** The direct rule that decides; null when the points do. */
    public UTF8String directRule() {
        return outcome.directRule();
    }

    /** The day of its next review, since 1970; null for none. */
    public Integer nextReview() {
        return outcome.nextReview() == Tally.NEVER ? null : outcome.nextReview();
    }

    /** The direct rules that hold and act at once, sorted. */
    public ArrayData atOnce() {
        return new GenericArrayData(outcome.atOnce().toArray());
    }

    /** What gives or takes points, or decides. */
    public ArrayData contributions() {
        return new GenericArrayData(
                outcome.contributions().stream().map(Graded::contribution).toArray());
    }

    private static InternalRow contribution(PolicyGrader.Given given) {
        PolicyGrader.Head head = given.head();
        return new GenericInternalRow(new Object[] {
            head.id(),
            head.kind(),
            head.title(),
            points(given.points()),
            given.measure() == null ? null : Decimal.apply(given.measure(), MEASURE.precision(), MEASURE.scale()),
            given.evidence(),
            head.basis()
        });
    }

    private static Decimal points(long hundredths) {
        return Decimal.apply(hundredths, POINTS.precision(), POINTS.scale());
    }
}
