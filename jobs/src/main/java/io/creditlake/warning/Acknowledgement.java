package io.creditlake.warning;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What somebody has said about a warning.
 *
 * @param warningId the warning
 * @param on the day from which nights obey it
 * @param says that it is taken note of, or that it is open again
 * @param quietUntil the day until which the same rule raises nothing about the same subject; empty when it may at once
 * @param by who says it
 * @param note why; empty when nothing was said
 */
public record Acknowledgement(
        long warningId, LocalDate on, Says says, Optional<LocalDate> quietUntil, String by, String note) {

    /** What is said. */
    public enum Says {
        /** It is taken note of. */
        ACKNOWLEDGED("acknowledged"),
        /** It is open again, as if nothing had been said. */
        REOPENED("reopened");

        private final String word;

        Says(String word) {
            this.word = word;
        }

        /** As files have it. */
        public String word() {
            return word;
        }
    }

    /** The line as it stands in a file, without a line end. */
    public String line() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("on", on.toString())
                .put("warning", warningId)
                .put("says", says.word());
        quietUntil.ifPresent(day -> json.put("quiet_until", day.toString()));
        json.put("by", by);
        if (!note.isEmpty()) {
            json.put("note", note);
        }
        return json.toString();
    }
}
