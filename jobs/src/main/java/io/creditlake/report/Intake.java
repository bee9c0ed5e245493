package io.creditlake.report;

import io.creditlake.report.ReportData.Delivery;
import io.creditlake.report.ReportData.Rows;
import io.creditlake.report.ReportData.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The deliveries of a night, summed and sorted. */
final class Intake {
    private static final Comparator<Delivery> BY_NAME = Comparator.comparing(Delivery::department)
            .thenComparing(Delivery::source)
            .thenComparing(Delivery::deliveryId)
            .thenComparing(Delivery::file);

    private static final Set<String> UNWELCOME = Set.of("refused", "missing");

    private Intake() {}

    /** What each source of each department sent, by department and source. */
    static List<Source> bySource(List<Delivery> deliveries) {
        Map<String, List<Delivery>> groups = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            groups.computeIfAbsent(delivery.department() + "\0" + delivery.source(), key -> new ArrayList<>())
                    .add(delivery);
        }
        return groups.values().stream().map(Intake::source).toList();
    }

    private static Source source(List<Delivery> group) {
        Rows rows = group.stream().map(Delivery::rows).reduce(Rows.NONE, Rows::plus);
        return new Source(
                group.get(0).department(),
                group.get(0).source(),
                count(group, d -> !"missing".equals(d.status())),
                count(group, d -> "refused".equals(d.status())),
                count(group, d -> "repeated".equals(d.status())),
                count(group, d -> d.rows().missing() != 0),
                rows,
                rows.missing());
    }

    private static long count(List<Delivery> group, Predicate<Delivery> what) {
        return group.stream().filter(what).count();
    }

    /** Deliveries that do not balance, were refused or did not come, then the others by quarantined rows. */
    static List<Delivery> problemsFirst(List<Delivery> deliveries, int shown) {
        return deliveries.stream()
                .sorted(Comparator.comparing((Delivery d) -> d.rows().missing() == 0 && !UNWELCOME.contains(d.status()))
                        .thenComparing(d -> -d.rows().quarantined())
                        .thenComparing(BY_NAME))
                .limit(shown)
                .toList();
    }
}
