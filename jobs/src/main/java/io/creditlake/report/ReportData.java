package io.creditlake.report;

import java.util.List;
import java.util.Map;

/**
 * What a night's report says. All of it is aggregates and capped lists: its size follows the number of sources, rules,
 * grades and cities, never the number of rows.
 *
 * @param night which night and release
 * @param sources what each source sent
 * @param deliveries the night's deliveries, those with a problem first, capped
 * @param rejects why rows were refused, the most frequent reasons first, capped
 * @param totals figures over all deliveries, reasons and subjects, whatever the lists leave out
 * @param ties records tied to a subject this night, by class
 * @param standing subjects by policy, city and grade
 * @param before subjects by policy and grade in the release before
 * @param moves subjects whose grade moved this night
 * @param causes indicators that moved grades, the most frequent first, capped
 * @param warningCounts warnings raised this night
 * @param warnings the gravest of them, capped
 * @param listings red and black lists, by id
 * @param draws what was drawn for inspection this night, by campaign
 * @param audits what was checked before publication
 * @param stages what the stages did
 */
public record ReportData(
        Night night,
        List<Source> sources,
        List<Delivery> deliveries,
        List<Reject> rejects,
        Totals totals,
        List<Tie> ties,
        List<Standing> standing,
        List<Before> before,
        List<Move> moves,
        List<Cause> causes,
        List<WarningCount> warningCounts,
        List<Warning> warnings,
        List<ListingCount> listings,
        List<DrawCount> draws,
        List<Audit> audits,
        List<StageRun> stages) {

    /**
     * Which night.
     *
     * @param release name of the release
     * @param runDate ISO date
     * @param status published, withheld or rolled_back
     * @param publishedAt local time at which it was published or withheld
     * @param base release before; null for the first
     */
    public record Night(String release, String runDate, String status, String publishedAt, String base) {}

    /** What became of rows; {@code late} counts among the accepted and the duplicates. */
    public record Rows(long read, long accepted, long duplicate, long corrected, long quarantined, long late) {
        static final Rows NONE = new Rows(0, 0, 0, 0, 0, 0);

        /** Rows of which it is not known what became of them; 0 when the account balances. */
        public long missing() {
            return read - accepted - duplicate - quarantined;
        }

        Rows plus(Rows other) {
            return new Rows(
                    read + other.read,
                    accepted + other.accepted,
                    duplicate + other.duplicate,
                    corrected + other.corrected,
                    quarantined + other.quarantined,
                    late + other.late);
        }
    }

    /**
     * What a source sent.
     *
     * @param deliveries files
     * @param refused those refused as a whole
     * @param repeated those whose content had come before
     * @param unbalanced those whose rows do not add up
     */
    public record Source(
            String department,
            String source,
            long deliveries,
            long refused,
            long repeated,
            long unbalanced,
            Rows rows,
            long missing) {}

    /**
     * A file and what became of its rows.
     *
     * @param declared rows its manifest declares; null without a manifest
     */
    public record Delivery(
            String department,
            String source,
            String deliveryId,
            String file,
            String folderDate,
            Long declared,
            Rows rows,
            String status,
            String message) {}

    /**
     * A reason for which rows were refused.
     *
     * @param field null for the row as a whole
     * @param reasons how often; a row with several reasons counts in each
     * @param example message of one of them
     */
    public record Reject(String source, String field, String rule, long reasons, String example) {}

    /**
     * Figures over everything.
     *
     * @param reasons reasons for which rows were refused
     * @param rules different reasons
     * @param subjects subjects known
     * @param touched subjects that this night touched
     * @param graded subjects that this night graded, under whatever policy
     */
    public record Totals(long reasons, long rules, long subjects, long touched, long graded) {}

    /** Records of a class that were tied to a subject. */
    public record Tie(String recordClass, long records) {}

    /**
     * Subjects that have a grade.
     *
     * @param city six-digit code of a prefecture, empty when the region is unknown
     * @param kind what they are, such as {@code enterprise}; empty when unknown
     * @param section letter of GB/T 4754, empty when the industry is unknown
     */
    public record Standing(String policy, String city, String kind, String section, String grade, long subjects) {}

    /** Subjects that had a grade in the release before. */
    public record Before(String policy, String grade, long subjects) {}

    /**
     * Subjects whose grade moved.
     *
     * @param from null for those graded for the first time
     */
    public record Move(String policy, String from, String to, long subjects) {}

    /** Subjects with a moved grade whose points under an indicator rose or fell. */
    public record Cause(String policy, String indicator, long rose, long fell) {}

    /** Warnings of a kind. */
    public record WarningCount(String severity, String rule, long warnings) {}

    /**
     * Subjects drawn for a campaign.
     *
     * @param unassigned those of them that there are not enough inspectors for
     */
    public record DrawCount(String campaign, String title, long subjects, long unassigned) {}

    /**
     * Records by which subjects are on a list.
     *
     * @param list id of the list
     * @param colour red or black
     * @param listed on it as of the night
     * @param joined those of them that this night wrote, for they are new or others than before
     * @param left those that have ended and that this night wrote
     * @param suspended kept off it by another list
     * @param toCome not yet on it
     */
    public record ListingCount(
            String list,
            String title,
            String colour,
            long listed,
            long joined,
            long left,
            long suspended,
            long toCome) {
        static ListingCount of(String list, String title, String colour, String state, long all, long tonight) {
            boolean listed = state.equals("listed");
            return new ListingCount(
                    list,
                    title,
                    colour,
                    listed ? all : 0,
                    listed ? tonight : 0,
                    state.equals("ended") ? tonight : 0,
                    state.equals("suspended") ? all : 0,
                    state.equals("to_come") ? all : 0);
        }

        ListingCount plus(ListingCount other) {
            return new ListingCount(
                    list,
                    title,
                    colour,
                    listed + other.listed,
                    joined + other.joined,
                    left + other.left,
                    suspended + other.suspended,
                    toCome + other.toCome);
        }
    }

    /**
     * A warning.
     *
     * @param subject name of the subject
     * @param uscc its code
     * @param city as in {@link Standing}
     */
    public record Warning(String severity, String rule, String message, String subject, String uscc, String city) {}

    /**
     * A check before publication.
     *
     * @param severity what comes of a breach: withhold or warn
     * @param subject the source, policy or table it is about; empty for the night as a whole
     * @param message what a breach means; empty where nobody has said it
     */
    public record Audit(
            String name,
            boolean passed,
            String severity,
            String subject,
            String found,
            String expected,
            String message) {}

    /**
     * A stage.
     *
     * @param startedAt local time
     * @param offset milliseconds after the first stage began
     * @param millis how long it took; null while it runs
     */
    public record StageRun(
            String stage, String status, String startedAt, long offset, Long millis, Map<String, Long> counters) {}
}
