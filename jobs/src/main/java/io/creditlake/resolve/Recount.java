package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Subjects of which something that was said may be said no more: one of their records has left or was corrected. An entry
 * of the register that a later one replaces was no mistake but how things stood, so that what the register said stays
 * said until the entry goes to another subject.
 *
 * @param subjects {@code subject_id}, {@code entry_left} (whether an entry of the register has left)
 * @param codes {@code subject_id}, {@code kind}, {@code value}: what those records said before
 */
record Recount(Dataset<Row> subjects, Dataset<Row> codes) {
    private static final String[] SUBJECT = {"subject_id"};
    private static final Column IS_ENTRY = col("record_class").equalTo(OddNames.REGISTER);

    /**
     * The subjects to recount; empty when there is none.
     *
     * @param anew links as they stood of the records that are tied anew
     * @param said those records as they were, with the columns of {@link RecordKeys}
     * @param corrected links as they stood of records corrected tonight
     * @param left whose records have another subject now, or are gone: {@link Links#OF_SUBJECT}
     * @param merges subjects given up
     */
    static Optional<Recount> of(
            Dataset<Row> anew,
            Dataset<Row> said,
            Optional<Dataset<Row>> corrected,
            Optional<Dataset<Row>> left,
            Optional<Dataset<Row>> merges) {
        Optional<Dataset<Row>> inPlace = corrected
                .map(links -> links.filter(not(IS_ENTRY)))
                .map(links -> merges.map(m -> Merges.applied(links, m)).orElse(links))
                .map(links -> links.select(col("subject_id"), lit(false).as("entry_left")));
        Optional<Dataset<Row>> gone = left.map(l -> l.select(col("subject_id"), IS_ENTRY.as("entry_left")));
        Dataset<Row> subjects =
                merges.map(m -> Merges.applied(anew, m)).orElse(anew).select("record_id", "subject_id");
        return Stream.of(inPlace, gone)
                .flatMap(Optional::stream)
                .reduce(Dataset::unionByName)
                .map(rows -> rows.groupBy("subject_id")
                        .agg(max("entry_left").as("entry_left"))
                        .transform(Kept::of))
                .filter(rows -> !Kept.isEmpty(rows))
                .map(rows -> new Recount(
                        rows,
                        Identity.codes(said.drop("subject_id").join(subjects, "record_id"))
                                .transform(Kept::of)));
    }

    /** The subjects: {@code subject_id}. */
    Dataset<Row> ids() {
        return subjects.select("subject_id");
    }

    /** Rows of {@code subject.name}, those of these subjects without what their records tell. */
    Dataset<Row> forgotten(Dataset<Row> names) {
        Column recounted = col("entry_left").isNotNull();
        Column entryLeft = coalesce(col("entry_left"), lit(false));
        return names.join(subjects, SUBJECT, "left")
                .withColumn("registered_from", when(not(entryLeft), col("registered_from")))
                .withColumn("registered_until", when(not(entryLeft), col("registered_until")))
                .withColumn("used_from", when(recounted, col("registered_from")).otherwise(col("used_from")))
                .withColumn(
                        "used_until", when(recounted, col("registered_until")).otherwise(col("used_until")))
                .withColumn("former_name", when(not(recounted), col("former_name")))
                .withColumn("former_noted_on", when(not(recounted), col("former_noted_on")))
                .drop("entry_left");
    }

    /** Of names that no record says any more, those that the register once said, and no entry has left. */
    Dataset<Row> stillRegistered(Dataset<Row> names) {
        return names.filter(col("registered_until").isNotNull())
                .join(subjects.filter(not(col("entry_left"))), SUBJECT, "leftsemi");
    }

    /** Of codes that no record says any more, those that go. */
    Dataset<Row> gone(Dataset<Row> unsupported) {
        Dataset<Row> ofEntries = unsupported.join(subjects.filter(col("entry_left")), SUBJECT, "leftsemi");
        return ofEntries
                .union(unsupported.join(codes, Identity.CODE_KEY.toArray(String[]::new), "leftsemi"))
                .distinct();
    }
}
