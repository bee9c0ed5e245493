package io.creditlake.resolve;

import io.creditlake.lake.Kept;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Ties records that have no code to subjects by exact normalised name within a region, when one subject alone has that
 * name there. A name without such a subject is a subject of its own, until one that has a code bears the name.
 *
 * <p>Regions are prefectures. The code of a province ({@code 370000}) stands where a record says no more, and lies
 * within reach of every prefecture of the province; of a subject it counts only while nothing closer is known.
 */
final class NameResolution {
    private static final String SAME_REGION =
            """
            (%1$s = %2$s
              OR ((endswith(%1$s, '0000') OR endswith(%2$s, '0000')) AND left(%1$s, 2) = left(%2$s, 2)))
            """;

    /** Names begin alike: a number made of each is what puts them in order fast. */
    private static final String SAME_NAME =
            "xxhash64(%1$s.name_key) = xxhash64(%2$s.name_key) AND %1$s.name_key = %2$s.name_key";

    private final SparkSession spark;
    private final FreshIds freshIds;

    /**
     * A resolution in a session that has the views {@code keyed}, {@code known}, {@code known_names}, {@code coded} (the
     * records of tonight that are tied by code, with {@code subject_id}), {@code code_moves} (the subjects merged by
     * code) and those of {@link ApartSubjects}.
     *
     * @param freshIds ids for new subjects
     */
    NameResolution(SparkSession spark, FreshIds freshIds) {
        this.spark = spark;
        this.freshIds = freshIds;
    }

    /**
     * Every subject that bears a name of tonight, and whether it has a code. Rows are put in order by subject first, which
     * is a number.
     *
     * @return {@code name_key}, {@code region}, {@code subject_id}, {@code has_code}
     */
    Dataset<Row> bearers() {
        return spark.sql(
                """
                WITH borne AS (
                  SELECT n.name_key, n.region, coalesce(m.into_subject_id, n.subject_id) AS subject_id, k.has_code
                  FROM known_names n
                  JOIN known k ON n.subject_id = k.subject_id
                  LEFT JOIN code_moves m ON n.subject_id = m.from_subject_id
                  UNION
                  SELECT name_key, name_region, subject_id, true FROM coded
                  WHERE name_key IS NOT NULL AND name_region IS NOT NULL)
                SELECT DISTINCT name_key, region, subject_id, has_code FROM (
                  SELECT *, max(NOT endswith(region, '0000'))
                    OVER (PARTITION BY subject_id, name_key, left(region, 2)) AS has_closer
                  FROM borne)
                WHERE NOT (endswith(region, '0000') AND has_closer)
                """);
    }

    /**
     * Ties the records without a code. A record without a name that could match is a subject of its own.
     *
     * <p>Reads the view {@code bearers}. The names of prefectures are tied before those of provinces, so that one night
     * ends like two.
     *
     * @return {@code record_id}, {@code subject_id}, {@code name_rule}
     */
    Dataset<Row> named() {
        spark.sql(
                        """
                        SELECT DISTINCT name_key, name_region FROM keyed
                        WHERE top_key IS NULL AND name_key IS NOT NULL AND name_region IS NOT NULL
                        """)
                .createOrReplaceTempView("wanted_names");
        tied("NOT endswith(name_region, '0000')", "bearers").createOrReplaceTempView("tied_in_prefecture");
        spark.sql(
                        """
                        SELECT name_key, region, subject_id, has_code FROM bearers
                        UNION ALL
                        SELECT name_key, name_region, subject_id, false FROM tied_in_prefecture WHERE NOT recognised
                        """)
                .createOrReplaceTempView("bearers_and_new");
        tied("endswith(name_region, '0000')", "bearers_and_new")
                .union(spark.table("tied_in_prefecture"))
                .createOrReplaceTempView("tied_names");
        spark.sql(
                        """
                        SELECT k.record_id, a.record_id IS NULL AND t.recognised AS is_recognised,
                          if(a.record_id IS NULL, t.subject_id, NULL) AS by_name
                        FROM keyed k
                        LEFT JOIN tied_names t
                          ON %s AND k.name_region = t.name_region
                        LEFT JOIN apart_records a ON k.record_id = a.record_id AND t.subject_id = a.subject_id
                        WHERE k.top_key IS NULL
                        """
                                .formatted(SAME_NAME.formatted("k", "t")))
                .transform(Kept::of)
                .createOrReplaceTempView("by_name");
        freshIds.of(
                        spark.sql(
                                """
                                SELECT record_id AS alone, concat('record:', record_id) AS key, array() AS own
                                FROM by_name WHERE by_name IS NULL
                                """),
                        spark.sql("SELECT subject_id FROM coded UNION SELECT subject_id FROM tied_names"))
                .createOrReplaceTempView("alone");
        return spark.sql(
                """
                SELECT record_id, coalesce(by_name, fresh_id) AS subject_id,
                  if(is_recognised, 'name_in_region', 'new') AS name_rule
                FROM by_name n LEFT JOIN alone a ON n.record_id = a.alone
                """);
    }

