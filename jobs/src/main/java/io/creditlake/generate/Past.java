package io.creditlake.generate;

import java.time.LocalDate;

/**
 * What a subject was before.
 *
 * @param name its former name; null when it was never renamed
 * @param renamedOn the day from which it bears its name of today; null likewise
 * @param representative who stood for it before; null when nobody did
 * @param replacedOn the day from which today's representative stands for it; null likewise
 */
record Past(SubjectName name, LocalDate renamedOn, String representative, LocalDate replacedOn) {
    static final Past NONE = new Past(null, null, null, null);

    /** Whether the subject bore its former name on a day. */
    boolean isRenamedAfter(LocalDate day) {
        return renamedOn != null && day.isBefore(renamedOn);
    }

    /** Whether the former representative stood for it on a day. */
    boolean isReplacedAfter(LocalDate day) {
        return replacedOn != null && day.isBefore(replacedOn);
    }
}
