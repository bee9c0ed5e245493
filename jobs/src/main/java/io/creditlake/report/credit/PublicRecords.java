package io.creditlake.report.credit;

import static org.apache.iceberg.expressions.Expressions.equal;

import io.creditlake.lake.ReleaseTables;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContract.Column;
import io.creditlake.policy.Severity;
import io.creditlake.policy.lifecycle.Decision;
import io.creditlake.policy.lifecycle.PlainLifecycle;
import io.creditlake.policy.lifecycle.PlainRulings;
import io.creditlake.policy.lifecycle.PlainRulings.Report;
import io.creditlake.policy.lifecycle.RecordLife;
import io.creditlake.policy.lifecycle.Ruling;
import io.creditlake.report.credit.CreditReport.Item;
import io.creditlake.report.credit.CreditReport.Section;
import io.creditlake.report.credit.CreditReport.Value;
import io.creditlake.standards.CitizenNumber;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;

/**
 * The records of a subject that may be shown to the public on the day of a release.
 *
 * <p>Not shown is what was repaired or withdrawn, what awaits its correction, what the law does not publicise or no longer,
 * and of what the law publicises, what its own last day has passed. Columns marked personal are not shown.
 *
 * @param tables the release
 * @param lifecycle the law on its day
 */
record PublicRecords(ReleaseTables tables, PlainLifecycle lifecycle) {
    private static final List<String> COMMON =
            List.of("record_id", "department", "occurred_on", "valid_to", "received_on", "reported_by");

    /** The decisions about records of a subject that act. */
    List<Decision> decisions(long subjectId) {
        return tables.rows("record.revision", equal("subject_id", subjectId), Decision.COLUMNS).stream()
                .flatMap(row -> Decision.of(row::getField).stream())
                .toList();
    }

    /** The rows of a class that belong to a subject, with what {@link #section} reads. */
    List<Record> rows(TableContract contract, long subjectId) {
        Set<String> columns = new LinkedHashSet<>(COMMON);
        own(contract).forEach(column -> columns.add(column.name()));
        columns.addAll(lifecycle.columns(contract.name().table()));
        return tables.rows(contract.name().toString(), equal("subject_id", subjectId), List.copyOf(columns));
    }

    /** The records of a class that are shown, the latest first. */
    Section section(TableContract contract, List<Record> rows, List<Decision> decisions) {
        LocalDate day = tables.release().runDate();
        String recordClass = contract.name().table();
        List<Item> items = new ArrayList<>();
        for (Record row : rows) {
            RecordLife life = lifecycle.of(recordClass, row::getField, ruling(recordClass, row, decisions));
            if (life.isShownOn(day) && !(life.governed() && isOver(row, day))) {
                items.add(item(contract, row, life));
            }
        }
        items.sort(Comparator.comparing((Item i) -> i.occurredOn().orElse(LocalDate.MIN))
                .thenComparing(Item::recordId)
                .reversed());
        return new Section(recordClass, contract.label(), List.copyOf(items));
    }

    private Ruling ruling(String recordClass, Record row, List<Decision> decisions) {
        long id = (Long) row.getField("record_id");
        List<Decision> own = decisions.stream()
                .filter(d -> d.recordId() == id && d.recordClass().equals(recordClass))
                .toList();
        return new PlainRulings(tables.release().runDate())
                .of(own, (LocalDate) row.getField("received_on"), reports(row.getField("reported_by")));
    }

    private static List<Report> reports(Object reportedBy) {
        return reportedBy == null
                ? null
                : ((List<?>) reportedBy)
                        .stream()
                                .map(report -> (Record) report)
                                .map(report -> new Report(
                                        (String) report.getField("source"), (LocalDate) report.getField("received_on")))
                                .toList();
    }

    /** A department may say itself until when a penalty is shown. */
    private static boolean isOver(Record row, LocalDate day) {
        LocalDate last = (LocalDate) row.getField("valid_to");
        return last != null && last.isBefore(day);
    }

    private static Item item(TableContract contract, Record row, RecordLife life) {
        List<Value> values = new ArrayList<>();
        for (Column column : own(contract)) {
            String text = text(row.getField(column.name()));
            if (!text.isEmpty()) {
                values.add(new Value(column.name(), column.label(), text));
            }
        }
        return new Item(
                (Long) row.getField("record_id"),
                (String) row.getField("department"),
                Optional.ofNullable((LocalDate) row.getField("occurred_on")),
                life.severity().map(Severity::key),
                life.basis(),
                life.publicityUntil(),
                life.repairableFrom(),
                List.copyOf(values));
    }

    private static List<Column> own(TableContract contract) {
        return contract.ownColumns().stream()
                .filter(column -> !column.personal() && !column.type().contains("<"))
                .toList();
    }

    /** A value for people; free text may still hold the number of a person, which is masked once more. */
    private static String text(Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(PublicRecords::text).collect(Collectors.joining("；"));
        }
        return CitizenNumber.maskIn(value.toString());
    }
}
