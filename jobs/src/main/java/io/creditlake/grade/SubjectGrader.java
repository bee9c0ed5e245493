package io.creditlake.grade;

import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.ArraySeq;

/**
 * Grades each subject under all policies from its records, in one pass over them.
 *
 * <p>Plain Java and not columns: the expressions of a few policies make a plan of megabytes, which costs the engine more
 * to analyse, optimise and compile than the subjects of a usual night cost to grade.
 */
final class SubjectGrader implements CoGroupFunction<Long, Row, Fact, Row> {
    private static final long serialVersionUID = 1L;

    /** Of a contribution. */
    private static final StructType CONTRIBUTION = new StructType()
            .add("indicator", DataTypes.StringType)
            .add("kind", DataTypes.StringType)
            .add("title", DataTypes.StringType)
            .add("points", DataTypes.createDecimalType(9, 2))
            .add("measure", DataTypes.createDecimalType(20, 4))
            .add("evidence", DataTypes.createArrayType(DataTypes.LongType, false))
            .add("basis", DataTypes.StringType);

    /** Of what it gives; {@code policy} is the place of the version. */
    static final StructType OUTCOME = new StructType()
            .add("subject_id", DataTypes.LongType, false)
            .add("place", DataTypes.IntegerType, false)
            .add("score", DataTypes.createDecimalType(9, 2))
            .add("grade", DataTypes.StringType)
            .add("direct_rule", DataTypes.StringType)
            .add("next_review", DataTypes.IntegerType)
            .add("at_once", DataTypes.createArrayType(DataTypes.StringType, false))
            .add("contributions", DataTypes.createArrayType(CONTRIBUTION, false));

    private final List<PolicyGrader> policies = new ArrayList<>();
    private final Item[][] byClass;
    private final int items;
    private final int asOf;

    /**
     * The grader of some versions.
     *
     * @param items receives what they measure
     * @param asOf the day
     */
    SubjectGrader(List<PolicyVersion> versions, Items items, LocalDate asOf) {
        versions.forEach(version -> policies.add(new PolicyGrader(version, items)));
        this.byClass = items.byClass();
        this.items = items.size();
        this.asOf = Math.toIntExact(asOf.toEpochDay());
    }

    /**
     * Grades one subject.
     *
     * @param subject its row, {@code subject_id} and for each version whether it grades the subject; none for records
     *     of one that is not to be graded
     * @param facts its records that may count
     */
    @Override
    public Iterator<Row> call(Long subjectId, Iterator<Row> subject, Iterator<Fact> facts) {
        if (!subject.hasNext()) {
            return List.<Row>of().iterator();
        }
        Row covered = subject.next();
        Tally[] tallies = new Tally[items];
        int ruled = Tally.NEVER;
        while (facts.hasNext()) {
            Fact fact = facts.next();
            ruled = Math.min(ruled, fact.getRuled());
            for (Item item : byClass[fact.getRecordClass()]) {
                if (fact.mayCount(item.selection(), asOf)) {
                    if (tallies[item.place()] == null) {
                        tallies[item.place()] = new Tally(item, asOf);
                    }
                    tallies[item.place()].add(fact);
                }
            }
        }
        List<Row> outcomes = new ArrayList<>();
        for (int p = 0; p < policies.size(); p++) {
            if (covered.getBoolean(p + 1)) {
                outcomes.add(row(subjectId, p, policies.get(p).grade(tallies, asOf, ruled)));
            }
        }
        return outcomes.iterator();
    }

    private static Row row(long subjectId, int place, PolicyGrader.Outcome outcome) {
        List<Row> contributions = new ArrayList<>();
        for (PolicyGrader.Given given : outcome.contributions()) {
            contributions.add(RowFactory.create(
                    given.indicator(),
                    given.kind(),
                    given.title(),
                    given.points(),
                    given.measure(),
                    given.evidence(),
                    given.basis()));
        }
        return RowFactory.create(
                subjectId,
                place,
                outcome.score(),
                outcome.grade(),
                outcome.directRule(),
                outcome.nextReview() == Tally.NEVER ? null : outcome.nextReview(),
                ArraySeq.unsafeWrapArray(outcome.atOnce().toArray(String[]::new)),
                ArraySeq.unsafeWrapArray(contributions.toArray(Row[]::new)));
    }
}
