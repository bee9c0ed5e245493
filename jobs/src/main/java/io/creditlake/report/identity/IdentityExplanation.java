package io.creditlake.report.identity;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a release knows of the identity of one subject, and why. Lists are capped: a subject may have any number of
 * records. No token and no number of a natural person is in it.
 *
 * @param release name of the release
 * @param subject who
 * @param codes codes it was seen under, the strongest kind first
 * @param names names it was seen under, the latest first
 * @param formerNames names that it bore once, the latest first
 * @param ties what tied its records to it, the certain rules first
 * @param history subjects that became one with it or were split off, the latest first
 * @param cases open questions on it
 * @param judgements what people have decided on its own keys
 */
public record IdentityExplanation(
        String release,
        Subject subject,
        Listed<Code> codes,
        Listed<Name> names,
        Listed<FormerName> formerNames,
        Listed<Tie> ties,
        Listed<Move> history,
        Listed<Case> cases,
        Listed<Judged> judgements) {

    /**
     * The first items of a list.
     *
     * @param shown these
     * @param more how many follow
     */
    public record Listed<T>(List<T> shown, long more) {
        /** Copies the list. */
        public Listed {
            shown = List.copyOf(shown);
        }
    }

    /**
     * Who.
     *
     * @param id subject
     * @param kind kind; empty when nobody has said
     * @param name name in force
     * @param uscc unified social credit code; empty when none is known
     * @param firstSeen run date that first met it
     */
    public record Subject(long id, String kind, String name, String uscc, Optional<LocalDate> firstSeen) {}

    /**
     * When something was seen.
     *
     * @param first first run date
     * @param last last run date
     */
    public record Seen(LocalDate first, LocalDate last) {}

    /**
     * A code.
     *
     * @param kind uscc, org_code, reg_no or tax_no
     * @param value the code
     * @param seen when
     */
    public record Code(String kind, String value, Seen seen) {}

    /**
     * When something was so, by the days of the facts.
     *
     * @param from first day; empty when no fact says one
     * @param until last day
     */
    public record Period(Optional<LocalDate> from, Optional<LocalDate> until) {}

    /**
     * A name.
     *
     * @param name name
     * @param region region it was seen in, prefecture level
     * @param used first and last day of the facts that call the subject so
     * @param seen when nights saw it
     */
    public record Name(String name, String region, Period used, Seen seen) {}

    /**
     * A name that the subject no longer bears.
     *
     * @param name name
     * @param borne when it did, at least; of what a record notes the last day may be later
     * @param endedOn day from which the register has another; empty when only a record notes that it is former
     * @param notedOn day of the first fact that notes it as former; empty when none does
     */
    public record FormerName(String name, Period borne, Optional<LocalDate> endedOn, Optional<LocalDate> notedOn) {}

    /**
     * Records that one rule tied to the subject on the same evidence.
     *
     * @param rule rule, as {@code subject.link} has it
     * @param evidence the code, name or judgement it rests on; empty for a match and where nothing is to be shown
     * @param match what the match rests on; empty for another rule
     * @param weight weight of the tie: bits for a match, 1 for a certain one
     * @param linked first and last run date that tied one
     * @param records the first of them
     */
    public record Tie(
            String rule,
            String evidence,
            Optional<Match> match,
            double weight,
            Seen linked,
            Listed<LinkedRecord> records) {}

    /**
     * A record.
     *
     * @param recordClass class
     * @param label name of the class in Chinese
     * @param recordId id
     * @param name name of the subject as the record has it; empty when it has none
     * @param occurredOn day of the fact
     * @param department who sent it
     * @param file where it stands
     * @param row row in the file
     */
    public record LinkedRecord(
            String recordClass,
            String label,
            long recordId,
            String name,
            Optional<LocalDate> occurredOn,
            String department,
            String file,
            long row) {}

    /**
     * A subject that became one with another, or was split off.
     *
     * @param kind merge or split
     * @param from subject given up; of a split the one that was left
     * @param into subject that stays; of a split the one that was split off
     * @param rule rule
     * @param evidence what it rests on; empty for a match
     * @param match what the match rests on; empty for another rule
     * @param on run date
     */
    public record Move(
            String kind, long from, long into, String rule, String evidence, Optional<Match> match, LocalDate on) {}

    /**
     * An open question.
     *
     * @param id case
     * @param kind why it was raised
     * @param leftName name of one side; empty for a person
     * @param leftKey own key of it; empty for a person
     * @param rightName name of the other side
     * @param rightKey own key of it
     * @param match what was compared; empty when nothing was
     * @param judged the judgement that is contradicted; empty for another case
     * @param raisedOn night that raised it
     */
    public record Case(
            long id,
            String kind,
            String leftName,
            String leftKey,
            String rightName,
            String rightKey,
            Optional<Match> match,
            Optional<Judged> judged,
            LocalDate raisedOn) {
        /** Whether somebody can judge about it: not about natural persons. */
        public boolean judgeable() {
            return !leftKey.isEmpty() && !rightKey.isEmpty();
        }
    }

    /**
     * A judgement that the release obeys.
     *
     * @param id judgement
     * @param left an own key
     * @param right another one
     * @param says same or different
     * @param by who has judged
     * @param note why; empty when nothing was said
     * @param on day from which nights obey it
     */
    public record Judged(String id, String left, String right, String says, String by, String note, LocalDate on) {}
}
