package io.creditlake.resolve;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Ties records that have a code to subjects. A weaker code leads to the stronger one it was seen with, when it was seen
 * with only one: a registration number leads to the organisation code of its register entry. A subject known by a
 * registration number alone gains the organisation code when it becomes known; two subjects that turn out to be one are
 * merged, the older stays. Never are two merged that have different organisation codes, and never does a code that is a
 * subject's already become another's.
 */
final class CodeResolution {
    private final SparkSession spark;

    /** A resolution in a session that has the views {@code keyed}, {@code identifiers} and {@code subjects}. */
    CodeResolution(SparkSession spark) {
        this.spark = spark;
    }

    /** The records with a code, and {@code anchor}: the key their subject is known by tonight. */
    Dataset<Row> anchored() {
        return spark.sql(
                """
                WITH reg_leads AS (
                  SELECT reg_key, max(org_key) AS leads_to FROM keyed
                  WHERE reg_key IS NOT NULL AND org_key IS NOT NULL
                  GROUP BY reg_key HAVING count(DISTINCT org_key) = 1),
                tax_leads AS (
                  SELECT tax_key, max(coalesce(org_key, reg_key)) AS leads_to FROM keyed
                  WHERE tax_key IS NOT NULL AND coalesce(org_key, reg_key) IS NOT NULL
                  GROUP BY tax_key HAVING count(DISTINCT coalesce(org_key, reg_key)) = 1),
                reached AS (
                  SELECT k.*, t.leads_to AS tax_leads_to,
                    CASE WHEN k.top_key = k.tax_key THEN coalesce(t.leads_to, k.tax_key) ELSE k.top_key END AS reached
                  FROM keyed k LEFT JOIN tax_leads t ON k.tax_key = t.tax_key
                  WHERE k.top_key IS NOT NULL)
                SELECT x.*, coalesce(r.leads_to, x.reached) AS anchor, o.leads_to AS reg_leads_to
                FROM reached x
                LEFT JOIN reg_leads r ON x.reached = r.reg_key
                LEFT JOIN reg_leads o ON x.reg_key = o.reg_key
                """);
    }

    /**
     * The keys that belong to each anchor: itself and the weaker ones that lead to nothing else.
     *
     * <p>Reads the view {@code anchored}.
     */
    Dataset<Row> anchorKeys() {
        return spark.sql(
                """
                SELECT DISTINCT anchor, key, key = anchor AS own FROM (
                  SELECT anchor, explode(array_compact(array(
                    anchor,
                    CASE WHEN reg_leads_to = anchor OR reg_key = anchor THEN reg_key END,
                    CASE WHEN tax_leads_to IN (anchor, reg_key) OR tax_key = anchor THEN tax_key END))) AS key
                  FROM anchored)
                """);
    }

    /**
     * The subject of each anchor.
     *
     * <p>Reads the view {@code anchor_keys}.
     *
     * @return {@code anchor}, {@code subject_id}, {@code is_new}, {@code absorbed}: other subjects that are the same
     */
    Dataset<Row> choices() {
        return spark.sql(
                """
                WITH matched AS (
                  SELECT a.anchor, a.own, i.subject_id FROM anchor_keys a JOIN identifiers i ON a.key = i.key),
                described AS (
                  SELECT m.*, s.first_seen, o.org_key,
                    size(collect_set(m.anchor) OVER (PARTITION BY m.subject_id)) AS anchors
                  FROM matched m
                  JOIN subjects s ON m.subject_id = s.subject_id
                  LEFT JOIN (SELECT subject_id, key AS org_key FROM identifiers WHERE kind = 'org_code') o
                    ON m.subject_id = o.subject_id),
                eligible AS (
                  SELECT DISTINCT anchor, first_seen, subject_id FROM described
                  WHERE own OR (anchors = 1 AND (org_key IS NULL OR org_key = anchor))),
                chosen AS (
                  SELECT anchor, min(struct(first_seen, subject_id)).subject_id AS subject_id,
                    collect_set(subject_id) AS candidates
                  FROM eligible GROUP BY anchor)
                SELECT a.anchor,
                  coalesce(c.subject_id, xxhash64('subject', a.anchor) & 9223372036854775807L) AS subject_id,
                  c.subject_id IS NULL AS is_new,
                  coalesce(array_except(c.candidates, array(c.subject_id)), array()) AS absorbed
                FROM (SELECT DISTINCT anchor FROM anchor_keys) a LEFT JOIN chosen c ON a.anchor = c.anchor
                """);
    }
}
