package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.policy.Points.Decay;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how points decay: {@code {half_life: 12 months}}, which halves after each such length until the window ends, or
 * {@code {steps: [{after: 12 months, keep: 0.5}]}}.
 */
final class DecayReader {
    private static final Pattern AGE = Pattern.compile("(\\d{1,3}) (months|years)");
    private static final int MOST_STEPS = 12;
    private static final int DECIMALS = 4;

    private final TypedNode node;
    private final Selection selection;

    private DecayReader(TypedNode node, Selection selection) {
        this.node = node;
        this.selection = selection;
    }

    static List<Decay> read(TypedNode points, Measure measure, Selection selection) {
        if (!points.has("decay")) {
            return List.of();
        }
        if ((measure.kind() != Measure.Kind.COUNT && measure.kind() != Measure.Kind.SUM)
                || measure.years().isPresent()) {
            points.report("decay", "a decay of this measure", "a decay of count or sum(column)");
            return List.of();
        }
        return new DecayReader(points.child("decay"), selection).read();
    }

    private List<Decay> read() {
        node.allowOnly(Set.of("half_life", "steps"));
        if (node.has("half_life") == node.has("steps")) {
            node.report("half_life", "both or none of half_life and steps", "one of them");
            return List.of();
        }
        return node.has("half_life") ? halves() : steps();
    }

    private List<Decay> halves() {
        List<Decay> halves = new ArrayList<>();
        Optional<Integer> life = months(node, "half_life");
        Optional<Integer> window = selection.window().flatMap(DecayReader::months);
        if (window.isEmpty()) {
            node.report("half_life", "a half-life without an end", "a window of months or years, in which it acts");
        } else if (life.isPresent()) {
            BigDecimal keep = BigDecimal.ONE;
            for (int age = life.get(); age < window.get(); age += life.get()) {
                keep = keep.divide(BigDecimal.valueOf(2), DECIMALS, RoundingMode.HALF_UP);
                halves.add(new Decay(age, keep));
            }
        }
        if (halves.size() > MOST_STEPS) {
            node.report("half_life", halves.size() + " halves in the window", "at most " + MOST_STEPS);
        }
        return List.copyOf(halves);
    }

    private static Optional<Integer> months(Window window) {
        return switch (window.unit()) {
            case DAYS -> Optional.empty();
            case MONTHS -> Optional.of(window.length());
            case YEARS -> Optional.of(window.length() * 12);
        };
    }

    private List<Decay> steps() {
        List<Decay> steps = new ArrayList<>();
        BigDecimal kept = BigDecimal.ONE;
        for (TypedNode item : node.items("steps")) {
            item.allowOnly(Set.of("after", "keep"));
            int after = months(item, "after").orElse(0);
            BigDecimal keep = item.decimal("keep", "0.5");
            if (keep.signum() < 0
                    || keep.compareTo(kept) >= 0
                    || keep.stripTrailingZeros().scale() > DECIMALS) {
                item.report(
                        "keep",
                        keep.toPlainString(),
                        "0 or more, less than " + kept.toPlainString() + ", with at most four decimals");
            }
            if (!steps.isEmpty() && steps.get(steps.size() - 1).months() >= after) {
                item.report("after", item.optionalText("after").orElse(""), "later than the step before");
            }
            checkReached(item, after);
            kept = keep;
            steps.add(new Decay(after, keep));
        }
        if (steps.isEmpty()) {
            node.report("steps", "no step", "at least one, for example {after: 12 months, keep: 0.5}");
        }
        return List.copyOf(steps);
    }

    private void checkReached(TypedNode item, int after) {
        selection
                .window()
                .flatMap(DecayReader::months)
                .filter(w -> after >= w)
                .ifPresent(w -> item.report("after", after + " months", "less than the window of " + w + " months"));
    }

    private static Optional<Integer> months(TypedNode node, String key) {
        String text = node.text(key, "12 months");
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            node.report(key, "'" + text + "'", "a length in whole months or years, such as 12 months");
            return Optional.empty();
        }
        return Optional.of(
                Integer.parseInt(matcher.group(1)) * (matcher.group(2).equals("years") ? 12 : 1));
    }
}
