package io.creditlake.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.creditlake.grade.Separation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationTest {
    private static final double CLOSE = 1e-9;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ksAndAucAreThoseOfAnIndependentLibraryOnTheSameData(long seed) {
        Random random = new Random(seed);
        int[] score = random.ints(400, 0, seed % 2 == 0 ? 7 : 300).toArray();
        boolean[] event = new boolean[score.length];
        List<Double> punished = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        Map<Integer, Step> steps = new TreeMap<>((a, b) -> b - a);
        for (int i = 0; i < score.length; i++) {
            event[i] = random.nextInt(310) > score[i] + 5 * seed;
            (event[i] ? punished : others).add((double) score[i]);
            steps.merge(
                    score[i],
                    new Step(1, event[i] ? 1 : 0),
                    (a, b) -> new Step(a.subjects() + b.subjects(), a.events() + b.events()));
        }

        Separation separation = Separation.of(List.copyOf(steps.values()));

        double[] x = doubles(others);
        double[] y = doubles(punished);
        double u = new MannWhitneyUTest().mannWhitneyU(x, y);
        double auc = u / ((double) x.length * y.length);
        assertThat(separation.ks())
                .isCloseTo(new KolmogorovSmirnovTest().kolmogorovSmirnovStatistic(x, y), within(CLOSE));
        // The library's U is the greater of the two sides.
        assertThat(Math.max(separation.auc(), 1 - separation.auc())).isCloseTo(auc, within(CLOSE));
        assertThat(separation.gini()).isCloseTo(2 * separation.auc() - 1, within(CLOSE));
        assertThat(separation.subjects()).isEqualTo(score.length);
        assertThat(separation.events()).isEqualTo(y.length);
    }

    @Test
    void aPerfectOrderHasNoOverlapAndItsReverseIsAsFarFromChance() {
        List<Step> perfect = List.of(new Step(90, 0), new Step(10, 10));
        assertThat(Separation.of(perfect)).isEqualTo(new Separation(1, 1, 100, 10));
        assertThat(Separation.of(List.of(perfect.get(1), perfect.get(0)))).isEqualTo(new Separation(1, 0, 100, 10));
        assertThat(Separation.of(List.of(new Step(50, 5))).auc()).isEqualTo(0.5);
    }

    @Test
    void withoutAnyEventThereIsNothingToMeasure() {
        assertThat(Separation.of(List.of(new Step(5, 0))).auc()).isNaN();
        assertThat(Separation.of(List.of(new Step(5, 5))).ks()).isNaN();
        assertThat(Separation.of(List.of()).ks()).isNaN();
    }

    @Test
    void theShiftOfADistributionIsTheSumOfBothDivergences() {
        Map<String, Long> before = Map.of("A", 700L, "B", 200L, "C", 100L);
        Map<String, Long> after = Map.of("A", 500L, "B", 300L, "C", 200L);
        double there = 0.5 * Math.log(0.5 / 0.7) + 0.3 * Math.log(0.3 / 0.2) + 0.2 * Math.log(0.2 / 0.1);
        double back = 0.7 * Math.log(0.7 / 0.5) + 0.2 * Math.log(0.2 / 0.3) + 0.1 * Math.log(0.1 / 0.2);
        assertThat(Shift.index(before, after)).isCloseTo(there + back, within(CLOSE));
        assertThat(Shift.index(before, before)).isZero();
        assertThat(Shift.index(after, before)).isCloseTo(Shift.index(before, after), within(CLOSE));
        assertThat(Shift.index(before, Map.of("A", 1000L))).isFinite().isGreaterThan(1);
        assertThat(Shift.index(before, Map.of())).isNaN();
    }

    private static double[] doubles(List<Double> list) {
        return list.stream().mapToDouble(d -> d).toArray();
    }
}
