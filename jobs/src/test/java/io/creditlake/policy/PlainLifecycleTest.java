package io.creditlake.policy;

import static io.creditlake.lake.LakeRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.policy.lifecycle.Decision;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.PlainLifecycle;
import io.creditlake.policy.lifecycle.PlainRulings;
import io.creditlake.policy.lifecycle.PlainRulings.Report;
import io.creditlake.policy.lifecycle.RecordLife;
import io.creditlake.policy.lifecycle.Ruling;
import io.creditlake.policy.lifecycle.Rulings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rule for one record in plain Java, held to the rule for all records in columns. */
class PlainLifecycleTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 330;
    private static final long RECORDS = 120;

    @TempDir
    private Path folder;

    private final Random random = new Random(7);

    @Test
    void whatOneRecordStillIsAgreesWithWhatAllRecordsStillAreOnEveryDay() {
        try (TestLake lake = new TestLake(folder)) {
            Policies policies =
                    Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
            for (String recordClass : List.of("penalty", "serious_dishonesty", "licence")) {
                List<Map<String, Object>> records = records(recordClass);
                List<Map<String, Object>> revisions = revisions(recordClass);
                // Before the first of the two laws was in force, between them, and since.
                for (LocalDate day : List.of(
                        LocalDate.of(2022, 5, 1),
                        LocalDate.of(2026, 3, 31),
                        LocalDate.of(2026, 4, 1),
                        LocalDate.of(2026, 6, 1),
                        LocalDate.of(2026, 11, 24))) {
                    assertThat(plain(lake, policies, recordClass, records, revisions, day))
                            .as(recordClass + " on " + day)
                            .isEqualTo(inColumns(lake, policies, recordClass, records, revisions, day));
                }
            }
        }
    }

    private Map<Long, String> inColumns(
            TestLake lake,
            Policies policies,
            String recordClass,
            List<Map<String, Object>> records,
            List<Map<String, Object>> revisions,
            LocalDate day) {
        Map<String, Dataset<Row>> tables = Map.of(
                "record." + recordClass,
                LakeRows.of(lake.spark(), lake.tables().contracts().get("record." + recordClass), records),
                Rulings.TABLE,
                LakeRows.of(lake.spark(), lake.tables().contracts().get(Rulings.TABLE), revisions));
        Dataset<Row> subjects =
                tables.get("record." + recordClass).select("subject_id").distinct();
        Rulings rulings = Rulings.of(tables::get, subjects, day);
        Map<Long, String> lives = new TreeMap<>();
        new Lifecycle(policies.lifecycles().on(day))
                .of(recordClass, tables.get("record." + recordClass), rulings.of(recordClass))
                .select(
                        "record_id",
                        "severity",
                        "publicity_from",
                        "publicity_until",
                        "repairable_from",
                        "counts_from",
                        "counts_until",
                        "ended_by",
                        Lifecycle.BASIS)
                .collectAsList()
                .forEach(row -> {
                    // What the plain rule does not say: that a record counts no longer because its time is over.
                    boolean expired = Lifecycle.EXPIRED.equals(row.getString(7));
                    lives.put(
                            row.getLong(0),
                            List.of(
                                            text(row.get(1)),
                                            text(row.get(2)),
                                            text(row.get(3)),
                                            text(row.get(4)),
                                            text(row.get(5)),
                                            text(row.get(8)),
                                            expired ? "expired" : text(row.get(6)) + text(row.get(7)))
                                    .toString());
                });
        return lives;
    }

    private static Map<Long, String> plain(
            TestLake lake,
            Policies policies,
            String recordClass,
            List<Map<String, Object>> records,
            List<Map<String, Object>> revisions,
            LocalDate day) {
        PlainLifecycle lifecycle = new PlainLifecycle(
                policies.lifecycles().on(day),
                lake.tables().contracts(),
                TestLake.home().resolve("conf/reference"));
        Lifecycle columns = new Lifecycle(policies.lifecycles().on(day));
        Map<Long, String> lives = new TreeMap<>();
        for (Map<String, Object> record : records) {
            List<Decision> decisions = revisions.stream()
                    .flatMap(r -> Decision.of(r::get).stream())
                    .filter(d -> record.get("record_id").equals(d.recordId()))
                    .toList();
            List<Report> reports = record.get("reported_by") == null
                    ? null
                    : Arrays.stream((Object[]) record.get("reported_by"))
                            .map(r -> (Row) r)
                            .map(r -> new Report(r.getString(0), (LocalDate) r.get(5)))
                            .toList();
            Ruling ruling = new PlainRulings(day).of(decisions, (LocalDate) record.get("received_on"), reports);
            RecordLife life = lifecycle.of(recordClass, record::get, ruling);
            lives.put(
                    (Long) record.get("record_id"),
                    List.of(
                                    life.severity().map(Severity::key).orElse("-"),
                                    text(life.publicityFrom()),
                                    text(life.publicityUntil()),
                                    text(life.repairableFrom()),
                                    text(ruling.from()),
                                    text(life.basis()),
                                    expires(columns, recordClass, life)
                                            ? "expired"
                                            : text(ruling.until()) + text(ruling.by()))
                            .toString());
        }
        return lives;
    }

    /** Of the shipped law, what uses records as long as they are publicised: those end by time before they are ruled out. */
    private static boolean expires(Lifecycle columns, String recordClass, RecordLife life) {
        return columns.governing().stream()
                        .flatMap(v -> v.of(recordClass).stream())
                        .flatMap(c -> c.terms().stream())
                        .anyMatch(t -> t.use().isPresent())
                && life.publicityUntil().isPresent()
                && life.ruling()
                        .until()
                        .filter(u -> !u.isAfter(life.publicityUntil().get()))
                        .isEmpty();
    }

    private static String text(Object value) {
        Object inside = value instanceof Optional<?> maybe ? maybe.orElse(null) : value;
        return inside == null ? "-" : inside.toString();
    }

    private List<Map<String, Object>> records(String recordClass) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (long id = 1; id <= RECORDS; id++) {
            LocalDate day = random.nextInt(12) == 0 ? null : FIRST.plusDays(random.nextInt(DAYS) - 500);
            Map<String, Object> record = LakeRows.record(id, id % 9, day);
            record.put("received_on", FIRST.plusDays(random.nextInt(DAYS)));
            record.put("valid_to", oneOf(null, LocalDate.of(9999, 12, 31), FIRST.plusDays(random.nextInt(DAYS))));
            record.put("reported_by", random.nextInt(5) == 0 ? null : reports());
            if (recordClass.equals("penalty")) {
                record.put("decision_date", day);
                record.put("penalty_type", oneOf(null, "罚款", "警告", "吊销许可证件", "没收违法所得;罚款"));
                record.put("fine", oneOf(null, new BigDecimal("1000.00"), new BigDecimal("600000.00")));
                record.put("confiscated", oneOf(null, new BigDecimal("0.00"), new BigDecimal("700000.00")));
            } else if (recordClass.equals("serious_dishonesty")) {
                record.put("listed_on", day);
            }
            records.add(record);
        }
        return records;
    }

    private Object[] reports() {
        Object[] reports = new Object[1 + random.nextInt(2)];
        for (int i = 0; i < reports.length; i++) {
            LocalDate received = random.nextInt(6) == 0 ? null : FIRST.plusDays(random.nextInt(DAYS));
            reports[i] = RowFactory.create(
                    "s" + random.nextInt(2), "d", "b", "f", 1L, received, null, 0L, true, new HashMap<>());
        }
        return reports;
    }

    private List<Map<String, Object>> revisions(String recordClass) {
        List<Map<String, Object>> revisions = new ArrayList<>();
        for (long id = 1; id <= 2 * RECORDS; id++) {
            // Several decisions a record, and most records left alone.
            long target = 1L + random.nextInt(40);
            boolean bySource = random.nextInt(3) > 0;
            Map<String, Object> revision = row(
                    "record_id",
                    1000 + id,
                    "subject_id",
                    target % 9,
                    "target_record_id",
                    target,
                    "target_class",
                    recordClass,
                    "target_state",
                    bySource ? null : oneOf("tied", "tied", "tied", "not_found"),
                    "kind",
                    bySource
                            ? oneOf("withdrawal", "withdrawal", "reinstatement", "correction")
                            : oneOf("repair", "objection", "withdrawal", "correction"),
                    "outcome",
                    bySource ? null : oneOf(null, "granted", "upheld", "refused"));
            revision.put("source", "s" + random.nextInt(2));
            revision.put("effective_on", random.nextInt(3) == 0 ? null : FIRST.plusDays(random.nextInt(DAYS)));
            revision.put("decision_date", random.nextInt(3) == 0 ? null : FIRST.plusDays(random.nextInt(DAYS)));
            // Told on days of their own: which of two told on one day came last is not defined.
            revision.put("received_on", FIRST.plusDays(id));
            revisions.add(revision);
        }
        return revisions;
    }

    private Object oneOf(Object... values) {
        return values[random.nextInt(values.length)];
    }
}
