package io.creditlake.match;

import io.creditlake.standards.compare.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What two subjects are compared by.
 *
 * @param name name, unique in the model
 * @param kind how values are compared
 * @param column column of the model whose values are compared
 * @param term what may be rare or common in a value, such that agreement on it weighs more or less; empty for nothing
 * @param bound most bits that this adds or takes away
 * @param levels levels, the best first
 */
public record Comparison(
        String name, Kind kind, String column, Optional<String> term, double bound, List<Level> levels) {

    /** The level that counts for one of the kind: itself, or where the model does not list it the next worse it lists. */
    public Level level(String ofKind) {
        List<String> known = kind.levels();
        for (int i = known.indexOf(ofKind); i < known.size(); i++) {
            for (Level level : levels) {
                if (level.name().equals(known.get(i))) {
                    return level;
                }
            }
        }
        throw new IllegalArgumentException(ofKind + " of " + name);
    }

    /** Whether two values have the term in common at a level of the kind, and the weight depends on how frequent it is. */
    public boolean dependsOnTerm(String ofKind) {
        return term.isPresent() && kind.termLevels().contains(ofKind);
    }

    /** The probability that two random subjects have any term in common. */
    public double termShare() {
        return levels.stream()
                .filter(l -> kind.termLevels().contains(l.name()))
                .mapToDouble(Level::u)
                .sum();
    }
}
