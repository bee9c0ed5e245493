package io.creditlake.standardise;

import io.creditlake.standardise.SentFiles.SentFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.StructType;

/**
 * {@link FoldedFact} over Spark's rows. The lake keeps a report as its differences from the record that stands, from
 * which each is had back whole.
 */
final class FactFold implements UDF2<scala.collection.Seq<Row>, Row, Row> {
    /** The record of the lake. */
    static final StructType RECORD = StructType.fromDDL("values ARRAY<STRING> NOT NULL, reported_by ARRAY<STRUCT<"
            + "source:STRING, department:STRING, delivery_id:STRING, file:STRING, row_number:BIGINT,"
            + " received_on:DATE, sent_on:DATE, content_hash:BIGINT, current:BOOLEAN, differs:MAP<STRING,STRING>>>");

    /**
     * What becomes of the fact; {@code corrected} are the positions of repeated rows with something that now stands,
     * {@code basis} the row that a change rests on.
     */
    static final StructType RESULT = StructType.fromDDL("changed BOOLEAN NOT NULL, grown BOOLEAN NOT NULL,"
                    + " source STRING, department STRING, delivery_id STRING, file STRING, row_number BIGINT,"
                    + " basis STRING, values ARRAY<STRING> NOT NULL, corrected ARRAY<BIGINT> NOT NULL")
            .add("reported_by", RECORD.apply("reported_by").dataType());

    private static final long serialVersionUID = 1L;

    private final Survivorship survivorship;
    private final SentFiles files;
    private final LocalDate runDate;

    FactFold(Survivorship survivorship, SentFiles files, LocalDate runDate) {
        this.survivorship = survivorship;
        this.files = files;
        this.runDate = runDate;
    }

    /**
     * Folds.
     *
     * @param told tonight's rows: position, hash of the content, and values
     * @param record the {@link #RECORD} as it stands; null when the lake has none
     * @return a {@link #RESULT}
     */
    @Override
    public Row call(scala.collection.Seq<Row> told, Row record) {
        List<Row> rows = new ArrayList<>(scala.jdk.javaapi.CollectionConverters.asJava(told));
        rows.sort(Comparator.comparingLong(r -> r.getLong(0)));
        Map<Report, Long> positions = new HashMap<>();
        List<Report> tonight = new ArrayList<>();
        for (Row row : rows) {
            Report report = report(row);
            positions.put(report, row.getLong(0));
            tonight.add(report);
        }
        Optional<List<String>> before = Optional.ofNullable(record).map(r -> r.getList(0));
        List<Report> known =
                before.map(values -> known(record.getList(1), values)).orElse(List.of());
        FoldedFact fact = FoldedFact.of(survivorship, before, known, tonight);
        Report lead = fact.standing().lead();
        return RowFactory.create(
                fact.changed(),
                fact.grown(),
                lead.source(),
                lead.department(),
                lead.deliveryId(),
                lead.file(),
                lead.rowNumber(),
                fact.basis()
                        .map(r -> r.deliveryId() + " " + r.file() + ":" + r.rowNumber())
                        .orElse(null),
                fact.standing().values(),
                fact.corrected().stream().map(positions::get).toList(),
                fact.history().stream().map(r -> row(r, fact)).toList());
    }

    private Report report(Row told) {
        long position = told.getLong(0);
        SentFile file = files.get(Decisions.fileOf(position));
        return new Report(
                file.source(),
                file.department(),
                file.deliveryId(),
                file.file(),
                Decisions.rowOf(position),
                file.sentOn(),
                runDate,
                told.getLong(1),
                told.getList(2));
    }

    private List<Report> known(List<Row> reports, List<String> standing) {
        List<Report> known = new ArrayList<>();
        for (Row row : reports) {
            Map<String, String> differs = row.isNullAt(9) ? Map.of() : row.getJavaMap(9);
            known.add(new Report(
                    row.getString(0),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getLong(4),
                    // A lake of before these columns has them empty.
                    row.isNullAt(6) ? row.getLocalDate(5) : row.getLocalDate(6),
                    row.getLocalDate(5),
                    row.isNullAt(7) ? 0 : row.getLong(7),
                    survivorship.whole(standing, differs)));
        }
        return known;
    }

    private Row row(Report report, FoldedFact fact) {
        Map<String, String> differs = survivorship.differences(fact.standing().values(), report);
        return RowFactory.create(
                report.source(),
                report.department(),
                report.deliveryId(),
                report.file(),
                report.rowNumber(),
                report.receivedOn(),
                report.sentOn(),
                report.contentHash(),
                fact.current().contains(report),
                differs.isEmpty() ? null : differs);
    }
}
