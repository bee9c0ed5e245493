package io.creditlake.grade;

import io.creditlake.lake.LakeTables;
import io.creditlake.lake.TableContracts;
import io.creditlake.policy.PolicyCase;
import io.creditlake.policy.lifecycle.Rulings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Cases as tables of the lake: each is a subject, its place among them the id, with its records and decisions. */
final class CaseFrames {
    private static final StructType SUBJECT = new StructType()
            .add("subject_id", DataTypes.LongType)
            .add("kind", DataTypes.StringType)
            .add("industry", DataTypes.StringType);

    private final SparkSession spark;
    private final TableContracts contracts;
    private final List<PolicyCase> cases;
    private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();

    CaseFrames(SparkSession spark, TableContracts contracts, List<PolicyCase> cases) {
        this.spark = spark;
        this.contracts = contracts;
        this.cases = cases;
        for (int i = 0; i < cases.size(); i++) {
            long subject = i;
            cases.get(i).records().forEach((name, given) -> given.forEach(record -> add(subject, name, record)));
        }
    }

    /** Records of a class are numbered in the order in which the cases say them. */
    private void add(long subject, String recordClass, PolicyCase.Given given) {
        List<Map<String, Object>> own = rows.computeIfAbsent("record." + recordClass, c -> new ArrayList<>());
        Map<String, Object> record = new HashMap<>(given.values());
        record.put("subject_id", subject);
        record.put("record_id", (long) own.size() + 1);
        own.add(record);
        for (Map<String, Object> said : given.revisions()) {
            Map<String, Object> revision = new HashMap<>(said);
            revision.put("subject_id", subject);
            revision.put("target_class", recordClass);
            revision.put("target_record_id", record.get("record_id"));
            rows.computeIfAbsent(Rulings.TABLE, c -> new ArrayList<>()).add(revision);
        }
    }

    /** Whether any case has a decision. */
    boolean areDecided() {
        return rows.containsKey(Rulings.TABLE);
    }

    /** The subjects as those that are graded. */
    Dataset<Row> subjects() {
        List<Row> subjects = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            subjects.add(RowFactory.create(
                    (long) i, cases.get(i).kind(), cases.get(i).industry()));
        }
        return spark.createDataFrame(subjects, SUBJECT);
    }

    /** A record class, or the decisions. */
    Dataset<Row> table(String name) {
        StructType columns = new StructType();
        for (StructField field : LakeTables.structOf(contracts.get(name)).fields()) {
            columns = columns.add(field.name(), field.dataType());
        }
        List<Row> all = new ArrayList<>();
        for (Map<String, Object> values : rows.getOrDefault(name, List.of())) {
            List<Object> row = new ArrayList<>();
            for (StructField field : columns.fields()) {
                row.add(values.get(field.name()));
            }
            all.add(RowFactory.create(row.toArray()));
        }
        return spark.createDataFrame(all, columns);
    }
}
