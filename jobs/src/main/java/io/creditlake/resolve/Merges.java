package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import io.creditlake.lake.TableContract;
import io.creditlake.lake.Workspace;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Subjects that turn out to be one: the older keeps its id, everything of the other moves to it. */
final class Merges {
    private static final List<String> BY_SUBJECT = List.of("subject.identifier", "subject.name", "subject.link");

    private final Workspace workspace;
    private final SparkSession spark;

    Merges(Workspace workspace) {
        this.workspace = workspace;
        this.spark = workspace.spark();
    }

    /**
     * The merges of the night.
     *
     * <p>Reads the views {@code choices} (by code), {@code recognised} (by name) and {@code subjects}.
     *
     * @return {@code from_subject_id}, {@code into_subject_id}, {@code rule}, {@code existed} (whether the id given up is
     *     in the lake), each id given up once
     */
    Dataset<Row> pairs() {
        return spark.sql(
                """
                WITH by_code AS (
                  SELECT explode(absorbed) AS from_subject_id, subject_id AS into_subject_id FROM choices),
                by_name AS (
                  SELECT coalesce(c.into_subject_id, r.subject_id) AS subject_id, r.name_only_id
                  FROM recognised r LEFT JOIN by_code c ON r.subject_id = c.from_subject_id),
                aged AS (
                  SELECT n.subject_id, n.name_only_id, s.first_seen AS coded_since, o.first_seen AS named_since
                  FROM by_name n LEFT JOIN subjects s ON n.subject_id = s.subject_id
                  JOIN subjects o ON n.name_only_id = o.subject_id),
                oldest AS (
                  SELECT subject_id,
                    min(struct(first_seen, id)).id AS stays
                  FROM (
                    SELECT subject_id, coded_since AS first_seen, subject_id AS id FROM aged WHERE coded_since IS NOT NULL
                    UNION ALL SELECT subject_id, named_since, name_only_id FROM aged)
                  GROUP BY subject_id),
                name_pairs AS (
                  SELECT a.name_only_id AS from_subject_id, o.stays AS into_subject_id
                  FROM aged a JOIN oldest o ON a.subject_id = o.subject_id WHERE a.name_only_id <> o.stays
                  UNION
                  SELECT o.subject_id, o.stays FROM oldest o WHERE o.subject_id <> o.stays),
                code_pairs AS (
                  SELECT c.from_subject_id, coalesce(n.into_subject_id, c.into_subject_id) AS into_subject_id
                  FROM by_code c LEFT JOIN name_pairs n ON c.into_subject_id = n.from_subject_id)
                SELECT p.*, s.subject_id IS NOT NULL AS existed FROM (
                  SELECT *, 'code' AS rule FROM code_pairs
                  UNION ALL SELECT *, 'name_in_region' AS rule FROM name_pairs) p
                LEFT JOIN subjects s ON p.from_subject_id = s.subject_id
                """);
    }

    /** Rows with {@code subject_id} replaced where it was given up. */
    static Dataset<Row> applied(Dataset<Row> rows, Dataset<Row> pairs) {
        Dataset<Row> moves = pairs.select("from_subject_id", "into_subject_id");
        return rows.join(moves, rows.col("subject_id").equalTo(moves.col("from_subject_id")), "left")
                .withColumn("subject_id", coalesce(col("into_subject_id"), col("subject_id")))
                .drop("from_subject_id", "into_subject_id");
    }

    /** Moves what the lake has of the subjects given up, and notes the merges. */
    void write(Dataset<Row> pairs) {
        Dataset<Row> existed = pairs.filter(col("existed"));
        Dataset<Row> moves = existed.select(col("from_subject_id").as("subject_id"), col("into_subject_id"));
        for (TableContract table : workspace.tables().contracts().recordClasses()) {
            move(table.name().toString(), moves);
        }
        BY_SUBJECT.forEach(table -> move(table, moves));
        workspace.delete(
                "subject.subject", existed.select(col("from_subject_id").as("subject_id")), List.of("subject_id"));
        workspace.append(
                "subject.merge",
                existed.withColumn("kind", org.apache.spark.sql.functions.lit("merge"))
                        .withColumn("merged_on", org.apache.spark.sql.functions.lit(workspace.runDate())));
    }

    private void move(String table, Dataset<Row> moves) {
        if (workspace.hasRows(table)) {
            workspace.update(
                    table,
                    moves,
                    List.of("subject_id"),
                    Map.of("subject_id", col(Workspace.SOURCE + ".into_subject_id")));
        }
    }
}
