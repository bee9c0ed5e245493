package io.creditlake.match;

import io.creditlake.config.Problem;
import io.creditlake.match.Judgement.Verdict;
import io.creditlake.match.Judgements.Noted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judgements in force that cannot all be obeyed: 'different' between two keys that 'same' connects, and 'same' that
 * connects two organisation codes, for a subject never holds two.
 */
final class Contradictions {
    private final Map<String, List<Noted>> ties = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private Contradictions() {}

    /**
     * What is wrong, each with every line that takes part.
     *
     * @param inForce judgements in force, one a pair
     */
    static List<Problem> among(List<Noted> inForce) {
        Contradictions found = new Contradictions();
        for (Noted noted : inForce) {
            Judgement judgement = judgement(noted);
            if (judgement.says() == Verdict.SAME) {
                found.ties
                        .computeIfAbsent(judgement.left(), k -> new ArrayList<>())
                        .add(noted);
                found.ties
                        .computeIfAbsent(judgement.right(), k -> new ArrayList<>())
                        .add(noted);
            }
        }
        inForce.stream().filter(n -> judgement(n).says() == Verdict.DIFFERENT).forEach(found::separated);
        found.codes();
        return List.copyOf(found.problems);
    }

    private void separated(Noted different) {
        Judgement judgement = judgement(different);
        List<Noted> path = path(judgement.left()).getOrDefault(judgement.right(), List.of());
        if (!path.isEmpty()) {
            List<Noted> all = new ArrayList<>(path);
            all.add(different);
            problems.add(new Problem(
                    different.file(),
                    different.line(),
                    "'different' (" + place(different) + ") between " + judgement.left() + " and " + judgement.right()
                            + ", which 'same' connects: " + lines(path),
                    "judgements that can all be obeyed",
                    hint(all)));
        }
    }

    /** The shortest way from each organisation code to the nearest other one, each way once. */
    private void codes() {
        Set<String> seen = new HashSet<>();
        for (String code : ties.keySet()) {
            if (!OwnKey.kind(code).equals(OwnKey.ORG) || seen.contains(code)) {
                continue;
            }
            Map<String, List<Noted>> reached = path(code);
            seen.addAll(reached.keySet());
            for (Map.Entry<String, List<Noted>> other : reached.entrySet()) {
                if (OwnKey.kind(other.getKey()).equals(OwnKey.ORG)
                        && !other.getValue().isEmpty()) {
                    twoCodes(code, other.getKey(), other.getValue());
                }
            }
        }
    }

    private void twoCodes(String one, String other, List<Noted> path) {
        Noted last = latest(path);
        problems.add(new Problem(
                last.file(),
                last.line(),
                "'same' that connects " + one + " and " + other + ": " + lines(path),
                "at most one organisation code in a subject",
                hint(path)));
    }

    /** One that can be withdrawn; nothing where the only one is not written yet. */
    private static String hint(List<Noted> all) {
        List<Noted> written = all.stream().filter(n -> n.line() > 0).toList();
        return written.isEmpty()
                ? ""
                : "Withdraw one of them: creditlake resolve withdraw "
                        + latest(written).entry().id();
    }

    private static Noted latest(List<Noted> all) {
        return all.stream().max(Comparator.comparing(n -> n.entry().on())).orElseThrow();
    }

    /** Every key that a key is connected with, and the judgements on the shortest way to it. */
    private Map<String, List<Noted>> path(String from) {
        Map<String, List<Noted>> paths = new HashMap<>(Map.of(from, List.of()));
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            String key = open.remove();
            for (Noted tie : ties.getOrDefault(key, List.of())) {
                Judgement judgement = judgement(tie);
                String next = judgement.left().equals(key) ? judgement.right() : judgement.left();
                if (!paths.containsKey(next)) {
                    List<Noted> path = new ArrayList<>(paths.get(key));
                    path.add(tie);
                    paths.put(next, path);
                    open.add(next);
                }
            }
        }
        return new TreeMap<>(paths);
    }

    private static String lines(List<Noted> path) {
        return path.stream()
                .map(n -> judgement(n).left() + " and " + judgement(n).right() + " (" + place(n) + ")")
                .collect(Collectors.joining("; "));
    }

    private static String place(Noted noted) {
        return noted.line() > 0 ? noted.entry().id() + ", " + noted.file() + ":" + noted.line() : "not written yet";
    }

    private static Judgement judgement(Noted noted) {
        return (Judgement) noted.entry();
    }
}
