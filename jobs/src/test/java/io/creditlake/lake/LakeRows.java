package io.creditlake.lake;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** Rows of a table by column name; what is required and not given is made up. */
public final class LakeRows {
    private static final Map<String, Object> DEFAULTS = Map.of(
            "source", "penalty_publicity",
            "department", "山东省市场监督管理局",
            "delivery_id", "d1",
            "file", "penalty.csv",
            "row_number", 1L,
            "received_on", LocalDate.of(2026, 11, 22),
            "content_hash", 0L);

    private LakeRows() {}

    /** A frame in the shape of a table. */
    public static Dataset<Row> of(SparkSession spark, TableContract table, List<Map<String, Object>> rows) {
        List<Row> made = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            made.add(RowFactory.create(table.columns().stream()
                    .map(column -> row.containsKey(column.name())
                            ? row.get(column.name())
                            : column.required() ? DEFAULTS.get(column.name()) : null)
                    .toArray()));
        }
        return spark.createDataFrame(made, LakeTables.structOf(table));
    }

    /** A record of a subject that happened on a day, with more columns. */
    public static Map<String, Object> record(long id, long subject, LocalDate day, Object... namesAndValues) {
        Map<String, Object> row = row(namesAndValues);
        row.put("record_id", id);
        row.put("subject_id", subject);
        row.put("occurred_on", day);
        return row;
    }

    /** A fine of 20,000 yuan that was decided on a day. */
    public static Map<String, Object> penalty(long id, long subject, LocalDate day) {
        return record(
                id,
                subject,
                day,
                "decision_date",
                day,
                "valid_from",
                day,
                "penalty_type",
                "罚款",
                "fine",
                new BigDecimal("20000"),
                "document_number",
                "罚" + id + "号",
                "authority",
                "市监局");
    }

    /** A row from alternating column names and values. */
    public static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }
}
