package io.creditlake.generate;

/**
 * A fact as one row of one night tells it.
 *
 * @param fact the fact as it stands that night
 * @param mood what is to be planted in the row
 * @param outcome what the row must become
 * @param repetition how the row repeats another, {@link Repetition#NONE} when it does not
 */
record Telling(Fact fact, Mood mood, Outcome outcome, Repetition repetition) {

    /** The same, with the repetition in the file of the row it repeats. */
    Telling inItsOwnFile() {
        return repetition == Repetition.OTHER_FILE ? new Telling(fact, mood, outcome, Repetition.SAME_FILE) : this;
    }

    /** What is to be planted in a row. */
    enum Mood {
        /** Nothing. */
        CLEAN,
        /** Something that normalising cures. */
        HARMLESS,
        /** Something that refuses the row. */
        BAD
    }

    /** How a row repeats another one. */
    enum Repetition {
        /** Not at all. */
        NONE("", false),
        /** The same row once more in the same file. */
        SAME_FILE("repeated_in_file", false),
        /** The same fact in another file of the same night. */
        OTHER_FILE("repeated_in_other_file", false),
        /** The same fact again on a later night. */
        LATER_NIGHT("repeated_on_later_night", false),
        /** The same fact in the same night, its document number in other brackets. */
        OTHER_BRACKETS("repeated_with_other_brackets", false),
        /** The same fact in the same night, its party named by the organisation code inside the unified one. */
        OTHER_CODE("repeated_by_organisation_code", false),
        /** The fact put right. */
        CORRECTION("correction", true),
        /** The fact as it went on: another status, a removal from a list. */
        CHANGE("change", true);

        private final String kind;
        private final boolean corrects;

        Repetition(String kind, boolean corrects) {
            this.kind = kind;
            this.corrects = corrects;
        }

        /** The kind in the truth. */
        String kind() {
            return kind;
        }

        /** Whether the content of this row stands from now on. */
        boolean corrects() {
            return corrects;
        }

        /** Whether the row comes behind the first one in the same night. */
        boolean isOfSameNight() {
            return this == SAME_FILE || this == OTHER_FILE || this == OTHER_BRACKETS || this == OTHER_CODE;
        }
    }
}
