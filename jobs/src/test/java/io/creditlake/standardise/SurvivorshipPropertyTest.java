package io.creditlake.standardise;

import static io.creditlake.standardise.PenaltyReports.AUTHORITY;
import static io.creditlake.standardise.PenaltyReports.SURVIVORSHIP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the order of the nights, the record is that of a slow and plain reading of the rules over all reports. */
class SurvivorshipPropertyTest {
    private static final List<String> SAID = List.of("fine", "facts", "authority", "uscc", "region", "remarks");
    private static final List<String> REGIONS = List.of("370000", "370100", "370102", "370202");

    @Property(tries = 400)
    void theRecordDependsOnTheReportsAndNotOnTheirOrder(@ForAll long seed) {
        Random random = new Random(seed);
        Map<Integer, List<PenaltyReports>> sent = sent(random);
        List<Integer> days = new ArrayList<>(sent.keySet());
        Collections.shuffle(days, random);
        FoldedFact fact = null;
        List<Report> all = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            int night = 50 + i;
            List<Report> tonight = new ArrayList<>(
                    sent.get(days.get(i)).stream().map(r -> r.receivedOn(night)).toList());
            all.addAll(tonight);
            Collections.shuffle(tonight, random);
            fact = FoldedFact.of(
                    SURVIVORSHIP,
                    Optional.ofNullable(fact).map(f -> f.standing().values()),
                    fact == null ? List.of() : outOfTheLake(fact),
                    tonight);
        }
        List<Report> current = current(all);
        assertThat(fact.standing().values()).isEqualTo(reference(current));
        assertThat(fact.current().stream().map(Report::source))
                .containsExactlyInAnyOrderElementsOf(
                        current.stream().map(Report::source).toList());
    }

    @Property(tries = 100)
    void aNightReadAgainAddsNothing(@ForAll long seed) {
        Random random = new Random(seed);
        List<Report> reports = sent(random).values().stream()
                .flatMap(List::stream)
                .map(r -> r.receivedOn(60))
                .toList();
        List<Report> later =
                reports.stream().map(SurvivorshipPropertyTest::aNightLater).toList();
        FoldedFact once = FoldedFact.of(SURVIVORSHIP, Optional.empty(), List.of(), reports);
        FoldedFact again =
                FoldedFact.of(SURVIVORSHIP, Optional.of(once.standing().values()), once.history(), later);

        assertThat(again.grown()).isFalse();
        assertThat(again.changed()).isFalse();
    }

    private static Report aNightLater(Report r) {
        return new Report(
                r.source(),
                r.department(),
                r.deliveryId(),
                r.file(),
                r.rowNumber(),
                r.sentOn(),
                r.receivedOn().plusDays(1),
                r.contentHash(),
                r.values());
    }

    /** As the lake keeps them: what a report says is had back from its differences. */
    private static List<Report> outOfTheLake(FoldedFact fact) {
        List<String> standing = fact.standing().values();
        return fact.history().stream()
                .map(r -> new Report(
                        r.source(),
                        r.department(),
                        r.deliveryId(),
                        r.file(),
                        r.rowNumber(),
                        r.sentOn(),
                        r.receivedOn(),
                        r.contentHash(),
                        SURVIVORSHIP.whole(standing, SURVIVORSHIP.differences(standing, r))))
                .toList();
    }

    /** By day, what some sources send: each content once or several times on end, and never one given up before. */
    private static Map<Integer, List<PenaltyReports>> sent(Random random) {
        Map<Integer, List<PenaltyReports>> sent = new TreeMap<>();
        int row = 0;
        for (String source : AUTHORITY.keySet().stream().sorted().toList()) {
            int contents = random.nextInt(4);
            int day = 1 + random.nextInt(3);
            for (int i = 0; i < contents; i++) {
                Map<String, String> content = content(random, i);
                int times = 1 + random.nextInt(2);
                for (int j = 0; j < times; j++) {
                    PenaltyReports report = PenaltyReports.by(source).on(day).row(++row);
                    content.forEach(report::saying);
                    sent.computeIfAbsent(day, d -> new ArrayList<>()).add(report);
                    day += random.nextInt(3);
                }
            }
        }
        if (sent.isEmpty()) {
            sent.put(1, List.of(PenaltyReports.by("city").saying("fine", "1.00")));
        }
        return sent;
    }

    private static Map<String, String> content(Random random, int version) {
        Map<String, String> content = new HashMap<>(Map.of("remarks", "版本" + version));
        for (String column : SAID) {
            if (random.nextBoolean() && !column.equals("remarks")) {
                String value =
                        switch (column) {
                            case "region" -> REGIONS.get(random.nextInt(REGIONS.size()));
                            case "authority" -> List.of("county", "city").get(random.nextInt(2)) + "的市场监督管理局";
                            default -> String.valueOf(random.nextInt(4));
                        };
                content.put(column, value);
            }
        }
        return content;
    }

    private static List<Report> current(List<Report> all) {
        List<Report> current = new ArrayList<>();
        for (String source : AUTHORITY.keySet()) {
            Report last = null;
            for (Report report : all) {
                if (report.source().equals(source) && (last == null || isLater(report, last))) {
                    last = report;
                }
            }
            Report since = last;
            for (Report report : all) {
                boolean same =
                        last != null && report.source().equals(source) && report.contentHash() == last.contentHash();
                if (same && isLater(since, report) && endsItsDay(report, all)) {
                    since = report;
                }
            }
            if (since != null) {
                current.add(since);
            }
        }
        return current;
    }

    private static boolean endsItsDay(Report report, List<Report> all) {
        return all.stream()
                .noneMatch(r -> r.source().equals(report.source())
                        && r.sentOn().equals(report.sentOn())
                        && r.rowNumber() > report.rowNumber());
    }

    private static boolean isLater(Report a, Report b) {
        int days = a.sentOn().compareTo(b.sentOn());
        return days > 0 || (days == 0 && a.rowNumber() > b.rowNumber());
    }

    private static List<String> reference(List<Report> current) {
        String[] standing = new String[SURVIVORSHIP.columns().size()];
        for (int column = 0; column < standing.length; column++) {
            Report best = null;
            for (Report report : current) {
                if (report.values().get(column) != null && (best == null || isBefore(report, best))) {
                    best = report;
                }
            }
            standing[column] = best == null ? null : best.values().get(column);
            if (best != null && SURVIVORSHIP.columns().get(column).equals("region")) {
                standing[column] = exactRegion(current, best, column);
            }
        }
        return Arrays.asList(standing);
    }

    /** From the best report down the ranks to the regions inside one another. */
    private static String exactRegion(List<Report> current, Report best, int column) {
        List<Report> ranked = new ArrayList<>(current);
        ranked.sort((a, b) -> a.equals(b) ? 0 : isBefore(a, b) ? -1 : 1);
        String region = best.values().get(column);
        for (Report report : ranked) {
            String other = report.values().get(column);
            boolean inside = other != null
                    && ((region.equals("370000") && !other.equals("370000"))
                            || (region.equals("370100") && other.equals("370102")));
            region = inside ? other : region;
        }
        return region;
    }

    private static boolean isBefore(Report a, Report b) {
        if (isOwn(a) != isOwn(b)) {
            return isOwn(a);
        }
        int authority = AUTHORITY.get(a.source()) - AUTHORITY.get(b.source());
        if (authority != 0) {
            return authority > 0;
        }
        if (!a.sentOn().equals(b.sentOn())) {
            return a.sentOn().isAfter(b.sentOn());
        }
        long more = a.values().stream().filter(Objects::nonNull).count()
                - b.values().stream().filter(Objects::nonNull).count();
        return more != 0 ? more > 0 : a.source().compareTo(b.source()) < 0;
    }

    private static boolean isOwn(Report report) {
        return report.department().equals(PenaltyReports.value(report.values(), "authority"));
    }
}
