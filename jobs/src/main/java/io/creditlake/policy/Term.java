package io.creditlake.policy;

import io.creditlake.lake.Condition;
import java.util.Optional;

/**
 * How long records of one severity are publicised and used, and from when they may be repaired. All lengths count from
 * the record's own day, see {@link ClassLifecycle#countedFrom()}.
 *
 * @param severity how grave the records are
 * @param where what a record must meet; {@code true} for the last of a class
 * @param publicity how long they are shown to the public
 * @param use how long they count for a grade at most; empty when the policy alone decides
 * @param repairableAfter how long a subject must wait before it may apply for repair; empty for not at all
 * @param repairable whether they may be repaired
 * @param basis title of the law or measure it rests on
 */
public record Term(
        Severity severity,
        Condition where,
        Publicity publicity,
        Optional<Span> use,
        Optional<Span> repairableAfter,
        boolean repairable,
        String basis) {

    /**
     * How long records are shown to the public.
     *
     * @param kind in which way
     * @param atMost from the record's own day; empty but for {@link Kind#FOR_A_TIME}
     */
    public record Publicity(Kind kind, Optional<Span> atMost) {

        /** In which way records are shown. */
        public enum Kind {
            /** Not at all. */
            NONE,
            /** From the record's own day for a time. */
            FOR_A_TIME,
            /** Until the last day that the record holds, as an entry of a list until its removal. */
            WHILE_VALID
        }
    }
}
