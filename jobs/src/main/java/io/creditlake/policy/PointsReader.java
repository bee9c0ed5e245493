package io.creditlake.policy;

import io.creditlake.config.TypedNode;
import io.creditlake.policy.Points.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a measure is worth: points for each unit, or steps. */
final class PointsReader {
    private static final BigDecimal MOST = new BigDecimal(100_000);

    private final TypedNode node;
    private final boolean bonus;
    private final Measure measure;
    private final Selection selection;

    private PointsReader(TypedNode node, boolean bonus, Measure measure, Selection selection) {
        this.node = node;
        this.bonus = bonus;
        this.measure = measure;
        this.selection = selection;
    }

    static Optional<Points> read(TypedNode indicator, boolean bonus, Measure measure, Selection selection) {
        if (!indicator.has("points")) {
            indicator.report("points", "nothing", "{each: -20, cap: -60} or {steps: [{from: 3, points: -20}]}");
            return Optional.empty();
        }
        return new PointsReader(indicator.child("points"), bonus, measure, selection).read();
    }

    private Optional<Points> read() {
        node.allowOnly(Set.of("each", "cap", "decay", "steps"));
        if (node.has("steps")) {
            for (String other : List.of("each", "cap", "decay")) {
                if (node.has(other)) {
                    node.report(other, "beside steps", "either each with cap and decay, or steps");
                }
            }
            return Optional.of(new Points.Steps(steps()));
        }
        return perUnit();
    }

    private Optional<Points> perUnit() {
        BigDecimal each = points(node, "each", bonus ? "5" : "-20");
        Optional<BigDecimal> cap =
                node.has("cap") ? Optional.of(points(node, "cap", bonus ? "20" : "-60")) : Optional.empty();
        if (cap.isPresent() && cap.get().abs().compareTo(each.abs()) < 0) {
            node.report("cap", cap.get().toPlainString(), "at least as much as each, " + each.toPlainString());
        }
        if (measure.grows()) {
            node.report(
                    "each",
                    "points for each unit of what grows with time",
                    "steps, for example {steps: [{from: 5, points: 5}]}");
        } else if ((measure.isAmount() || measure.years().isPresent()) && cap.isEmpty()) {
            node.report("each", "points for each unit of an amount without limit", "a cap", "Add cap");
        }
        return Optional.of(new Points.PerUnit(each, cap, DecayReader.read(node, measure, selection)));
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (TypedNode item : node.items("steps")) {
            item.allowOnly(Set.of("from", "points"));
            Step step = new Step(item.decimal("from", "3"), points(item, "points", bonus ? "5" : "-20"));
            checkStart(item, step.from());
            if (!steps.isEmpty() && steps.get(steps.size() - 1).from().compareTo(step.from()) >= 0) {
                item.report("from", step.from().toPlainString(), "more than the step before");
            }
            steps.add(step);
        }
        if (steps.isEmpty()) {
            node.report("steps", "no step", "at least one, for example {from: 3, points: -20}");
        }
        return List.copyOf(steps);
    }

    private void checkStart(TypedNode item, BigDecimal from) {
        BigDecimal resolution = measure.resolution();
        boolean fine = from.remainder(resolution).signum() != 0;
        if (measure.isAge() && (fine || from.signum() < 0)) {
            item.report("from", from.toPlainString(), "a whole number of the measure's units, 0 or more");
        } else if (!measure.isAge() && from.signum() <= 0) {
            item.report("from", from.toPlainString(), "more than 0", "Measure none for subjects without a record");
        } else if (fine) {
            item.report("from", from.toPlainString(), "a multiple of " + resolution.toPlainString());
        } else if (measure.kind() == Measure.Kind.SHARE && from.compareTo(BigDecimal.ONE) > 0) {
            item.report("from", from.toPlainString(), "a share, from 0.0001 to 1");
        }
    }

    private BigDecimal points(TypedNode holder, String key, String example) {
        BigDecimal points = holder.decimal(key, example);
        if (!holder.has(key)) {
            return points;
        }
        if (points.signum() != (bonus ? 1 : -1)) {
            holder.report(
                    key,
                    points.toPlainString(),
                    bonus ? "a bonus gives: more than 0" : "a deduction takes: less than 0",
                    "The sign goes with kind");
        }
        if (points.abs().compareTo(MOST) > 0 || points.stripTrailingZeros().scale() > 6) {
            holder.report(key, points.toPlainString(), "at most 100000 and six decimals");
        }
        return points;
    }
}
