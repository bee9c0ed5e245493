package io.creditlake.grade;

import static io.creditlake.lake.LakeRows.row;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Subjects with records whose dates lie on and around the edges that matter on a day. */
final class Province {
    private static final int[] EDGES = {0, 1, 31, 90, 182, 365, 366, 400, 730, 731, 1095, 1096};

    private final Random random;
    private final LocalDate day;
    private long lastRecord = 1000;

    final List<Map<String, Object>> subjects = new ArrayList<>();
    final Map<String, List<Map<String, Object>>> records = new HashMap<>();

    Province(long seed, LocalDate day) {
        this.random = new Random(seed);
        this.day = day;
    }

    Province withSubjects(int count) {
        for (int i = 0; i < count; i++) {
            long id = subjects.size() + 1L;
            String kind = List.of("enterprise", "enterprise", "individual_business", "institution", "person")
                    .get(random.nextInt(5));
            subjects.add(row("subject_id", id, "kind", kind, "name", "主体" + id, "last_changed", day));
            addRecords(id);
        }
        return this;
    }

    /** Adds some records of every class to a subject. */
    void addRecords(long subject) {
        for (int n = random.nextInt(5); n > 0; n--) {
            add("penalty", subject, "fine", fine(), "penalty_type", random.nextInt(12) == 0 ? "罚款;责令关闭" : "罚款");
        }
        if (random.nextInt(4) > 0) {
            add("registration", subject, "status", random.nextInt(15) == 0 ? "revoked" : "open");
        }
        if (random.nextInt(3) == 0) {
            add("abnormal_operation", subject);
        }
        if (random.nextInt(10) == 0) {
            add("serious_dishonesty", subject);
        }
        for (int n = random.nextInt(3); n > 0; n--) {
            add("licence", subject, "status", random.nextBoolean() ? "1" : "2");
        }
    }

    private BigDecimal fine() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new BigDecimal("0.00");
            case 2 -> new BigDecimal("2000.00");
            case 3 -> new BigDecimal("5000.50");
            default -> BigDecimal.valueOf(random.nextInt(1_000_000), 2);
        };
    }

    private void add(String recordClass, long subject, Object... own) {
        Map<String, Object> made = row(own);
        LocalDate occurred = date();
        LocalDate from = random.nextInt(5) == 0 ? null : date();
        LocalDate to =
                switch (random.nextInt(5)) {
                    case 0 -> null;
                    case 1 -> LocalDate.of(9999, 12, 31);
                    case 2 -> day;
                    default -> date().plusDays(random.nextInt(300));
                };
        made.putAll(row(
                "record_id",
                ++lastRecord,
                "subject_id",
                subject,
                "received_on",
                day,
                "occurred_on",
                occurred,
                "valid_from",
                from,
                "valid_to",
                to));
        switch (recordClass) {
            case "penalty" -> made.put("decision_date", random.nextInt(10) == 0 ? null : occurred);
            case "registration" -> {
                made.put("established_on", date());
                made.put("approved_on", occurred);
            }
            case "abnormal_operation", "serious_dishonesty" -> made.put("listed_on", occurred);
            default -> {}
        }
        records.computeIfAbsent(recordClass, c -> new ArrayList<>()).add(made);
    }

    private LocalDate date() {
        int back = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(1500);
        return day.minusDays(back).plusDays(random.nextInt(3) - 1L);
    }

    /** The records of one subject by class. */
    Map<String, List<Map<String, Object>>> of(long subject) {
        Map<String, List<Map<String, Object>>> own = new HashMap<>();
        records.forEach((name, rows) -> own.put(
                name,
                rows.stream().filter(r -> r.get("subject_id").equals(subject)).toList()));
        return own;
    }
}
