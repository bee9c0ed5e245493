package io.creditlake.report.identity;

import static io.creditlake.report.identity.IdentityQueries.day;
import static io.creditlake.report.identity.IdentityQueries.listed;
import static io.creditlake.report.identity.IdentityQueries.seen;
import static io.creditlake.report.identity.IdentityQueries.text;

import io.creditlake.report.identity.IdentityExplanation.FormerName;
import io.creditlake.report.identity.IdentityExplanation.Listed;
import io.creditlake.report.identity.IdentityExplanation.Name;
import io.creditlake.report.identity.IdentityExplanation.Period;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Asks a release which names a subject bears, and which it bore once. */
final class NameQueries {
    private static final int SHOWN = 100;

    private static final String NAMES =
            "SELECT * FROM subject.name WHERE subject_id = :id ORDER BY last_seen DESC, first_seen, name, region";

    /**
     * Names that the register ended, and those that records note as former, unless the register had them later. One name
     * in several regions is one.
     */
    private static final String FORMER =
            """
            WITH own AS (SELECT * FROM subject.name WHERE subject_id = :id),
            borne AS (
              SELECT name_key, max_by(name, struct(last_seen, name)) AS name, min(used_from) AS used_from,
                max(used_until) AS used_until, max(registered_until) AS registered_until, min(ended_on) AS ended_on
              FROM own GROUP BY name_key),
            noted AS (
              SELECT credit.org_name_key(former_name) AS name_key,
                min_by(former_name, struct(former_noted_on, former_name)) AS noted_name,
                min(former_noted_on) AS noted_on
              FROM own WHERE former_name IS NOT NULL GROUP BY credit.org_name_key(former_name))
            SELECT coalesce(name, noted_name) AS name, used_from, ended_on, noted_on,
              if(registered_until IS NULL, least(used_until, ended_on, noted_on), coalesce(ended_on, noted_on)) AS borne_until
            FROM borne FULL JOIN noted USING (name_key)
            WHERE ended_on IS NOT NULL OR noted_on > coalesce(registered_until, DATE'0001-01-01')
            ORDER BY borne_until DESC, used_from DESC, name
            """;

    private final SparkSession reader;
    private final long subjectId;

    NameQueries(SparkSession reader, long subjectId) {
        this.reader = reader;
        this.subjectId = subjectId;
    }

    /** The names that the subject was seen under, the latest first. */
    Listed<Name> names() {
        return listed(
                ask(NAMES), SHOWN, r -> new Name(text(r, "name"), text(r, "region"), period(r, "used_until"), seen(r)));
    }

    /** The names that it bore once, the latest first. */
    Listed<FormerName> former() {
        return listed(
                ask(FORMER),
                SHOWN,
                r -> new FormerName(
                        text(r, "name"),
                        period(r, "borne_until"),
                        Optional.ofNullable(day(r, "ended_on")),
                        Optional.ofNullable(day(r, "noted_on"))));
    }

    private static Period period(Row row, String until) {
        return new Period(Optional.ofNullable(day(row, "used_from")), Optional.ofNullable(day(row, until)));
    }

    private Dataset<Row> ask(String sql) {
        return reader.sql(sql, Map.<String, Object>of("id", subjectId));
    }
}
