package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Stage;
import io.creditlake.lake.StageReport;
import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ties the night's records to subjects and keeps what is known of the subjects they touch. */
public final class ResolveStage implements Stage {
    private static final List<String> NAMED_BY = List.of(
            "record_id",
            "subject_name",
            "subject_kind",
            "uscc",
            "org_code",
            "reg_no",
            "tax_no",
            "person_token",
            "person_mask",
            "region");

    @Override
    public String name() {
        return "resolve";
    }

    @Override
    public StageReport run(Workspace workspace) {
        List<TableContract> classes = workspace.tables().contracts().recordClasses().stream()
                .filter(t -> workspace.hasUnplaced(t.name().toString()))
                .toList();
        if (classes.isEmpty()) {
            return report(0, 0, 0, 0, 0);
        }
        view(
                "identifiers",
                workspace
                        .read("subject.identifier")
                        .withColumn("key", org.apache.spark.sql.functions.concat(col("kind"), lit(":"), col("value"))));
        view("names", workspace.read("subject.name"));
        view("subjects", workspace.read("subject.subject").select("subject_id", "first_seen"));
        view("keyed", RecordKeys.of(unplaced(workspace, classes)).localCheckpoint());

        Dataset<Row> placed = placed(workspace);
        Dataset<Row> pairs = new Merges(workspace).pairs().localCheckpoint();
        placed = Merges.applied(placed, pairs).localCheckpoint();
        Dataset<Row> anchorIds = Merges.applied(workspace.spark().table("choices"), pairs);
        Dataset<Row> codes = codes(workspace, anchorIds).localCheckpoint();

        Row counts = placed.agg(
                        count(lit(1)),
                        sum(when(col("rule").equalTo("new"), 1L).otherwise(0L)),
                        sum(when(col("rule").equalTo("name_in_region"), 1L).otherwise(0L)))
                .first();
        long merged = pairs.filter(col("existed")).count();
        if (merged > 0) {
            new Merges(workspace).write(pairs);
        }
        writeRecords(workspace, classes, placed);
        Dataset<Row> left = writeLinks(workspace, placed);
        writeIdentity(workspace, placed, codes);
        long touched = writeSubjects(workspace, placed, left);
        return report(counts.getLong(0), touched, counts.getLong(2), counts.getLong(1), merged);
    }

