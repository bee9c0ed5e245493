package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.TableContracts;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.Cadence;
import io.creditlake.policy.Policies;
import io.creditlake.policy.PolicyVersion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Thousands of subjects without an engine, under the policies that the project ships and the one made for tests. */
class SubjectGraderTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final List<PolicyVersion> VERSIONS = versions();
    private static final int CLASSES = classes();

    /** More than any class has selections, dates, conditions or amounts. */
    private static final int PLACES = 64;

    private static List<PolicyVersion> versions() {
        TableContracts contracts = TableContracts.load(TestLake.home().resolve("schemas"));
        List<PolicyVersion> versions = new ArrayList<>();
        for (Path conf :
                List.of(TestLake.home().resolve("conf"), Path.of("src/test/resources/io/creditlake/grade/conf"))) {
            versions.addAll(Policies.load(conf, contracts).inForce(DAY));
        }
        return versions;
    }

    private static int classes() {
        Items items = new Items();
        assertThat(new SubjectGrader(VERSIONS, items, DAY)).isNotNull();
        return items.classes().size();
    }

    @Property(tries = 400)
    void aGradeStandsUntilItsNextReview(@ForAll long seed, @ForAll("offsets") int offset) {
        List<Fact> facts = facts(new Random(seed));
        LocalDate day = DAY.plusDays(offset);
        Map<Integer, Seen> then = graded(facts, day);
        graded(facts, DAY).forEach((place, seen) -> {
            // Under the others what moves in between waits for the next period.
            if (VERSIONS.get(place).cadence() == Cadence.NIGHTLY) {
                if (seen.nextReview() == null || day.toEpochDay() < seen.nextReview()) {
                    assertThat(then).containsEntry(place, seen);
                }
                assertThat(seen.nextReview() == null || seen.nextReview() > DAY.toEpochDay())
                        .isTrue();
            }
        });
    }

    @Provide
    Arbitrary<Integer> offsets() {
        return Arbitraries.integers().between(1, 400);
    }

    @Property(tries = 400)
    void theOrderOfRecordsDoesNotMatter(@ForAll long seed) {
        List<Fact> facts = facts(new Random(seed));
        List<Fact> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, new Random(seed + 1));

        assertThat(graded(shuffled, DAY)).isEqualTo(graded(facts, DAY));
    }

    @Property(tries = 400)
    void contributionsAddUpToTheScore(@ForAll long seed) {
        graded(facts(new Random(seed)), DAY).forEach((place, seen) -> {
            ArrayData contributions = seen.contributions();
            BigDecimal sum = VERSIONS.get(place).base();
            for (int i = 0; i < contributions.numElements(); i++) {
                InternalRow contribution = contributions.getStruct(i, 7);
                sum = sum.add(contribution.getDecimal(3, 9, 2).toJavaBigDecimal());
            }
            assertThat(seen.score().toJavaBigDecimal()).isEqualByComparingTo(sum);
        });
    }

    /** A grade as the engine gets it. */
    private record Seen(
            Decimal score,
            UTF8String grade,
            UTF8String directRule,
            Integer nextReview,
            ArrayData atOnce,
            ArrayData contributions) {
        static Seen of(Graded graded) {
            return new Seen(
                    graded.score(),
                    graded.grade(),
                    graded.directRule(),
                    graded.nextReview(),
                    graded.atOnce(),
                    graded.contributions());
        }
    }

    /** By the place of the version. */
    private static Map<Integer, Seen> graded(List<Fact> facts, LocalDate day) {
        Object[] covered = new Object[VERSIONS.size() + 1];
        Arrays.fill(covered, true);
        covered[0] = 1L;
        Map<Integer, Seen> grades = new HashMap<>();
        Iterator<Graded> found = new SubjectGrader(VERSIONS, new Items(), day)
                .call(1L, List.of(RowFactory.create(covered)).iterator(), facts.iterator());
        found.forEachRemaining(graded -> grades.put(graded.place(), Seen.of(graded)));
        return grades;
    }

    private static List<Fact> facts(Random random) {
        List<Fact> facts = new ArrayList<>();
        for (int n = random.nextInt(8); n > 0; n--) {
            Fact fact = new Fact();
            fact.setRecordClass(random.nextInt(CLASSES));
            fact.setRecordId(100L + n);
            int[] spans = new int[2 * PLACES];
            int[] days = new int[PLACES];
            boolean[] meets = new boolean[PLACES];
            BigDecimal[] amounts = new BigDecimal[PLACES];
            for (int i = 0; i < PLACES; i++) {
                int begins = random.nextInt(4) == 0 ? Integer.MIN_VALUE : day(random);
                spans[2 * i] = begins;
                spans[2 * i + 1] = random.nextInt(4) == 0 ? Integer.MAX_VALUE : day(random) + 200;
                days[i] = random.nextInt(5) == 0 ? Fact.NO_DAY : day(random);
                meets[i] = random.nextBoolean();
                amounts[i] = random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(90_000_000), 4);
            }
            fact.setSpans(spans);
            fact.setDays(days);
            fact.setMeets(meets);
            fact.setAmounts(amounts);
            facts.add(fact);
        }
        return facts;
    }

    private static int day(Random random) {
        return (int) DAY.toEpochDay() + random.nextInt(1200) - 800;
    }
}
