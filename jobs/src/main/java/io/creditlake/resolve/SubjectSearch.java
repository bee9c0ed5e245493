package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.creditlake.standards.OrganisationName;
import io.creditlake.standards.TypedCode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Finds subjects by what a person types. */
public final class SubjectSearch {
    private static final int MOST = 20;

    private SubjectSearch() {}

    /**
     * A subject found.
     *
     * @param subjectId its id
     * @param code its unified social credit code, when it has one
     */
    public record Found(long subjectId, Optional<String> code) {}

    /**
     * Finds the subjects that have a code, or bear exactly a name now or did once, or have an id. Natural persons are not
     * found.
     *
     * @param reader session that shows a release
     * @param text what was typed, in any form that the standards can read
     * @return at most 20
     */
    public static List<Found> find(SparkSession reader, String text) {
        Dataset<Row> subjects = reader.table("lake.subject.subject")
                .filter(col("kind").isNull().or(col("kind").notEqual("person")));
        List<String> codes = TypedCode.readings(text);
        Dataset<Row> byCode = reader.table("lake.subject.identifier")
                .filter(col("kind").notEqual("person_token").and(col("value").isin(codes.toArray())))
                .select("subject_id")
                // A code that fails its check identifies nobody, but a subject may show it.
                .union(subjects.filter(col("uscc").isin(codes.toArray())).select("subject_id"));
        Dataset<Row> byName = reader.table("lake.subject.name")
                .filter(col("name_key").equalTo(lit(OrganisationName.key(text))))
                .select("subject_id");
        Column byId =
                text.matches("\\d{1,19}") ? col("subject_id").cast("string").equalTo(text) : lit(false);
        Dataset<Row> ids = byCode.union(byName)
                .union(subjects.filter(byId).select("subject_id"))
                .distinct();
        return subjects
                .join(ids, "subject_id")
                .select("subject_id", "uscc")
                .orderBy("subject_id")
                .limit(MOST)
                .collectAsList()
                .stream()
                .map(row -> new Found(row.getLong(0), Optional.ofNullable(row.getString(1))))
                .toList();
    }
}
