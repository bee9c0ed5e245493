package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import io.creditlake.lake.Kept;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Ties records that have a code to subjects. A registration number leads to the organisation code it was seen with,
 * tonight or before, when it was seen with only one; seen with two it leads to neither. A subject known by a
 * registration number alone gains the organisation code when that becomes known; two subjects that turn out to be one
 * are merged, the older stays. Never are two merged that have different organisation codes.
 */
final class CodeResolution {
    /** The key of a new subject; that of a disputed number is marked, see {@link #choices}. */
    private static final String FRESH_KEY = "concat(anchor, if(disputed, '?', ''))";

    private final SparkSession spark;
    private final FreshIds freshIds;

    /**
     * A resolution in a session that has the views {@code keyed}, {@code known_codes}, {@code known} and
     * {@code apart_codes} (registration numbers and organisation codes of different subjects, as judged).
     *
     * @param freshIds ids for new subjects
     */
    CodeResolution(SparkSession spark, FreshIds freshIds) {
        this.spark = spark;
        this.freshIds = freshIds;
    }

    /**
     * The records with a code, and {@code anchor}: the key their subject is known by tonight. {@code reg_leads_to} is the
     * organisation code that the record's registration number leads to; {@code disputed} tells a record that has only a
     * registration number which was seen with several. Of the others it has {@code record_id}, {@code name_key},
     * {@code name_region} and {@code reg_key}.
     *
     * <p>Records without a registration number, which are most, are not looked up: all of them would meet in one task.
     */
    Dataset<Row> anchored() {
        return spark.sql(
                """
                WITH reg_orgs AS (
                  SELECT reg_key, org_key FROM keyed WHERE reg_key IS NOT NULL AND org_key IS NOT NULL
                  UNION
                  SELECT c.key, k.org_key FROM known_codes c JOIN known k ON c.subject_id = k.subject_id
                  WHERE c.kind = 'reg_no' AND k.org_key IS NOT NULL),
                leads AS (
                  SELECT r.reg_key, CASE WHEN count(*) = 1 THEN max(r.org_key) END AS leads_to
                  FROM reg_orgs r LEFT ANTI JOIN apart_codes a ON r.reg_key = a.reg_key AND r.org_key = a.org_key
                  GROUP BY r.reg_key)
                SELECT record_id, name_key, name_region, top_key AS anchor, reg_key, NULL AS reg_leads_to, false AS disputed
                FROM keyed WHERE top_key IS NOT NULL AND reg_key IS NULL
                UNION ALL
                SELECT k.record_id, k.name_key, k.name_region, coalesce(k.org_key, l.leads_to, k.reg_key), k.reg_key,
                  l.leads_to, k.org_key IS NULL AND l.reg_key IS NOT NULL AND l.leads_to IS NULL
                FROM keyed k LEFT JOIN leads l ON k.reg_key = l.reg_key
                WHERE k.reg_key IS NOT NULL
                """);
    }

    /**
     * The records with a code, tied: {@code record_id}, {@code name_key}, {@code name_region}, {@code anchor},
     * {@code subject_id}, {@code absorbed}.
     *
     * <p>Reads the view {@code anchored}. Keys begin alike, so that numbers made of them are what puts them in order fast.
     */
    Dataset<Row> coded() {
        if (freshIds.areFree()) {
            // Nobody else can be meant: a subject is who its anchor names.
            return spark.table("anchored")
                    .select(
                            col("record_id"),
                            col("name_key"),
                            col("name_region"),
                            col("anchor"),
                            FreshIds.id(expr(FRESH_KEY)).as("subject_id"),
                            array().cast("array<bigint>").as("absorbed"));
        }
        choices().createOrReplaceTempView("choices");
        return spark.sql(
                """
                SELECT a.record_id, a.name_key, a.name_region, a.anchor, c.subject_id, c.absorbed
                FROM anchored a JOIN choices c ON xxhash64(a.anchor) = xxhash64(c.anchor) AND a.anchor = c.anchor
                """);
    }

    /**
     * The subject of each anchor: the oldest that holds one of its keys and no other organisation code, else a new one.
     * The key of a disputed number is marked, for the hash of the number itself may be the id of a subject that has gained
     * a code.
     *
     * <p>Reads the view {@code anchored}.
     *
     * @return {@code anchor}, {@code subject_id}, {@code absorbed}: other subjects that are the same
     */
    private Dataset<Row> choices() {
        Dataset<Row> chosen = spark.sql(
                        """
                        WITH anchor_keys AS (
                          SELECT anchor, anchor AS key FROM anchored
                          UNION
                          SELECT anchor, reg_key FROM anchored WHERE reg_leads_to = anchor),
                        matched AS (
                          SELECT a.anchor, k.subject_id, k.first_seen,
                            size(collect_set(a.anchor) OVER (PARTITION BY k.subject_id)) AS anchors
                          FROM anchor_keys a
                          JOIN known_codes c ON a.key = c.key
                          JOIN known k ON c.subject_id = k.subject_id
                          WHERE k.org_key IS NULL OR k.org_key = a.anchor)
                        SELECT anchor, oldest.subject_id,
                          array_except(candidates, array(oldest.subject_id)) AS absorbed
                        FROM (
                          SELECT anchor, min(struct(first_seen, subject_id)) AS oldest,
                            collect_set(subject_id) AS candidates
                          FROM matched WHERE anchors = 1 GROUP BY anchor)
                        """)
                .transform(Kept::of);
        chosen.createOrReplaceTempView("chosen_by_code");
        Dataset<Row> wanted = spark.sql(
                """
                SELECT DISTINCT a.anchor, %s AS key, array() AS own
                FROM anchored a LEFT ANTI JOIN chosen_by_code c ON a.anchor = c.anchor
                """
                        .formatted(FRESH_KEY));
        Dataset<Row> fresh = freshIds.of(wanted, chosen.select("subject_id"))
                .selectExpr("anchor", "fresh_id AS subject_id", "array() AS absorbed");
        return chosen.unionByName(fresh);
    }
}
