package io.creditlake.supervise.draw;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Campaigns for tests. */
final class Campaigns {
    static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    static final String SEED = "5e".repeat(32);

    private Campaigns() {}

    static Campaign campaign(String id, int workload, List<Inspector> inspectors) {
        return unrevealed(id, workload, inspectors).with(SEED);
    }

    static Campaign campaign(String id, int workload, List<Inspector> inspectors, Map<String, BigDecimal> ratios) {
        return unrevealed(id, workload, inspectors, ratios).with(SEED);
    }

    static Campaign unrevealed(String id, int workload, List<Inspector> inspectors) {
        return unrevealed(id, workload, inspectors, Map.of("A", new BigDecimal("0.03")));
    }

    private static Campaign unrevealed(
            String id, int workload, List<Inspector> inspectors, Map<String, BigDecimal> ratios) {
        return new Campaign(
                id,
                "抽查",
                "市监局",
                "market-risk",
                DAY,
                DAY.plusDays(7),
                DAY.plusDays(37),
                List.of("3701"),
                List.of("F"),
                List.of("enterprise"),
                List.of("open"),
                ratios,
                "食品",
                List.of("许可"),
                2,
                workload,
                inspectors,
                Seed.commitment(SEED),
                Optional.empty(),
                "campaign: " + id);
    }
}
