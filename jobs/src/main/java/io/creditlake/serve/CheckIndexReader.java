package io.creditlake.serve;

import static org.apache.iceberg.expressions.Expressions.alwaysTrue;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.notEqual;

import io.creditlake.lake.ReleaseTables;
import io.creditlake.policy.Severity;
import io.creditlake.policy.lifecycle.Decision;
import io.creditlake.policy.lifecycle.PlainLifecycle;
import io.creditlake.policy.lifecycle.RecordLife;
import io.creditlake.policy.lifecycle.Ruling;
import io.creditlake.report.credit.CreditReport;
import io.creditlake.report.credit.CreditReports;
import io.creditlake.serve.CheckIndex.Given;
import io.creditlake.serve.CheckIndex.Listed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.iceberg.data.Record;

/** Reads a whole release once for {@link CheckIndex}, several tables at a time. */
final class CheckIndexReader {
    private final CreditReports reports;
    private final ReleaseTables tables;
    private final CheckIndex index = new CheckIndex();

    private CheckIndexReader(CreditReports reports) {
        this.reports = reports;
        this.tables = reports.tables();
    }

    /** The index of the release that reports are read from. */
    static CheckIndex read(CreditReports reports) {
        return new CheckIndexReader(reports).read();
    }

    private CheckIndex read() {
        tables.scan("subject.subject", alwaysTrue(), List.of("subject_id", "kind"), row -> {
            if (!"person".equals(row.getField("kind"))) {
                index.addSubject(id(row));
            }
        });
        Set<Long> decided = decided();
        Set<Long> doubtful = new ConcurrentSkipListSet<>();
        List<Callable<Void>> works = new ArrayList<>();
        works.add(work(this::readCodes));
        works.add(work(this::readNames));
        works.add(work(this::readGrades));
        works.add(work(this::readLists));
        for (var contract : reports.settings().classes()) {
            String recordClass = contract.name().table();
            if (reports.lifecycle().governs(recordClass)) {
                works.add(work(() -> readSerious(recordClass, decided, doubtful)));
            }
        }
        reports.threads().all(works);
        // Whether a record stands of which anything was decided is for the report to say.
        for (long subjectId : doubtful) {
            if (reports.of(subjectId).filter(CreditReport::hasSeriousRecords).isPresent()) {
                index.addSerious(subjectId);
            }
        }
        return index;
    }

    private static Callable<Void> work(Runnable work) {
        return () -> {
            work.run();
            return null;
        };
    }

    private void readCodes() {
        tables.scan(
                "subject.identifier",
                notEqual("kind", "person_token"),
                List.of("subject_id", "value"),
                row -> addCode(row, "value"));
        tables.scan("subject.subject", alwaysTrue(), List.of("subject_id", "uscc"), row -> addCode(row, "uscc"));
    }

    private void addCode(Record row, String column) {
        String code = (String) row.getField(column);
        if (code != null) {
            index.addCode(code, id(row));
        }
    }

    private void readNames() {
        tables.scan("subject.name", alwaysTrue(), List.of("subject_id", "name_key"), row -> {
            String key = (String) row.getField("name_key");
            if (key != null) {
                index.addName(key, id(row));
            }
        });
        tables.scan(
                "subject.merge",
                equal("kind", "merge"),
                List.of("from_subject_id", "into_subject_id"),
                row -> index.addMerge((Long) row.getField("from_subject_id"), (Long) row.getField("into_subject_id")));
    }

    private void readGrades() {
        tables.scan(
                "grade.grade",
                equal("visibility", "public"),
                List.of("subject_id", "policy", "policy_version", "grade", "visibility"),
                row -> {
                    if (reports.isPublic(row)) {
                        index.addGrade(
                                id(row),
                                new Given(
                                        (String) row.getField("policy"),
                                        reports.title(row),
                                        (String) row.getField("policy_version"),
                                        (String) row.getField("grade")));
                    }
                });
    }

    private void readLists() {
        tables.scan(
                "supervision.listing",
                equal("state", "listed"),
                List.of("subject_id", "list", "title", "colour", "starts_on"),
                row -> index.addListed(
                        id(row),
                        new Listed(
                                (String) row.getField("list"),
                                (String) row.getField("title"),
                                (String) row.getField("colour"),
                                Optional.ofNullable((LocalDate) row.getField("starts_on")))));
    }

    /** The records of which something was decided. */
    private Set<Long> decided() {
        Set<Long> records = new HashSet<>();
        tables.scan("record.revision", alwaysTrue(), Decision.COLUMNS, row -> Decision.of(row::getField)
                .ifPresent(d -> records.add(d.recordId())));
        return records;
    }

    private void readSerious(String recordClass, Set<Long> decided, Set<Long> doubtful) {
        PlainLifecycle lifecycle = reports.lifecycle();
        LocalDate day = tables.release().runDate();
        Set<String> columns = new TreeSet<>(lifecycle.columns(recordClass));
        columns.addAll(List.of("subject_id", "record_id"));
        tables.scan("record." + recordClass, alwaysTrue(), List.copyOf(columns), row -> {
            if (row.getField("subject_id") == null) {
                return;
            }
            RecordLife life = lifecycle.of(recordClass, row::getField, Ruling.NONE);
            LocalDate last = (LocalDate) row.getField("valid_to");
            boolean over = last != null && last.isBefore(day);
            if (life.severity().filter(Severity.SERIOUS::equals).isPresent() && life.isShownOn(day) && !over) {
                if (decided.contains((Long) row.getField("record_id"))) {
                    doubtful.add(id(row));
                } else {
                    index.addSerious(id(row));
                }
            }
        });
    }

    private static long id(Record row) {
        return (Long) row.getField("subject_id");
    }
}
