package io.creditlake.grade;

import io.creditlake.grade.Explanation.Detail;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.grade.Explanation.Life;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.Selection;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the records of one subject that count under some policies, each class once. */
final class EvidenceReader {
    private final Function<String, Dataset<Row>> tables;
    private final TableContracts contracts;
    private final Lifecycle lifecycle;
    private final Rulings rulings;
    private final Map<String, List<Counting>> byClass = new HashMap<>();
    private final Map<String, List<Row>> read = new HashMap<>();

    /**
     * An item that counts records.
     *
     * @param policy policy
     * @param id indicator or rule
     * @param selection records that count
     * @param shown columns to show of them
     */
    record Counting(String policy, String id, Selection selection, List<String> shown) {
        /** The column with the first day on which a record no longer counts for the item. */
        private String ends() {
            return policy + "/" + id + "/ends";
        }
    }

    /**
     * A reader.
     *
     * @param tables the records of the subject alone, by table
     * @param items every item that will be asked for
     */
    EvidenceReader(
            Function<String, Dataset<Row>> tables,
            TableContracts contracts,
            Lifecycle lifecycle,
            Rulings rulings,
            List<Counting> items) {
        this.tables = tables;
        this.contracts = contracts;
        this.lifecycle = lifecycle;
        this.rulings = rulings;
        items.forEach(item -> byClass.computeIfAbsent(item.selection().recordClass(), c -> new ArrayList<>())
                .add(item));
    }

    /** The records of given ids, the latest first, as an item counts them. */
    List<Evidence> of(Counting item, Set<Long> ids) {
        String recordClass = item.selection().recordClass();
        Optional<TableContract> contract = contracts.recordClass(recordClass);
        if (contract.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Row row : records(recordClass)) {
            if (ids.contains(row.<Long>getAs("record_id"))) {
                evidence.add(evidence(contract.get(), row, item));
            }
        }
        evidence.sort(Comparator.comparing((Evidence e) -> e.occurredOn().orElse(LocalDate.MIN))
                .thenComparing(Evidence::recordId)
                .reversed());
        return List.copyOf(evidence);
    }

    private List<Row> records(String recordClass) {
        return read.computeIfAbsent(recordClass, name -> {
            Map<String, Column> ends = new LinkedHashMap<>();
            byClass.get(name)
                    .forEach(item ->
                            ends.put(item.ends(), Days.of(item.selection()).ends()));
            return lifecycle
                    .of(name, tables.apply("record." + name), rulings.of(name))
                    .withColumns(ends)
                    .collectAsList();
        });
    }

    private static Evidence evidence(TableContract contract, Row row, Counting item) {
        List<Detail> details = new ArrayList<>();
        for (String column : item.shown()) {
            Object value = row.getAs(column);
            String label =
                    contract.column(column).map(TableContract.Column::label).orElse(column);
            if (value != null) {
                details.add(new Detail(column, label, String.valueOf(value)));
            }
        }
        return new Evidence(
                contract.name().table(),
                contract.label(),
                row.<Long>getAs("record_id"),
                day(row, "occurred_on"),
                List.copyOf(details),
                life(row, item),
                row.getAs("department"),
                row.getAs("file"),
                row.<Long>getAs("row_number"));
    }

    private static Life life(Row row, Counting item) {
        Optional<LocalDate> until = day(row, item.ends());
        boolean endsItself = until.isPresent() && until.equals(day(row, "counts_until"));
        return new Life(
                Optional.ofNullable(row.getAs("severity")),
                Optional.ofNullable(row.getAs(Lifecycle.BASIS)),
                until,
                endsItself ? Optional.ofNullable(row.getAs("ended_by")) : Optional.empty(),
                day(row, "publicity_until"),
                day(row, "repairable_from"));
    }

    /** A day of a row, whichever class of Java the session gives days in. */
    static Optional<LocalDate> day(Row row, String column) {
        Object value = row.getAs(column);
        return value == null ? Optional.empty() : Optional.of(LocalDate.parse(value.toString()));
    }
}
