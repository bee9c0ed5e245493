package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Subjects that turn out to be one: the older keeps its id, everything of the other moves to it. */
final class Merges {
    static final String TABLE = "subject.merge";

    private Merges() {}

    /**
     * The merges by code.
     *
     * <p>Reads the view {@code coded}.
     *
     * @return {@code from_subject_id}, {@code into_subject_id}, {@code evidence}
     */
    static Dataset<Row> byCode(SparkSession spark) {
        return spark.sql(
                """
                SELECT DISTINCT from_subject_id, subject_id AS into_subject_id,
                  substring(anchor, instr(anchor, ':') + 1) AS evidence
                FROM coded LATERAL VIEW explode(absorbed) AS from_subject_id
                """);
    }

    /**
     * All merges of the night.
     *
     * <p>Reads the views {@code code_moves}, {@code recognised} (by name) and {@code known}.
     *
     * @return {@code from_subject_id}, {@code into_subject_id}, {@code rule}, {@code evidence}, {@code existed} (whether
     *     the id given up is in the lake), each id given up once
     */
    static Dataset<Row> all(SparkSession spark) {
        return spark.sql(
                """
                WITH selves AS (
                  SELECT r.subject_id, r.name_key, s.first_seen, s.subject_id AS id
                  FROM recognised r JOIN known s ON s.subject_id = r.subject_id
                  UNION
                  SELECT r.subject_id, r.name_key, s.first_seen, s.subject_id
                  FROM recognised r JOIN known s ON s.subject_id = r.name_only_id),
                oldest AS (
                  SELECT subject_id, min(struct(first_seen, id)).id AS stays, min(name_key) AS evidence
                  FROM selves GROUP BY subject_id),
                name_pairs AS (
                  SELECT r.name_only_id AS from_subject_id, o.stays AS into_subject_id, r.name_key AS evidence
                  FROM recognised r JOIN oldest o ON r.subject_id = o.subject_id WHERE r.name_only_id <> o.stays
                  UNION
                  SELECT subject_id, stays, evidence FROM oldest WHERE subject_id <> stays),
                code_pairs AS (
                  SELECT c.from_subject_id, coalesce(n.into_subject_id, c.into_subject_id) AS into_subject_id, c.evidence
                  FROM code_moves c LEFT JOIN name_pairs n ON c.into_subject_id = n.from_subject_id)
                SELECT p.*, s.subject_id IS NOT NULL AS existed FROM (
                  SELECT from_subject_id, into_subject_id, 'code' AS rule, evidence FROM code_pairs
                  UNION ALL
                  SELECT from_subject_id, into_subject_id, 'name_in_region', evidence FROM name_pairs) p
                LEFT JOIN known s ON p.from_subject_id = s.subject_id
                """);
    }

    /** Rows with {@code subject_id} replaced where it was given up. */
    static Dataset<Row> applied(Dataset<Row> rows, Dataset<Row> merges) {
        Dataset<Row> moves = merges.select(col("from_subject_id").as("moved_from"), col("into_subject_id"));
        return rows.join(moves, rows.col("subject_id").equalTo(moves.col("moved_from")), "left")
                .withColumn("subject_id", coalesce(col("into_subject_id"), col("subject_id")))
                .drop("moved_from", "into_subject_id");
    }

    /** The subjects given up and those that take them in: {@code subject_id}, distinct. */
    static Dataset<Row> subjects(Dataset<Row> merges) {
        return merges.select(col("from_subject_id").as("subject_id"))
                .union(merges.select(col("into_subject_id")))
                .distinct();
    }

    /** The rows of subjects given up, as they stand. */
    static Dataset<Row> given(Dataset<Row> rows, Dataset<Row> merges) {
        return rows.join(
                merges.select(col("from_subject_id").as("subject_id")), new String[] {"subject_id"}, "leftsemi");
    }

    /** Moves the records of the subjects given up, in the classes that have some, and notes the merges. */
    static void write(Workspace workspace, Dataset<Row> merges) {
        Set<String> tables = new TreeSet<>();
        given(workspace.read("subject.link"), merges)
                .select("record_class")
                .distinct()
                .collectAsList()
                .forEach(row -> tables.add("record." + row.getString(0)));
        if (workspace.hasRows(Revisions.TABLE)
                && !given(workspace.read(Revisions.TABLE), merges).isEmpty()) {
            tables.add(Revisions.TABLE);
        }
        List<Callable<String>> moves = new ArrayList<>();
        for (String table : tables) {
            moves.add(() -> {
                move(workspace, table, merges);
                return table;
            });
        }
        SideBySide.run(workspace.spark(), moves);
        workspace.append(
                TABLE, merges.withColumn("kind", lit("merge")).withColumn("merged_on", lit(workspace.runDate())));
    }

    /** Gives the rows that a table has of subjects given up to those that take them in. */
    static void move(Workspace workspace, String table, Dataset<Row> merges) {
        workspace.update(
                table,
                merges.select(col("from_subject_id").as("subject_id"), col("into_subject_id")),
                List.of("subject_id"),
                Map.of("subject_id", col(Workspace.SOURCE + ".into_subject_id")));
    }
}
