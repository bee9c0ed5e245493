package io.creditlake.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects mistakes so that a linter shows all of them at once. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** Notes a mistake at a node. */
    public void add(YamlNode where, String foundText, String expected, String hint) {
        found.add(new Problem(where.file(), where.line(), foundText, expected, hint));
    }

    /** Notes a word that is none of the known ones, with the nearest of them as a hint. */
    public void unknown(YamlNode where, String what, String word, Collection<String> known) {
        String hint = Spelling.nearest(word, known)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("");
        add(where, what + " '" + word + "'", "one of " + String.join(", ", known), hint);
    }

    /** Notes a mistake. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** The mistakes so far. */
    public List<Problem> list() {
        return List.copyOf(found);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /**
     * Ends the loading when something is wrong.
     *
     * @throws ConfigurationException when there is at least one mistake
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found);
        }
    }
}
