package io.creditlake.grade;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.grade.Explanation.Detail;
import io.creditlake.grade.Explanation.Evidence;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.TableContracts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Reads the records of one subject, each class once. */
final class EvidenceReader {
    private final Function<String, Dataset<Row>> tables;
    private final TableContracts contracts;
    private final long subjectId;
    private final Map<String, List<Row>> read = new HashMap<>();

    EvidenceReader(Function<String, Dataset<Row>> tables, TableContracts contracts, long subjectId) {
        this.tables = tables;
        this.contracts = contracts;
        this.subjectId = subjectId;
    }

    /** The records of a class with given ids, the latest first, with the columns to show. */
    List<Evidence> of(String recordClass, Set<Long> ids, List<String> shown) {
        Optional<TableContract> contract = contracts.recordClass(recordClass);
        if (contract.isEmpty() || ids.isEmpty()) {
            return List.of();
        }
        List<Evidence> evidence = new ArrayList<>();
        for (Row row : records(recordClass)) {
            if (ids.contains(row.<Long>getAs("record_id"))) {
                evidence.add(evidence(contract.get(), row, shown));
            }
        }
        evidence.sort(Comparator.comparing((Evidence e) -> e.occurredOn().orElse(LocalDate.MIN))
                .thenComparing(Evidence::recordId)
                .reversed());
        return List.copyOf(evidence);
    }

    private List<Row> records(String recordClass) {
        return read.computeIfAbsent(recordClass, name -> tables.apply("record." + name)
                .where(col("subject_id").equalTo(lit(subjectId)))
                .collectAsList());
    }

    private static Evidence evidence(TableContract contract, Row row, List<String> shown) {
        List<Detail> details = new ArrayList<>();
        for (String column : shown) {
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
                row.getAs("department"),
                row.getAs("file"),
                row.<Long>getAs("row_number"));
    }

    /** A day of a row, whichever class of Java the session gives days in. */
    static Optional<LocalDate> day(Row row, String column) {
        Object value = row.getAs(column);
        return value == null ? Optional.empty() : Optional.of(LocalDate.parse(value.toString()));
    }
}
