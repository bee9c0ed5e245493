package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;

import io.creditlake.lake.Kept;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which subjects are compared: those of the night with those that share a block, from the night or from before. Two that
 * both have an organisation code are not, for their codes have told them apart. So a night costs what its own blocks hold.
 *
 * @param pairs {@code bare_id} (a subject without an organisation code), {@code other_id}; each pair once
 * @param tooLarge {@code block}, {@code members}: blocks that were not compared because too many subjects share them
 */
record Candidates(Dataset<Row> pairs, Dataset<Row> tooLarge) {

    /**
     * The pairs of a night.
     *
     * @param tonight blocks of the night's subjects, as rows of {@code subject.block}
     * @param known the stored blocks that these name, of other subjects
     * @param largest the most subjects that a block may have
     */
    static Candidates of(Dataset<Row> tonight, Dataset<Row> known, int largest) {
        SparkSession spark = tonight.sparkSession();
        tonight.filter("NOT term").createOrReplaceTempView("tonight_blocks");
        known.filter("NOT term").createOrReplaceTempView("known_blocks");
        spark.sql(
                        """
                        SELECT block, count(*) AS members FROM (
                          SELECT block FROM tonight_blocks UNION ALL SELECT block FROM known_blocks)
                        GROUP BY block HAVING count(*) > %d
                        """
                                .formatted(largest))
                .transform(Kept::of)
                .createOrReplaceTempView("large_blocks");
        Dataset<Row> pairs = spark.sql(
                """
                WITH t AS (SELECT b.* FROM tonight_blocks b LEFT ANTI JOIN large_blocks l ON b.block = l.block)
                SELECT t.subject_id AS bare_id, o.subject_id AS other_id
                FROM t JOIN t o ON t.block = o.block
                WHERE NOT t.coded AND t.subject_id <> o.subject_id AND (o.coded OR t.subject_id < o.subject_id)
                UNION
                SELECT t.subject_id, k.subject_id FROM t JOIN known_blocks k ON t.block = k.block WHERE NOT t.coded
                UNION
                SELECT k.subject_id, t.subject_id FROM t JOIN known_blocks k ON t.block = k.block
                WHERE t.coded AND NOT k.coded
                """);
        return new Candidates(pairs, spark.table("large_blocks"));
    }

    /** Ids of both sides of pairs: {@code subject_id}, distinct. */
    static Dataset<Row> ids(Dataset<Row> pairs) {
        return pairs.select(col("bare_id").as("subject_id"))
                .union(pairs.select(col("other_id").as("subject_id")))
                .distinct();
    }
}
