package io.creditlake.grade;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Says of one record and one day whether the record may count, slowly and plainly, under the two versions of the tests'
 * lifecycle.
 */
record ReferenceLifecycle(List<Map<String, Object>> revisions) implements ReferenceGrade.Law {
    private static final LocalDate OLD = LocalDate.of(2019, 1, 1);
    private static final LocalDate NEW = LocalDate.of(2025, 6, 1);

    @Override
    public boolean counts(String recordClass, Map<String, Object> record, LocalDate day, LocalDate graded) {
        LocalDate expires = expires(recordClass, record, graded);
        return (expires == null || day.isBefore(expires)) && decidedToCount(record, day);
    }

    private static LocalDate expires(String recordClass, Map<String, Object> record, LocalDate graded) {
        LocalDate occurred = (LocalDate) record.get("occurred_on");
        BigDecimal fine = (BigDecimal) record.get("fine");
        boolean isNew = !graded.isBefore(NEW) && !occurred.isBefore(NEW);
        boolean isOld = !isNew && !occurred.isBefore(OLD) && !graded.isBefore(OLD);
        if (recordClass.equals("penalty") && isNew) {
            return ((String) record.get("penalty_type")).contains("责令关闭")
                    ? occurred.plusMonths(36)
                    : occurred.plusMonths(7);
        } else if (recordClass.equals("penalty") && isOld) {
            return fine != null && fine.compareTo(new BigDecimal(5000)) >= 0
                    ? occurred.plusMonths(18)
                    : occurred.plusDays(100);
        } else if (recordClass.equals("serious_dishonesty") && isOld) {
            return ((LocalDate) record.get("listed_on")).plusYears(2);
        }
        return null;
    }

    /** Whether no decision that has taken effect by a day ends a record. */
    boolean decidedToCount(Map<String, Object> record, LocalDate day) {
        List<Map<String, Object>> effective = new ArrayList<>();
        for (Map<String, Object> revision : revisions) {
            if (Objects.equals(revision.get("target_record_id"), record.get("record_id"))
                    && !day.isBefore((LocalDate) revision.get("effective_on"))) {
                effective.add(revision);
            }
        }
        boolean ended = effective.stream()
                .filter(r -> "tied".equals(r.get("target_state")))
                .filter(r ->
                        r.get("outcome") == null || List.of("granted", "upheld").contains(r.get("outcome")))
                .anyMatch(r -> !r.get("kind").equals("correction")
                        || ((LocalDate) record.get("received_on")).isBefore((LocalDate) r.get("effective_on")));
        return !ended && !everySourceWithdrew(record, effective);
    }

    private static boolean everySourceWithdrew(Map<String, Object> record, List<Map<String, Object>> effective) {
        long sources = record.get("reported_by") == null
                ? 1
                : Arrays.stream((Object[]) record.get("reported_by"))
                        .map(r -> ((Row) r).getString(0))
                        .distinct()
                        .count();
        TreeSet<String> withdrawn = new TreeSet<>();
        effective.stream()
                .filter(r -> r.get("target_state") == null)
                .sorted(Comparator.<Map<String, Object>, LocalDate>comparing(r -> (LocalDate) r.get("received_on"))
                        .thenComparing(r -> (LocalDate) r.get("effective_on")))
                .forEach(r -> {
                    if (r.get("kind").equals("withdrawal")) {
                        withdrawn.add((String) r.get("source"));
                    } else {
                        withdrawn.remove((String) r.get("source"));
                    }
                });
        return withdrawn.size() >= sources;
    }
}
