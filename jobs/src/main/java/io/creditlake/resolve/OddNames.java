package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;

import io.creditlake.lake.Kept;
import io.creditlake.match.Model;
import io.creditlake.match.OwnKey;
import io.creditlake.standards.compare.Kind;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Records whose code leads to a subject while their name has nothing in common with any other name of it: a code typed
 * wrong may be another's. What the register says is never odd, for it knows of changes of name first.
 */
final class OddNames {
    /** The record class of the register. */
    static final String REGISTER = "registration";

    private static final String[] SUBJECT = {"subject_id"};

    private OddNames() {}

    /**
     * The cases of a night, one a subject and name.
     *
     * @param records the night's records with their subjects
     * @param profiles profiles of these subjects, all of their names included
     * @param knownNames {@code left} (a subject), {@code name_key}: names known before, which were asked about then
     * @return as {@link Doubts.Found} takes them; empty for a model that compares no names of organisations
     */
    static Optional<Dataset<Row>> of(
            Model model, Dataset<Row> records, Dataset<Row> profiles, Dataset<Row> knownNames) {
        return model.columnNames().stream()
                .filter(c -> model.kind(c) == Kind.ORGANISATION_NAME)
                .findFirst()
                .map(column -> of(model, column, records, profiles)
                        .join(knownNames, new String[] {"left", "name_key"}, "leftanti")
                        .drop("name_key")
                        .withColumn("model", lit(model.identity())));
    }

    private static Dataset<Row> of(Model model, String column, Dataset<Row> records, Dataset<Row> profiles) {
        Column kind = lit(Kind.ORGANISATION_NAME.key());
        Column own = call_function("credit.comparable", kind, array(col("subject_name")));
        Column known = element_at(col("known_as"), column);
        Column others = array_except(known, col("own"));
        Dataset<Row> named = records.filter(col("org_key")
                .isNotNull()
                .and(col("name_key").isNotNull())
                .and(not(col("record_class").equalTo(REGISTER))));
        Dataset<Row> asked = doubtful(model, column, named, profiles)
                .groupBy("subject_id", "name_key")
                .agg(
                        min("subject_name").as("subject_name"),
                        min("record_id").as("record_id"),
                        min("org_key").as("left_key"))
                .transform(Kept::of);
        return profiles.select("subject_id", "name", "known_as")
                .join(Kept.met(asked), SUBJECT)
                .withColumn("own", own)
                .filter(call_function("credit.agreement", kind, col("own"), others)
                        .equalTo("different"))
                .select(
                        col("name_key"),
                        col("subject_id").as("left"),
                        col("subject_id").as("right"),
                        col("left_key"),
                        concat(lit(OwnKey.RECORD + ":"), col("record_id")).as("right_key"),
                        col("name").as("left_name"),
                        col("subject_name").as("right_name"),
                        lit(Doubts.ONE_CODE_TWO_NAMES).as("kind"),
                        lit(null).cast("double").as("weight"),
                        lit(null).cast("double").as("probability"),
                        lit(null).cast("string").as("evidence"));
    }

    /** Of most subjects one name is known: that of all records that made the profile, none of which is odd. */
    private static Dataset<Row> doubtful(Model model, String column, Dataset<Row> named, Dataset<Row> profiles) {
        if (!model.columns().get(column).contains("subject_name")) {
            return named;
        }
        Dataset<Row> several = profiles.filter(
                        size(element_at(col("known_as"), column)).gt(1))
                .select("subject_id")
                .transform(Kept::of);
        Column madeIt = SubjectProfiles.concerned(model);
        return named.filter(madeIt).join(Kept.met(several), SUBJECT, "leftsemi").unionByName(named.filter(not(madeIt)));
    }
}
