package io.creditlake.generate;

import io.creditlake.contract.SourceContract.Field;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Days beyond what the contract allows, and in the wrong order. */
final class DateRangeDirt {
    private DateRangeDirt() {}

    static List<Dirt> kinds() {
        return List.of(
                new Dirt("date_in_the_future", DateRangeDirt::future),
                new Dirt("date_before_the_earliest", DateRangeDirt::early),
                new Dirt("dates_in_wrong_order", DateRangeDirt::disorder));
    }

    private static Optional<Stain> future(String kind, Field field, Scene scene) {
        LocalDate day = scene.runDate().plusDays(scene.dice().between(1, 60));
        boolean fits = field.limits().maximum().equals(Optional.of("run_date")) && canHold(field, day, scene);
        return fits ? Optional.of(refused(kind, field, day, "maximum", scene)) : Optional.empty();
    }

    private static Optional<Stain> early(String kind, Field field, Scene scene) {
        return field.limits()
                .minimum()
                .filter(least -> scene.value(field) instanceof LocalDate)
                .map(least -> LocalDate.parse(least).minusDays(scene.dice().between(1, 3000)))
                .filter(day -> canHold(field, day, scene))
                .map(day -> refused(kind, field, day, "minimum", scene));
    }

    private static boolean canHold(Field field, LocalDate day, Scene scene) {
        return scene.value(field) instanceof LocalDate && scene.keepsOrder(field.column(), day);
    }

    private static Stain refused(String kind, Field field, LocalDate day, String rule, Scene scene) {
        return Stain.refused(
                kind, field.column(), scene.layout().dates().write(day).text(), rule);
    }

    /** Only one rule of order is broken, and no minimum. */
    private static Optional<Stain> disorder(String kind, Field field, Scene scene) {
        for (OrderRule rule : scene.order()) {
            if (!rule.later().equals(field.column())
                    || !(scene.value(field) instanceof LocalDate)
                    || !(scene.fact().value(rule.earlier()) instanceof LocalDate begin)) {
                continue;
            }
            LocalDate day = begin.minusDays(scene.dice().between(1, 200));
            boolean alone = scene.order().stream()
                    .allMatch(other -> other.equals(rule) || other.allows(field.column(), day, scene.fact()));
            boolean allowed = field.limits()
                    .minimum()
                    .map(least -> !day.isBefore(LocalDate.parse(least)))
                    .orElse(true);
            if (alone && allowed) {
                String written = scene.layout().dates().write(day).text();
                String filed = rule.rule().field().isEmpty()
                        ? field.column()
                        : rule.rule().field();
                Stain stain = Stain.judged(
                        kind,
                        field.column(),
                        written,
                        rule.rule().name(),
                        rule.rule().severity());
                return filed.equals(field.column()) ? Optional.of(stain) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
