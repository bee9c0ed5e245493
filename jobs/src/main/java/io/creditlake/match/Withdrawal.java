package io.creditlake.match;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/**
 * The end of a judgement.
 *
 * @param id short hash of the content
 * @param on the day from which nights no longer obey the judgement
 * @param withdraws the id of the judgement
 * @param by who has withdrawn it
 * @param note why; empty when nothing was said
 */
public record Withdrawal(String id, LocalDate on, String withdraws, String by, String note) implements JudgementEntry {

    /** A withdrawal with the id that its content gives it. */
    public static Withdrawal of(LocalDate on, String withdraws, String by, String note) {
        Withdrawal unnamed = new Withdrawal("", on, withdraws, by, note);
        return new Withdrawal(unnamed.contentHash(), on, withdraws, by, note);
    }

    @Override
    public void describe(ObjectNode json) {
        json.put("withdraws", withdraws);
    }
}
