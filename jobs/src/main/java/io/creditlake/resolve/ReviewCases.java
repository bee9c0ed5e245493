package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.config.ConfigurationException;
import io.creditlake.config.Spelling;
import io.creditlake.match.OwnKey;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The questions on identities that the nights of a release have left to people. */
public final class ReviewCases {
    /** Why a case is raised. */
    public static final List<String> KINDS = List.of(
            "similar", "several_candidates", "one_code_two_names", "one_name_two_codes", "giant_cluster", "conflict");

    private static final String TABLE = "subject.review";

    private final SparkSession reader;

    /** The cases in a session that shows a release. */
    public ReviewCases(SparkSession reader) {
        this.reader = reader;
    }

    /**
     * The open cases, the most probable first. Of a natural person neither key nor name is shown.
     *
     * @param kind the only kind of interest; empty for all
     * @return {@code case_id, kind, probability, weight, left_name, right_name, left_key, right_key, raised_on,
     *     evidence, model}
     * @throws ConfigurationException when there is no such kind
     */
    public Dataset<Row> open(Optional<String> kind) {
        kind.ifPresent(ReviewCases::checkKind);
        Dataset<Row> cases = reader.table(TABLE).filter(col("status").equalTo("open"));
        return kind.map(k -> cases.filter(col("kind").equalTo(k)))
                .orElse(cases)
                .select(
                        col("case_id"),
                        col("kind"),
                        col("probability"),
                        col("weight"),
                        shown("left", "name"),
                        shown("right", "name"),
                        shown("left", "key"),
                        shown("right", "key"),
                        col("raised_on"),
                        col("evidence"),
                        col("model"))
                .orderBy(col("probability").desc_nulls_last(), col("raised_on"), col("case_id"));
    }

    private static Column shown(String side, String what) {
        Column person = coalesce(col(side + "_key").startsWith(OwnKey.PERSON + ":"), lit(false));
        return when(not(person), col(side + "_" + what)).as(side + "_" + what);
    }

    private static void checkKind(String kind) {
        if (!KINDS.contains(kind)) {
            throw ConfigurationException.of(
                    "--kind " + kind,
                    "no such kind of case",
                    "one of " + String.join(", ", KINDS),
                    Spelling.nearest(kind, KINDS)
                            .map(near -> "Did you mean '" + near + "'?")
                            .orElse(""));
        }
    }

    /**
     * The two keys of a case.
     *
     * @throws ConfigurationException when there is no such case, it is not open, or not about two keys
     */
    List<String> keys(long caseId) {
        Row found = reader.table(TABLE).filter(col("case_id").equalTo(lit(caseId))).collectAsList().stream()
                .findFirst()
                .orElseThrow(() -> refused(caseId, "no such case", "the case_id of an open case"));
        String status = found.getAs("status");
        if (!"open".equals(status)) {
            throw refused(caseId, "a case that is closed: " + status, "an open case, or the two keys themselves");
        }
        if (found.getAs("left_key") == null || found.getAs("right_key") == null) {
            throw refused(
                    caseId,
                    "a case of the kind " + found.getAs("kind") + ", which is not about two keys",
                    "the two keys that are or are not the same");
        }
        return List.of(found.getAs("left_key"), found.getAs("right_key"));
    }

    private static ConfigurationException refused(long caseId, String found, String expected) {
        return ConfigurationException.of("case " + caseId, found, expected, "See creditlake resolve review");
    }
}
