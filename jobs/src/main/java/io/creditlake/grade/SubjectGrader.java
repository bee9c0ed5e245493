package io.creditlake.grade;

import io.creditlake.policy.PolicyVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Row;

/**
 * Grades each subject under all policies from its records, in one pass over them.
 *
 * <p>Plain Java and not columns: the expressions of a few policies make a plan of megabytes, which costs the engine more
 * to analyse, optimise and compile than the subjects of a usual night cost to grade.
 */
final class SubjectGrader implements CoGroupFunction<Long, Row, Fact, Graded> {
    private static final long serialVersionUID = 1L;

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
    public Iterator<Graded> call(Long subjectId, Iterator<Row> subject, Iterator<Fact> facts) {
        if (!subject.hasNext()) {
            return List.<Graded>of().iterator();
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
        List<Graded> grades = new ArrayList<>();
        for (int p = 0; p < policies.size(); p++) {
            if (covered.getBoolean(p + 1)) {
                grades.add(new Graded(subjectId, p, policies.get(p).grade(tallies, asOf, ruled)));
            }
        }
        return grades.iterator();
    }
}