    private static Dataset<Row> unplaced(Workspace workspace, List<TableContract> classes) {
        return classes.stream()
                .map(table -> workspace
                        .read(table.name().toString())
                        .filter(col("subject_id").isNull())
                        .select(NAMED_BY.stream().map(c -> col(c)).toArray(Column[]::new))
                        .withColumn("record_class", lit(table.name().table())))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    /** The records with their subjects, before merges. */
    private static Dataset<Row> placed(Workspace workspace) {
        CodeResolution byCode = new CodeResolution(workspace.spark());
        NameResolution byName = new NameResolution(workspace.spark());
        view("anchored", byCode.anchored().localCheckpoint());
        view("anchor_keys", byCode.anchorKeys());
        view("choices", byCode.choices().localCheckpoint());
        Dataset<Row> coded = view(
                "coded",
                workspace
                        .spark()
                        .table("anchored")
                        .join(workspace.spark().table("choices"), "anchor")
                        .drop("absorbed"));
        view("bearers", byName.bearers().localCheckpoint());
        view("recognised", byName.recognised());
        List<String> columns = List.of(
                "record_id",
                "record_class",
                "subject_id",
                "is_new",
                "rule",
                "evidence",
                "subject_name",
                "name_key",
                "name_region");
        Column[] wanted = columns.stream().map(c -> col(c)).toArray(Column[]::new);
        return coded.select(wanted).unionByName(byName.named().select(wanted));
    }

    /** The codes that belong to each subject after tonight, of those met tonight. */
    private static Dataset<Row> codes(Workspace workspace, Dataset<Row> anchorIds) {
        view("anchor_ids", anchorIds);
        return workspace
                .spark()
                .sql(
                        """
                        WITH owned AS (
                          SELECT k.key, a.subject_id, array_append(a.absorbed, a.subject_id) AS selves
                          FROM anchor_keys k JOIN anchor_ids a ON k.anchor = a.anchor),
                        full_codes AS (
                          SELECT DISTINCT concat('uscc:', c.uscc) AS key, a.subject_id
                          FROM coded c JOIN anchor_ids a ON c.anchor = a.anchor WHERE c.uscc IS NOT NULL)
                        SELECT DISTINCT subject_id, split_part(key, ':', 1) AS kind,
                          substring(key, instr(key, ':') + 1) AS value
                        FROM (
                          SELECT o.key, o.subject_id FROM owned o LEFT JOIN identifiers i ON o.key = i.key
                          WHERE i.key IS NULL OR array_contains(o.selves, i.subject_id)
                          UNION ALL SELECT key, subject_id FROM full_codes)
                        """);
    }

    private static void writeRecords(Workspace workspace, List<TableContract> classes, Dataset<Row> placed) {
        for (TableContract table : classes) {
            String name = table.name().toString();
            Dataset<Row> subjects = placed.filter(
                            col("record_class").equalTo(table.name().table()))
                    .select(
                            col("record_id").as("placed_record"),
                            col("subject_id").as("placed_subject"));
            Dataset<Row> records = workspace
                    .read(name)
                    .filter(col("subject_id").isNull())
                    .join(subjects, col("record_id").equalTo(col("placed_record")))
                    .withColumn("subject_id", col("placed_subject"));
            workspace.replace(name, records, col("subject_id").isNull());
        }
    }

    /**
     * Writes the links; those of corrected records are made anew, for what was corrected may be the code.
     *
     * @return {@code subject_id} of the subjects that corrected records were tied to before
     */
    private static Dataset<Row> writeLinks(Workspace workspace, Dataset<Row> placed) {
        Dataset<Row> corrected = workspace
                .read("record.revision")
                .filter(col("received_on")
                        .equalTo(lit(workspace.runDate()))
                        .and(col("kind").equalTo("correction")))
                .select("record_id")
                .distinct();
        Dataset<Row> links = workspace.read("subject.link");
        Dataset<Row> left = links.join(
                        corrected, links.col("record_id").equalTo(corrected.col("record_id")), "leftsemi")
                .select("subject_id")
                .distinct()
                .localCheckpoint();
        if (!left.isEmpty()) {
            workspace.delete("subject.link", corrected, List.of("record_id"));
        }
        workspace.append(
                "subject.link",
                placed.withColumn("weight", lit(1.0)).withColumn("linked_on", lit(workspace.runDate())));
        return left;
    }

    private static void writeIdentity(Workspace workspace, Dataset<Row> placed, Dataset<Row> codes) {
        remember(workspace, "subject.identifier", codes, List.of("subject_id", "kind", "value"));
        Dataset<Row> names = placed.filter(col("name_key").isNotNull())
                .groupBy(col("subject_id"), col("name_key"), col("name_region").as("region"))
                .agg(org.apache.spark.sql.functions.min("subject_name").as("name"));
        remember(workspace, "subject.name", names, List.of("subject_id", "name_key", "region"));
    }

    /** Adds what is new with both days, and moves the last day of what is known. */
    private static void remember(Workspace workspace, String table, Dataset<Row> seen, List<String> key) {
        Dataset<Row> rows = seen.withColumn("last_seen", lit(workspace.runDate()));
        if (!workspace.hasRows(table)) {
            workspace.append(table, rows.withColumn("first_seen", lit(workspace.runDate())));
            return;
        }
        Dataset<Row> known = workspace
                .read(table)
                .groupBy(key.stream().map(c -> col(c)).toArray(Column[]::new))
                .agg(org.apache.spark.sql.functions.min("first_seen").as("known_since"));
        Dataset<Row> dated = rows.join(known, key.toArray(String[]::new), "left")
                .withColumn("first_seen", coalesce(col("known_since"), lit(workspace.runDate())));
        workspace.upsert(table, dated, key);
    }

    private static long writeSubjects(Workspace workspace, Dataset<Row> placed, Dataset<Row> left) {
        Dataset<Row> touched = placed.select("subject_id").union(left).distinct();
        Dataset<Row> golden = new GoldenRecords(workspace).of(touched);
        Dataset<Row> known = workspace
                .read("subject.subject")
                .select(col("subject_id").as("known_id"), col("first_seen").as("known_since"));
        Dataset<Row> rows = golden.join(known, col("subject_id").equalTo(col("known_id")), "left")
                .withColumn("first_seen", coalesce(col("known_since"), lit(workspace.runDate())))
                .localCheckpoint();
        if (!workspace.hasRows("subject.subject")) {
            workspace.append("subject.subject", rows);
            return rows.count();
        }
        workspace.upsert("subject.subject", rows, List.of("subject_id"));
        Dataset<Row> emptied = left.join(rows, left.col("subject_id").equalTo(rows.col("subject_id")), "leftanti");
        if (!emptied.isEmpty()) {
            for (String table : List.of("subject.subject", "subject.identifier", "subject.name")) {
                workspace.delete(table, emptied, List.of("subject_id"));
            }
        }
        return rows.count();
    }

    private static Dataset<Row> view(String name, Dataset<Row> rows) {
        rows.createOrReplaceTempView(name);
        return rows;
    }

    private static StageReport report(long records, long subjects, long byName, long unknown, long merged) {
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("records", records);
        counters.put("subjects_touched", subjects);
        counters.put("records_by_name", byName);
        counters.put("records_of_unknown_names", unknown);
        counters.put("subjects_merged", merged);
        return StageReport.of(counters);
    }
}
