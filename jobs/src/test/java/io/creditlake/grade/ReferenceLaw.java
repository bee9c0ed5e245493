package io.creditlake.grade;

import io.creditlake.policy.ClassLifecycle;
import io.creditlake.policy.LifecycleVersion;
import io.creditlake.policy.Lifecycles;
import io.creditlake.policy.Span;
import io.creditlake.policy.Term;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Says of one record and one day whether it may count, slowly and plainly, under the lifecycle of a configuration.
 *
 * @param lifecycles its versions
 * @param meets whether a record meets the condition of a {@link #key term}
 * @param revisions decisions about records, tied to them, with the day they take effect
 */
record ReferenceLaw(
        Lifecycles lifecycles, BiPredicate<String, Map<String, Object>> meets, List<Map<String, Object>> revisions)
        implements ReferenceGrade.Law {

    /** How the term of a version is called. */
    static String key(LifecycleVersion version, String recordClass, int term) {
        return "lifecycle " + version.effectiveFrom() + " " + recordClass + " " + term;
    }

    @Override
    public boolean counts(String recordClass, Map<String, Object> record, LocalDate day, LocalDate graded) {
        Optional<LocalDate> expires = expires(recordClass, record, graded);
        return expires.map(day::isBefore).orElse(true) && new ReferenceLifecycle(revisions).decidedToCount(record, day);
    }

    private Optional<LocalDate> expires(String recordClass, Map<String, Object> record, LocalDate graded) {
        Optional<LifecycleVersion> version = governing((LocalDate) record.get("occurred_on"), graded);
        Optional<ClassLifecycle> found = version.flatMap(v -> v.of(recordClass));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Term> terms = found.get().terms();
        for (int i = 0; i < terms.size(); i++) {
            if (meets.test(key(version.get(), recordClass, i), record)) {
                LocalDate from = (LocalDate) record.get(found.get().countedFrom());
                Optional<Span> use = terms.get(i).use();
                return from == null ? Optional.empty() : use.map(span -> span.after(from));
            }
        }
        return Optional.empty();
    }

    /** The latest version in force that governs a record of a day. */
    private Optional<LifecycleVersion> governing(LocalDate occurred, LocalDate graded) {
        Optional<LifecycleVersion> governing = Optional.empty();
        for (LifecycleVersion version : lifecycles.versions()) {
            boolean inForce = !version.effectiveFrom().isAfter(graded);
            boolean own = occurred == null || !occurred.isBefore(version.effectiveFrom());
            if (inForce && (own || version.governsEarlier())) {
                governing = Optional.of(version);
            }
        }
        return governing;
    }
}
