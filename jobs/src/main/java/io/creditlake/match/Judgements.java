package io.creditlake.match;

import io.creditlake.config.Problems;
import io.creditlake.match.Judgement.Pair;
import io.creditlake.match.Judgement.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What people have decided about pairs of own keys, apart from the data. A night obeys what is in force on its date, so
 * that it comes out the same whenever it is run: a later judgement prevails over an earlier one on the same pair, and a
 * withdrawn one is gone from the day of its withdrawal, as if it had never been; what it had prevailed over is in force
 * again.
 */
public final class Judgements {
    /** No judgement. */
    public static final Judgements NONE = new Judgements(List.of());

    private final List<Noted> entries;

    Judgements(List<Noted> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A line and where it stands.
     *
     * @param entry the line
     * @param file file as a person would name it
     * @param line 1-based line in it; 0 when it is not written yet
     */
    public record Noted(JudgementEntry entry, String file, int line) {}

    /**
     * A pair whose verdict differs between two days.
     *
     * @param pair the pair
     * @param before the verdict on the earlier day; empty when there was none
     * @param now the verdict on the later day; empty when it is gone
     */
    public record Change(Pair pair, Optional<Verdict> before, Optional<Verdict> now) {}

    /** Every line, in the order of days and then of lines. */
    public List<Noted> entries() {
        return entries;
    }

    /** The last day that a line begins on; empty when there is no line. */
    public Optional<LocalDate> lastDay() {
        return entries.stream().map(n -> n.entry().on()).max(Comparator.naturalOrder());
    }

    /** The judgement of an id with its place; empty when there is none. */
    public Optional<Noted> find(String id) {
        return entries.stream()
                .filter(n -> n.entry() instanceof Judgement && n.entry().id().equals(id))
                .findFirst();
    }

    /** The withdrawal of a judgement; empty when it stands. */
    public Optional<Withdrawal> withdrawalOf(String id) {
        return entries.stream()
                .map(Noted::entry)
                .filter(e -> e instanceof Withdrawal w && w.withdraws().equals(id))
                .map(Withdrawal.class::cast)
                .findFirst();
    }

    /** The judgements that a night of a date obeys, one a pair, by pair. */
    public List<Judgement> inForce(LocalDate asOf) {
        return notedInForce(asOf).stream().map(n -> (Judgement) n.entry()).toList();
    }

    /** As {@link #inForce}, with places. */
    List<Noted> notedInForce(LocalDate asOf) {
        Map<String, Noted> standing = new LinkedHashMap<>();
        for (Noted noted : entries) {
            if (noted.entry().on().isAfter(asOf)) {
                continue;
            }
            if (noted.entry() instanceof Withdrawal withdrawal) {
                standing.remove(withdrawal.withdraws());
            } else {
                standing.put(noted.entry().id(), noted);
            }
        }
        Comparator<Pair> order = Comparator.comparing(Pair::left).thenComparing(Pair::right);
        Map<Pair, Noted> byPair = new TreeMap<>(order);
        standing.values().forEach(n -> byPair.put(((Judgement) n.entry()).pair(), n));
        return List.copyOf(byPair.values());
    }

    /** The verdict on two keys in either order on a day; empty when nobody has judged. */
    public Optional<Judgement> verdict(String one, String other, LocalDate asOf) {
        Pair pair = Pair.of(one, other);
        return inForce(asOf).stream().filter(j -> j.pair().equals(pair)).findFirst();
    }

    /**
     * The pairs whose verdict differs between two sets of judgements, by pair.
     *
     * @param before judgements in force, one a pair
     * @param now others
     */
    public static List<Change> changes(Collection<Judgement> before, Collection<Judgement> now) {
        Map<Pair, Verdict> verdictsBefore = verdicts(before);
        Map<Pair, Verdict> verdictsNow = verdicts(now);
        TreeSet<Pair> pairs = new TreeSet<>(Comparator.comparing(Pair::left).thenComparing(Pair::right));
        pairs.addAll(verdictsBefore.keySet());
        pairs.addAll(verdictsNow.keySet());
        List<Change> changes = new ArrayList<>();
        for (Pair pair : pairs) {
            Verdict was = verdictsBefore.get(pair);
            Verdict is = verdictsNow.get(pair);
            if (!Objects.equals(was, is)) {
                changes.add(new Change(pair, Optional.ofNullable(was), Optional.ofNullable(is)));
            }
        }
        return List.copyOf(changes);
    }

    private static Map<Pair, Verdict> verdicts(Collection<Judgement> judgements) {
        Map<Pair, Verdict> verdicts = new LinkedHashMap<>();
        judgements.forEach(j -> verdicts.put(j.pair(), j.says()));
        return verdicts;
    }

    /**
     * Ends a run when the judgements in force on a day contradict each other.
     *
     * @throws io.creditlake.config.ConfigurationException with every contradiction and the lines that make it
     */
    public void check(LocalDate asOf) {
        Problems problems = new Problems();
        Contradictions.among(notedInForce(asOf)).forEach(problems::add);
        problems.throwIfAny();
    }

    /** These and one more line, which comes last of its day. */
    Judgements with(Noted added) {
        List<Noted> all = new ArrayList<>(entries);
        all.add(added);
        all.sort(Comparator.comparing(n -> n.entry().on()));
        return new Judgements(all);
    }
}
