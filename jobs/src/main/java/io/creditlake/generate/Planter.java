package io.creditlake.generate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses dirt for rows so that every kind that a source can have comes about equally often, the rare ones too. */
final class Planter {
    private final List<Dirt> kinds = Dirt.all();
    private final Map<Outcome, Map<String, Integer>> planted = new EnumMap<>(Outcome.class);

    /** A stain with the outcome, of the kind that was planted least so far; empty when no kind fits the row. */
    Optional<Stain> plant(Scene scene, Outcome outcome) {
        Map<String, Integer> before = planted.computeIfAbsent(outcome, o -> new HashMap<>());
        List<Dirt> turn = new ArrayList<>(kinds);
        turn.sort(Comparator.comparingInt(dirt -> before.getOrDefault(dirt.kind(), 0)));
        for (Dirt dirt : turn) {
            Optional<Stain> stain = dirt.spoil(scene, outcome);
            if (stain.isPresent()) {
                before.merge(dirt.kind(), 1, Integer::sum);
                return stain;
            }
        }
        return Optional.empty();
    }
}
