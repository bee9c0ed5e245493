package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the grades of a policy and sees that every score has exactly one. */
final class GradeBandsReader {
    static final Set<String> KEYS = Set.of("grade", "category", "from", "below", "illustrative");

    private GradeBandsReader() {}

    static List<GradeBand> read(TypedNode root) {
        List<GradeBand> bands = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<TypedNode> items = root.items("grades");
        for (int i = 0; i < items.size(); i++) {
            TypedNode item = items.get(i);
            item.allowOnly(KEYS);
            GradeBand band = new GradeBand(
                    item.text("grade", "A+"),
                    item.text("category", "守法诚信"),
                    item.optionalDecimal("from", "950"),
                    item.optionalDecimal("below", "1000"));
            if (!names.add(band.grade())) {
                item.report("grade", "'" + band.grade() + "' a second time", "each grade once");
            }
            checkEnds(item, band, i == 0, i == items.size() - 1);
            if (!bands.isEmpty()) {
                checkNeighbours(item, bands.get(bands.size() - 1), band);
            }
            bands.add(band);
        }
        if (bands.size() < 2) {
            root.report("grades", bands.size() + " grades", "two or more, best first");
        }
        return List.copyOf(bands);
    }

    private static void checkEnds(TypedNode item, GradeBand band, boolean best, boolean worst) {
        if (best && band.below().isPresent()) {
            item.report("below", "a limit of the best grade", "no below in the first grade");
        }
        if (worst && band.from().isPresent()) {
            item.report("from", "a limit of the worst grade", "no from in the last grade");
        }
        if (band.from().isPresent()
                && band.below().isPresent()
                && band.from().get().compareTo(band.below().get()) >= 0) {
            item.report("from", band.from().get().toPlainString(), "less than below");
        }
    }

    private static void checkNeighbours(TypedNode item, GradeBand better, GradeBand band) {
        Optional<BigDecimal> upper = better.from();
        Optional<BigDecimal> lower = band.below();
        if (upper.isEmpty() || lower.isEmpty()) {
            item.report(
                    "below",
                    "no limit between " + better.grade() + " and " + band.grade(),
                    "from in the better grade and the same number as below in this one");
            return;
        }
        int order = lower.get().compareTo(upper.get());
        if (order != 0) {
            item.report(
                    "below",
                    lower.get().toPlainString(),
                    upper.get().toPlainString() + ", where " + better.grade() + " begins",
                    order < 0 ? "Scores between have no grade" : "Scores between have two grades");
        }
    }
}
