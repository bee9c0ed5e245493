package io.creditlake.grade;

import static io.creditlake.lake.LakeRows.row;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.RowFactory;

/** Subjects with records whose dates lie on and around the edges that matter on a day. */
final class Province {
    private static final int[] EDGES = {0, 1, 31, 90, 182, 365, 366, 400, 730, 731, 1095, 1096};

    private final Random random;
    /** Apart, so that the records are the same with and without decisions. */
    private final Random deciding;

    private LocalDate day;
    private long lastRecord = 1000;

    final List<Map<String, Object>> subjects = new ArrayList<>();
    final Map<String, List<Map<String, Object>>> records = new HashMap<>();

    Province(long seed, LocalDate day) {
        this.random = new Random(seed);
        this.deciding = new Random(-seed);
        this.day = day;
    }

    /** Whatever is added from now on comes in on this day, and its dates lie around it. */
    void comesTo(LocalDate later) {
        day = later;
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
                to,
                "reported_by",
                reports(1)));
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

    /**
     * Adds decisions about some of the records, which take effect on or around the day.
     *
     * @param sources how many sources may report one record
     */
    Province withDecisions(int sources) {
        List<Map<String, Object>> revisions = new ArrayList<>();
        records.forEach((name, rows) -> {
            for (Map<String, Object> record : rows) {
                if (deciding.nextInt(4) == 0) {
                    int reporters = 1 + deciding.nextInt(sources);
                    record.put("reported_by", reports(reporters));
                    for (int n = 1 + deciding.nextInt(2); n > 0; n--) {
                        revisions.add(decision(name, record));
                    }
                    for (int source = 0; source < reporters && deciding.nextBoolean(); source++) {
                        bySource(name, record, "s" + source, revisions);
                    }
                }
            }
        });
        records.computeIfAbsent("revision", c -> new ArrayList<>()).addAll(revisions);
        return this;
    }

    /** Adds a decision about any record of whom it may be, or word from one of its sources, received on the day. */
    void decide() {
        List<String> classes = records.keySet().stream()
                .filter(name -> !name.equals("revision") && !records.get(name).isEmpty())
                .sorted()
                .toList();
        String name = classes.get(deciding.nextInt(classes.size()));
        List<Map<String, Object>> rows = records.get(name);
        Map<String, Object> record = rows.get(deciding.nextInt(rows.size()));
        boolean bySource = deciding.nextInt(3) == 0;
        String kind = deciding.nextBoolean() ? "withdrawal" : "reinstatement";
        records.computeIfAbsent("revision", c -> new ArrayList<>())
                .add(bySource ? revision(name, record, "s0", kind, day) : decision(name, record));
    }

    private Map<String, Object> decision(String recordClass, Map<String, Object> record) {
        return revision(
                recordClass,
                record,
                "s0",
                List.of("repair", "repair", "objection", "withdrawal", "correction")
                        .get(deciding.nextInt(5)),
                edge(),
                "target_state",
                "tied",
                "outcome",
                Arrays.asList("granted", "upheld", "refused", "rejected", null).get(deciding.nextInt(5)));
    }

    /** A source takes its report back, and perhaps tells it again. */
    private void bySource(
            String recordClass, Map<String, Object> record, String source, List<Map<String, Object>> revisions) {
        LocalDate from = edge();
        revisions.add(revision(recordClass, record, source, "withdrawal", from, "received_on", from));
        if (deciding.nextBoolean()) {
            LocalDate again = from.plusDays(1 + deciding.nextInt(40));
            revisions.add(revision(recordClass, record, source, "reinstatement", again, "received_on", again));
        }
    }

    private Map<String, Object> revision(
            String recordClass,
            Map<String, Object> record,
            String source,
            String kind,
            LocalDate effective,
            Object... more) {
        Map<String, Object> made = row(
                "record_id",
                ++lastRecord,
                "subject_id",
                record.get("subject_id"),
                "source",
                source,
                "kind",
                kind,
                "target_class",
                recordClass,
                "target_record_id",
                record.get("record_id"),
                "effective_on",
                effective,
                "received_on",
                day);
        made.putAll(row(more));
        return made;
    }

    private static Object[] reports(int count) {
        Object[] reports = new Object[count];
        for (int i = 0; i < count; i++) {
            reports[i] = RowFactory.create("s" + i, null, null, null, null, null, null, null, null, null);
        }
        return reports;
    }

    /** A day around the day, or half a year behind or ahead. */
    private LocalDate edge() {
        return day.plusDays(List.of(-180, -1, 0, 1, 33, 150).get(deciding.nextInt(6)));
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
