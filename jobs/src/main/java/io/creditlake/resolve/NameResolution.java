package io.creditlake.resolve;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Ties records that have no code to subjects by exact normalised name within a region, when one subject alone has that
 * name there. A name without such a subject is a subject of its own, until one that has a code bears the name.
 */
final class NameResolution {
    private final SparkSession spark;

    /**
     * A resolution in a session that has the views {@code keyed}, {@code identifiers}, {@code names}, {@code subjects} and
     * {@code coded} (the records of tonight that are tied by code, with {@code subject_id} and {@code is_new}).
     */
    NameResolution(SparkSession spark) {
        this.spark = spark;
    }

    /**
     * Every subject that bears a name of tonight, and whether it has a code.
     *
     * @return {@code name_key}, {@code region}, {@code subject_id}, {@code has_code}
     */
    Dataset<Row> bearers() {
        return spark.sql(
                """
                WITH tonight AS (SELECT DISTINCT name_key FROM keyed WHERE name_key IS NOT NULL),
                before AS (
                  SELECT DISTINCT n.name_key, n.region, n.subject_id
                  FROM names n LEFT SEMI JOIN tonight t ON n.name_key = t.name_key)
                SELECT b.name_key, b.region, b.subject_id, i.subject_id IS NOT NULL AS has_code
                FROM before b
                LEFT JOIN (SELECT DISTINCT subject_id FROM identifiers) i ON b.subject_id = i.subject_id
                UNION
                SELECT name_key, name_region, subject_id, true FROM coded WHERE name_key IS NOT NULL
                """);
    }

    /**
     * Ties the records without a code.
     *
     * <p>Reads the view {@code bearers}.
     *
     * @return the columns of {@code keyed}, {@code subject_id}, {@code is_new}
     */
    Dataset<Row> named() {
        return spark.sql(
                """
                WITH uncoded AS (
                  SELECT *, concat('name:', coalesce(name_key, concat('#', record_id)), '@', coalesce(name_region, ''))
                    AS name_only_key
                  FROM keyed WHERE top_key IS NULL),
                wanted AS (SELECT DISTINCT name_key, name_region FROM uncoded WHERE name_key IS NOT NULL),
                found AS (
                  SELECT w.name_key, w.name_region,
                    collect_set(b.subject_id) FILTER (WHERE b.has_code) AS with_code,
                    collect_set(b.subject_id) FILTER (WHERE NOT b.has_code) AS without_code
                  FROM wanted w JOIN bearers b ON w.name_key = b.name_key
                    AND (w.name_region = b.region
                      OR ((endswith(w.name_region, '0000') OR endswith(b.region, '0000'))
                        AND left(w.name_region, 2) = left(b.region, 2)))
                  GROUP BY w.name_key, w.name_region)
                SELECT u.* EXCEPT (rule, evidence, name_only_key),
                  CASE WHEN size(f.with_code) = 1 OR size(f.without_code) = 1 THEN 'name_in_region' ELSE 'new' END AS rule,
                  subject_name AS evidence,
                  CASE WHEN size(f.with_code) = 1 THEN f.with_code[0]
                    WHEN size(f.without_code) = 1 THEN f.without_code[0]
                    ELSE xxhash64('subject', name_only_key) & 9223372036854775807L END AS subject_id,
                  NOT coalesce(size(f.with_code) = 1 OR size(f.without_code) = 1, false) AS is_new
                FROM uncoded u LEFT JOIN found f ON u.name_key = f.name_key AND u.name_region = f.name_region
                """);
    }

    /**
     * Subjects that had only a name until tonight, when one subject with a code bears it in their region.
     *
     * <p>Reads the view {@code bearers}.
     *
     * @return {@code subject_id} (with a code) and {@code name_only_id}
     */
    Dataset<Row> recognised() {
        return spark.sql(
                """
                WITH tonight AS (SELECT DISTINCT name_key, name_region FROM coded WHERE name_key IS NOT NULL),
                found AS (
                  SELECT t.name_key, t.name_region,
                    collect_set(b.subject_id) FILTER (WHERE b.has_code) AS with_code,
                    collect_set(b.subject_id) FILTER (WHERE NOT b.has_code) AS without_code
                  FROM tonight t JOIN bearers b ON t.name_key = b.name_key
                    AND (t.name_region = b.region
                      OR ((endswith(t.name_region, '0000') OR endswith(b.region, '0000'))
                        AND left(t.name_region, 2) = left(b.region, 2)))
                  GROUP BY t.name_key, t.name_region)
                SELECT max(with_code[0]) AS subject_id, name_only_id FROM (
                  SELECT with_code, explode(without_code) AS name_only_id FROM found WHERE size(with_code) = 1)
                GROUP BY name_only_id HAVING count(DISTINCT with_code[0]) = 1
                """);
    }
}
