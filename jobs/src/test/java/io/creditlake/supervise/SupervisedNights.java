package io.creditlake.supervise;

import static io.creditlake.lake.LakeRows.row;

import io.creditlake.lake.LakeRows;
import io.creditlake.lake.TestLake;
import io.creditlake.lake.Workspace;
import io.creditlake.policy.Policies;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Nights of one lake that bring records of one enterprise (1) and one person (2), supervised and published. */
final class SupervisedNights implements AutoCloseable {
    static final LocalDate FIRST = LocalDate.of(2026, 11, 22);

    private final TestLake lake;
    private final Policies policies;

    SupervisedNights(Path folder) {
        lake = new TestLake(folder);
        policies = Policies.load(TestLake.home().resolve("conf"), lake.tables().contracts());
        on(
                FIRST,
                "subject.subject",
                List.of(
                        row("subject_id", 1L, "kind", "enterprise", "name", "主体1", "last_changed", FIRST),
                        row("subject_id", 2L, "kind", "person", "last_changed", FIRST)));
    }

    TestLake lake() {
        return lake;
    }

    Policies policies() {
        return policies;
    }

    /** The lake after a night that brings rows of a table. */
    Workspace on(LocalDate date, String table, List<Map<String, Object>> rows) {
        Workspace night = lake.night(date);
        append(night, table, rows);
        return finish(night);
    }

    /** Adds rows that a night brings. */
    static void append(Workspace night, String table, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            rows.forEach(row -> row.putIfAbsent("received_on", night.runDate()));
            night.append(table, LakeRows.of(night.spark(), night.contract(table), rows));
        }
    }

    /** Ends a night as the last stages do. */
    Workspace finish(Workspace night) {
        Supervision supervision =
                Supervision.load(TestLake.home().resolve("conf"), lake.tables().contracts(), policies);
        new SuperviseStage(policies, supervision).run(night);
        lake.publish(night.runDate());
        return night;
    }

    /** A repair of a record of the enterprise that was granted. */
    static Map<String, Object> repair(long id, String recordClass, long recordId, LocalDate day) {
        Map<String, Object> repair = row("record_id", id, "subject_id", 1L, "kind", "repair", "outcome", "granted");
        repair.putAll(row("target_class", recordClass, "target_record_id", recordId, "target_state", "tied"));
        repair.put("effective_on", day);
        return repair;
    }

    @Override
    public void close() {
        lake.close();
    }
}
