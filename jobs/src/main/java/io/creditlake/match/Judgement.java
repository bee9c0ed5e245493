package io.creditlake.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody has decided about two own keys: that they name one subject, or two.
 *
 * @param id short hash of the content, by which it can be withdrawn
 * @param on the day from which nights obey it
 * @param left an own key, see {@link OwnKey}
 * @param right another one
 * @param says the decision
 * @param by who has decided
 * @param note why; empty when nothing was said
 */
public record Judgement(String id, LocalDate on, String left, String right, Verdict says, String by, String note)
        implements JudgementEntry {

    /** A decision. */
    public enum Verdict {
        /** Both keys name one subject. */
        SAME,
        /** They name two subjects. */
        DIFFERENT;

        /** As files and tables have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The decision of a word; empty when it is none. */
        public static Optional<Verdict> of(String word) {
            for (Verdict verdict : values()) {
                if (verdict.word().equals(word)) {
                    return Optional.of(verdict);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Two own keys, whichever was named first.
     *
     * @param left the lesser one as text
     * @param right the greater one
     */
    public record Pair(String left, String right) {
        /** The pair of two keys in either order. */
        public static Pair of(String one, String other) {
            return one.compareTo(other) <= 0 ? new Pair(one, other) : new Pair(other, one);
        }
    }

    /** A judgement with the id that its content gives it. */
    public static Judgement of(LocalDate on, String left, String right, Verdict says, String by, String note) {
        Judgement unnamed = new Judgement("", on, left, right, says, by, note);
        return new Judgement(unnamed.contentHash(), on, left, right, says, by, note);
    }

    /** What it is about. */
    public Pair pair() {
        return Pair.of(left, right);
    }

    @Override
    public void describe(ObjectNode json) {
        json.put("left", left).put("right", right).put("says", says.word());
    }
}