    /**
     * The subject of each wanted name: the one with a code, else the one without, else a new one. The key of a new one
     * where several bear the name is marked, for the hash of the name itself may be the id of one of them.
     */
    private Dataset<Row> tied(String condition, String bearers) {
        Dataset<Row> found = spark.sql(
                        """
                        WITH candidates AS (
                          SELECT w.name_key, w.name_region, b.subject_id, b.has_code,
                            a.subject_id IS NOT NULL AS kept_apart
                          FROM wanted_names w LEFT JOIN %s b
                            ON %s AND %s
                          LEFT JOIN apart_names a
                            ON w.name_key = a.name_key AND w.name_region = a.region AND b.subject_id = a.subject_id
                          WHERE %s),
                        found AS (
                          SELECT name_key, name_region,
                            collect_set(subject_id) FILTER (WHERE has_code AND NOT kept_apart) AS with_code,
                            collect_set(subject_id) FILTER (WHERE NOT has_code AND NOT kept_apart) AS without_code
                          FROM candidates
                          GROUP BY name_key, name_region)
                        SELECT *, without_code AS own, concat('name:', name_key, '@', name_region,
                          if(size(with_code) > 1 OR size(without_code) > 1, '?', '')) AS key
                        FROM found
                        """
                                .formatted(
                                        bearers,
                                        SAME_NAME.formatted("w", "b"),
                                        SAME_REGION.formatted("w.name_region", "b.region"),
                                        condition))
                .transform(Kept::of);
        String one = "(size(with_code) = 1 OR size(without_code) = 1)";
        return found.filter(one)
                .selectExpr(
                        "name_key",
                        "name_region",
                        "if(size(with_code) = 1, with_code[0], without_code[0]) AS subject_id",
                        "true AS recognised")
                .union(freshIds.of(
                                found.filter("NOT " + one),
                                spark.sql("SELECT subject_id FROM coded UNION SELECT subject_id FROM " + bearers))
                        .selectExpr("name_key", "name_region", "fresh_id", "false AS recognised"));
    }

    /**
     * Subjects that had only a name until tonight, when one subject with a code bears it in their region. Where that one
     * is known to be in the province only, two of its prefectures cannot both be meant.
     *
     * <p>Reads the view {@code bearers}.
     *
     * @return {@code subject_id} (with a code), {@code name_only_id}, {@code name_key}
     */
    Dataset<Row> recognised() {
        return spark.sql(
                """
                WITH tonight AS (SELECT DISTINCT name_key FROM coded WHERE name_key IS NOT NULL),
                name_only AS (
                  SELECT b.* FROM bearers b LEFT SEMI JOIN tonight t
                    ON %s
                  WHERE NOT b.has_code),
                candidates AS (
                  SELECT n.subject_id AS name_only_id, n.name_key, c.subject_id,
                    size(collect_set(c.subject_id) OVER (PARTITION BY n.subject_id)) AS bearers,
                    size(collect_set(CASE WHEN endswith(c.region, '0000') AND NOT endswith(n.region, '0000')
                      THEN n.region END) OVER (PARTITION BY c.subject_id, n.name_key)) AS prefectures
                  FROM name_only n JOIN bearers c
                    ON %s AND %s AND c.has_code
                  LEFT ANTI JOIN apart_subjects a ON n.subject_id = a.left AND c.subject_id = a.right)
                SELECT max(subject_id) AS subject_id, name_only_id, min(name_key) AS name_key
                FROM candidates WHERE bearers = 1 AND prefectures <= 1
                GROUP BY name_only_id
                """
                        .formatted(
                                SAME_NAME.formatted("b", "t"),
                                SAME_NAME.formatted("n", "c"),
                                SAME_REGION.formatted("n.region", "c.region")));
    }
}
