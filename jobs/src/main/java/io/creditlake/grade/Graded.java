package io.creditlake.grade;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
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
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructField;
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
    private static final int POINTS_DIGITS = 9;
    private static final int POINTS_SCALE = 2;
    private static final int MEASURE_DIGITS = 20;
    private static final int MEASURE_SCALE = 4;

    /** Of a contribution. */
    private static final StructType CONTRIBUTION = new StructType()
            .add("indicator", DataTypes.StringType)
            .add("kind", DataTypes.StringType)
            .add("title", DataTypes.StringType)
            .add("points", DataTypes.createDecimalType(POINTS_DIGITS, POINTS_SCALE))
            .add("measure", DataTypes.createDecimalType(MEASURE_DIGITS, MEASURE_SCALE))
            .add("evidence", DataTypes.createArrayType(DataTypes.LongType, false))
            .add("basis", DataTypes.StringType);

    /** Columns by the methods that give them; {@code place} is that of the policy's version. */
    private static final StructType COLUMNS = new StructType()
            .add("subjectId", DataTypes.LongType, false)
            .add("place", DataTypes.IntegerType, false)
            .add("score", DataTypes.createDecimalType(POINTS_DIGITS, POINTS_SCALE))
            .add("grade", DataTypes.StringType)
            .add("directRule", DataTypes.StringType)
            .add("nextReview", DataTypes.IntegerType)
            .add("atOnce", DataTypes.createArrayType(DataTypes.StringType, false))
            .add("contributions", DataTypes.createArrayType(CONTRIBUTION, false));

    private final long subjectId;
    private final int place;
    private final PolicyGrader.Outcome outcome;

    Graded(long subjectId, int place, PolicyGrader.Outcome outcome) {
        this.subjectId = subjectId;
        this.place = place;
        this.outcome = outcome;
    }

    /** Grades as rows, of which each column is called as its method. */
    static Dataset<Row> rows(Dataset<Graded> grades) {
        org.apache.spark.sql.classic.Dataset<Graded> made = (org.apache.spark.sql.classic.Dataset<Graded>) grades;
        SerializeFromObject written =
                (SerializeFromObject) made.queryExecution().analyzed();
        Expression grade = new AssertNotNull(
                new BoundReference(0, written.child().output().head().dataType(), true), seq(List.of()));
        List<NamedExpression> columns = new ArrayList<>();
        for (StructField column : COLUMNS.fields()) {
            Expression value = new Invoke(
                    grade,
                    column.name(),
                    column.dataType(),
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
                made.sparkSession(), new SerializeFromObject(seq(columns), written.child()));
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
            given.measure() == null ? null : Decimal.apply(given.measure(), MEASURE_DIGITS, MEASURE_SCALE),
            given.evidence(),
            head.basis()
        });
    }

    private static Decimal points(long hundredths) {
        return Decimal.apply(hundredths, POINTS_DIGITS, POINTS_SCALE);
    }

    PolicyGrader.Outcome outcome() {
        return outcome;
    }
}
