package io.creditlake.policy.lifecycle;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What {@link Rulings} and {@link SourceWithdrawals} say, for one record at a time and without an engine. A test holds
 * the two to each other: who changes one changes both.
 *
 * @param asOf the day around which a record is withdrawn or told again
 */
public record PlainRulings(LocalDate asOf) {
    /**
     * A report of a record.
     *
     * @param source the source that sent it
     * @param receivedOn the night that took it in; null when that is not known
     */
    public record Report(String source, LocalDate receivedOn) {}

    /**
     * The ruling about a record.
     *
     * @param decisions those about the record, in any order
     * @param receivedOn when what stands of it was received
     * @param reports who reported it; null or none when that is not known
     */
    public Ruling of(List<Decision> decisions, LocalDate receivedOn, List<Report> reports) {
        if (decisions.isEmpty()) {
            return Ruling.NONE;
        }
        List<Decision> decided = decisions.stream().filter(d -> !d.bySource()).toList();
        Optional<LocalDate> repaired = first(decided, d -> d.kind().equals("repair"));
        Optional<LocalDate> revoked =
                first(decided, d -> d.kind().equals("objection") || d.kind().equals("withdrawal"));
        Optional<LocalDate> superseded =
                first(decided, d -> d.kind().equals("correction") && d.day().isAfter(receivedOn));
        Stretch told = told(decisions.stream().filter(Decision::bySource).toList(), reports);
        Optional<LocalDate> withdrawn = least(Stream.of(revoked, told.goneOn()));
        Optional<LocalDate> until = least(Stream.of(repaired, withdrawn, superseded));
        Optional<String> by = until.map(day -> withdrawn.equals(until)
                ? Rulings.WITHDRAWN
                : superseded.equals(until) ? Rulings.SUPERSEDED : Rulings.REPAIRED);
        return new Ruling(told.backOn(), until, by);
    }

    private static Optional<LocalDate> first(List<Decision> decisions, Predicate<Decision> wanted) {
        return decisions.stream().filter(wanted).map(Decision::day).min(Comparator.naturalOrder());
    }

    private static Optional<LocalDate> least(Stream<Optional<LocalDate>> days) {
        return days.flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** The stretch of days, on or next to the day, on which a record is not gone. */
    private record Stretch(Optional<LocalDate> backOn, Optional<LocalDate> goneOn) {}

    private Stretch told(List<Decision> events, List<Report> reports) {
        TreeSet<LocalDate> days = new TreeSet<>();
        events.forEach(e -> days.add(e.day()));
        boolean before = false;
        Optional<LocalDate> last = Optional.empty();
        boolean lastGone = false;
        Optional<LocalDate> next = Optional.empty();
        for (LocalDate day : days) {
            boolean gone = isGone(day, events, reports);
            if (gone != before) {
                if (!day.isAfter(asOf)) {
                    last = Optional.of(day);
                    lastGone = gone;
                } else if (next.isEmpty()) {
                    next = Optional.of(day);
                }
            }
            before = gone;
        }
        if (lastGone) {
            return new Stretch(next, next.isEmpty() ? last : Optional.empty());
        }
        return new Stretch(last, next);
    }

    private static boolean isGone(LocalDate day, List<Decision> events, List<Report> reports) {
        Map<String, Decision> latest = new HashMap<>();
        LocalDate by = day;
        for (Decision event : events) {
            if (!event.day().isAfter(day)) {
                latest.merge(event.source(), event, (a, b) -> isLater(b, a) ? b : a);
                by = event.toldOn().isAfter(by) ? event.toldOn() : by;
            }
        }
        LocalDate then = by;
        long withdrawn = latest.values().stream()
                .filter(e -> e.kind().equals("withdrawal"))
                .count();
        // Who told it later does not undo that it was gone.
        long reporters = reports == null
                ? 1
                : reports.stream()
                        .filter(r -> r.receivedOn() == null || !r.receivedOn().isAfter(then))
                        .map(Report::source)
                        .distinct()
                        .count();
        return withdrawn >= Math.max(1, reporters);
    }

    private static boolean isLater(Decision a, Decision b) {
        return Comparator.comparing(Decision::toldOn)
                        .thenComparing(Decision::day)
                        .compare(a, b)
                > 0;
    }
}
