package io.creditlake.policy.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A row of {@code record.revision} that acts on a record, as {@link Rulings} reads it.
 *
 * @param recordId the record
 * @param recordClass its class
 * @param kind repair, objection, withdrawal, correction or reinstatement
 * @param source source of the row
 * @param bySource whether the source tells what it says of the record, and nobody has decided anything
 * @param day the day from which it acts
 * @param toldOn the day it was received
 */
public record Decision(
        long recordId,
        String recordClass,
        String kind,
        String source,
        boolean bySource,
        LocalDate day,
        LocalDate toldOn) {
    private static final List<String> DECIDED = List.of("repair", "objection", "withdrawal", "correction");
    private static final List<String> TOLD = List.of("withdrawal", "reinstatement");
    private static final List<String> GRANTED = List.of("granted", "upheld");

    /** The columns that {@link #of} reads. */
    public static final List<String> COLUMNS = List.of(
            "subject_id",
            "target_record_id",
            "target_class",
            "target_state",
            "kind",
            "outcome",
            "source",
            "effective_on",
            "decision_date",
            "occurred_on",
            "received_on");

    /** The row as a decision; empty when it does nothing, being refused or waiting for its record. */
    public static Optional<Decision> of(Function<String, Object> row) {
        String kind = (String) row.apply("kind");
        String state = (String) row.apply("target_state");
        Object outcome = row.apply("outcome");
        boolean granted = "tied".equals(state)
                && (outcome == null || GRANTED.contains(outcome.toString()))
                && kind != null
                && DECIDED.contains(kind);
        boolean told = state == null && kind != null && TOLD.contains(kind);
        if (row.apply("target_record_id") == null || !(granted || told)) {
            return Optional.empty();
        }
        LocalDate day = Stream.of("effective_on", "decision_date", "occurred_on", "received_on")
                .map(column -> (LocalDate) row.apply(column))
                .filter(d -> d != null)
                .findFirst()
                .orElseThrow();
        return Optional.of(new Decision(
                (Long) row.apply("target_record_id"),
                (String) row.apply("target_class"),
                kind,
                (String) row.apply("source"),
                state == null,
                day,
                (LocalDate) row.apply("received_on")));
    }
}
