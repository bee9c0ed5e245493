package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.not;

import io.creditlake.lake.Kept;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What judgements keep apart while records are tied by name, as views: {@code apart_names} ({@code name_key},
 * {@code region} and the {@code subject_id} that is another), {@code apart_records} ({@code record_id},
 * {@code subject_id}) and {@code apart_subjects} ({@code left}, {@code right}, in both orders).
 */
final class ApartSubjects {
    private static final String[] KEY = {"key"};

    private ApartSubjects() {}

    /**
     * Makes the views.
     *
     * @param known what the lake knew of the night's subjects
     * @param keyed the records of tonight, with the columns of {@link RecordKeys}
     * @param coded those that are tied by code, with their subjects
     * @param codeMoves the subjects merged by code
     */
    static void view(
            Judged judged, KnownSubjects known, Dataset<Row> keyed, Dataset<Row> coded, Dataset<Row> codeMoves) {
        Dataset<Row> different = judged.different();
        if (different.isEmpty()) {
            Dataset<Row> none = coded.select("subject_id").limit(0);
            none.selectExpr("'' AS name_key", "'' AS region", "subject_id").createOrReplaceTempView("apart_names");
            none.selectExpr("subject_id AS record_id", "subject_id").createOrReplaceTempView("apart_records");
            none.selectExpr("subject_id AS left", "subject_id AS right").createOrReplaceTempView("apart_subjects");
            return;
        }
        Dataset<Row> judgedKeys = judged.keys();
        Dataset<Row> said = keyed.select(col("record_id"), explode(col("codes")).as("key"))
                .unionByName(keyed.select(
                        col("record_id"), RecordKeys.nameInPrefecture().as("key")))
                .unionByName(keyed.selectExpr("record_id", "concat('record:', record_id) AS key"))
                .join(judgedKeys, KEY, "leftsemi")
                .transform(Kept::of);
        Dataset<Row> holders = Merges.applied(known.holders(), codeMoves)
                .join(judgedKeys, KEY, "leftsemi")
                .unionByName(Kept.sent(said).join(coded, "record_id").select("key", "subject_id"))
                .distinct()
                .transform(Kept::of);
        Dataset<Row> others = holders.withColumnRenamed("key", "other");
        judged.apartNames()
                .join(others, "other")
                .select("name_key", "region", "subject_id")
                .distinct()
                .transform(Kept::of)
                .createOrReplaceTempView("apart_names");
        Judged.ofRecords(different)
                .join(others, "other")
                .select(col("wrong_record").as("record_id"), col("subject_id"))
                .distinct()
                .transform(Kept::of)
                .createOrReplaceTempView("apart_records");
        JudgedSubjects.inBothOrders(JudgedSubjects.sides(different, holders))
                .filter(not(col("left").equalTo(col("right"))))
                .transform(Kept::of)
                .createOrReplaceTempView("apart_subjects");
    }
}
