package io.creditlake.grade;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.PolicyVersion;
import io.creditlake.policy.lifecycle.Lifecycle;
import io.creditlake.policy.lifecycle.Rulings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Runs the cases of policies through the plan that grades at night: those of one version and day in one pass. */
public final class CaseRun {
    private static final StructType SUBJECT = new StructType()
            .add("subject_id", DataTypes.LongType)
            .add("kind", DataTypes.StringType)
            .add("industry", DataTypes.StringType);

    private final SparkSession spark;
    private final TableContracts contracts;

    /** A run in a session that need not know a lake. */
    public CaseRun(SparkSession spark, TableContracts contracts) {
        this.spark = spark;
        this.contracts = contracts;
    }

    private record Pass(PolicyVersion version, LocalDate asOf) {}

    /** What came of each case, in their order. */
    public List<CaseResult> of(List<PolicyCase> cases) {
        Map<Pass, List<PolicyCase>> passes = new LinkedHashMap<>();
        cases.forEach(c -> passes.computeIfAbsent(new Pass(c.version(), c.asOf()), p -> new ArrayList<>())
                .add(c));
        Map<PolicyCase, CaseResult> results = new LinkedHashMap<>();
        passes.forEach((pass, own) -> results.putAll(run(pass, own)));
        return cases.stream().map(results::get).toList();
    }

    private Map<PolicyCase, CaseResult> run(Pass pass, List<PolicyCase> cases) {
        List<Row> subjects = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            subjects.add(RowFactory.create(
                    (long) i, cases.get(i).kind(), cases.get(i).industry()));
        }
        Map<Long, Row> outcomes = new TreeMap<>();
        new Grading(List.of(pass.version()), Lifecycle.ofNone(), pass.asOf())
                .of(table -> records(table, cases), spark.createDataFrame(subjects, SUBJECT), Rulings.ofNothing())
                .collectAsList()
                .forEach(row -> outcomes.put(row.getAs("subject_id"), row));
        Map<PolicyCase, CaseResult> results = new LinkedHashMap<>();
        for (int i = 0; i < cases.size(); i++) {
            results.put(cases.get(i), result(cases.get(i), outcomes.get((long) i)));
        }
        return results;
    }

    /** The records of a class, numbered in the order in which the cases say them. */
    private Dataset<Row> records(String table, List<PolicyCase> cases) {
        StructType columns = new StructType();
        for (StructField field : LakeTables.structOf(contracts.get(table)).fields()) {
            columns = columns.add(field.name(), field.dataType());
        }
        String recordClass = table.substring("record.".length());
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            for (Map<String, Object> given : cases.get(i).records().getOrDefault(recordClass, List.of())) {
                List<Object> values = new ArrayList<>();
                for (StructField field : columns.fields()) {
                    values.add(
                            switch (field.name()) {
                                case "subject_id" -> (long) i;
                                case "record_id" -> (long) rows.size() + 1;
                                default -> given.get(field.name());
                            });
                }
                rows.add(RowFactory.create(values.toArray()));
            }
        }
        return spark.createDataFrame(rows, columns);
    }

    private static CaseResult result(PolicyCase given, Row row) {
        if (row == null) {
            return CaseResult.ungraded(given);
        }
        Map<String, BigDecimal> contributions = new TreeMap<>();
        for (Row c : row.<Row>getList(row.fieldIndex("contributions"))) {
            contributions.put(c.getAs("indicator"), c.getAs("points"));
        }
        return CaseResult.of(
                given,
                row.getAs("grade"),
                row.getAs("score"),
                row.getAs("direct_rule"),
                contributions,
                EvidenceReader.day(row, "next_review_on"));
    }
}
