package io.creditlake.supervise.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The lots of draws and of inspectors: a pure function of seed and subject, and fair. */
class SeedTest {
    /** Of 39 degrees of freedom, exceeded by chance once in a thousand times. */
    private static final double CHI_SQUARE_39 = 72.05;

    private static String seed(int n) {
        return Seed.commitment("%064x".formatted(n));
    }

    @Test
    void hmacIsThatOfTheStandard() {
        // RFC 4231 has no key of 32 bytes; OpenSSL gave this one.
        assertThat(Seed.hmac("0b".repeat(32), "Hi There"))
                .isEqualTo("198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
        assertThat(Seed.commitment("00".repeat(32)))
                .isEqualTo("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
        assertThat(Seed.random()).matches(Seed::isValid).isNotEqualTo(Seed.random());
    }

    @Test
    void everySubjectIsDrawnAsOftenAsAnother() {
        int subjects = 40;
        int drawn = 10;
        int seeds = 2000;
        int[] times = new int[subjects];
        for (int s = 0; s < seeds; s++) {
            String seed = seed(s);
            LongStream.range(0, subjects)
                    .boxed()
                    .sorted(Comparator.comparing(id -> Seed.hmac(seed, String.valueOf(id))))
                    .limit(drawn)
                    .forEach(id -> times[id.intValue()]++);
        }
        double p = (double) drawn / subjects;
        double variance = seeds * p * (1 - p) * subjects / (subjects - 1);
        double chiSquare = IntStream.of(times)
                .mapToDouble(t -> Math.pow(t - seeds * p, 2) / variance)
                .sum();

        assertThat(chiSquare).isLessThan(CHI_SQUARE_39);
    }

    private static Campaign campaign(int workload, Inspector... inspectors) {
        return Campaigns.campaign("c", workload, List.of(inspectors));
    }

    private static Inspector inspector(String id, List<String> regions, String... avoids) {
        return new Inspector(id, regions, List.of("食品"), List.of(avoids));
    }

    private static Map<Long, List<String>> assigned(Campaign campaign, int seed, int count) {
        return new Assignment(campaign, seed(seed)).of(drawn(count).iterator(), d -> d);
    }

    private static List<Assignment.Drawn> drawn(int count) {
        List<Assignment.Drawn> drawn = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            drawn.add(new Assignment.Drawn(i, i % 2 == 0 ? "370102" : "370202", "code" + i));
        }
        return drawn;
    }

    @Test
    void inspectorsShareTheWorkAndEveryPairOccurs() {
        Inspector[] four = IntStream.range(0, 4)
                .mapToObj(i -> inspector("0" + i, List.of()))
                .toArray(Inspector[]::new);

        Map<Long, List<String>> chosen = assigned(campaign(60, four), 1, 100);

        assertThat(chosen)
                .hasSize(100)
                .allSatisfy((id, two) -> assertThat(two).hasSize(2).doesNotHaveDuplicates());
        assertThat(chosen.values().stream().distinct()).hasSize(6);
        for (Inspector one : four) {
            assertThat(chosen.values().stream().filter(two -> two.contains(one.id())))
                    .hasSize(50);
        }
    }

    @Test
    void nobodyInspectsElsewhereWhomToAvoidOrMoreThanTheWorkload() {
        Campaign campaign = campaign(
                5,
                inspector("01", List.of("3701")),
                inspector("02", List.of("3702")),
                inspector("03", List.of(), "code2"),
                inspector("04", List.of()),
                new Inspector("05", List.of(), List.of("特种设备"), List.of()));

        Map<Long, List<String>> chosen = assigned(campaign, 2, 100);

        assertThat(chosen).allSatisfy((id, two) -> assertThat(two)
                .doesNotContain(id % 2 == 0 ? "02" : "01", "05")
                .hasSize(2));
        assertThat(chosen.get(2L)).doesNotContain("03");
        for (String id : List.of("01", "02", "03", "04")) {
            assertThat(chosen.values().stream().filter(two -> two.contains(id)).count())
                    .isLessThanOrEqualTo(5);
        }
        assertThat(chosen).hasSizeLessThanOrEqualTo(10).isNotEmpty();
        assertThat(assigned(campaign, 2, 100)).isEqualTo(chosen);
        assertThat(Optional.of(assigned(campaign, 3, 100))).isNotEqualTo(Optional.of(chosen));
    }
}
