package io.creditlake.resolve;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.creditlake.lake.Kept;
import io.creditlake.match.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a night has to ask a person, with the keys and names of the subjects as these are now. */
final class Questions {
    private static final String[] SUBJECT = {"subject_id"};

    private final Dataset<Row> knownNames;
    private final Map<Model, StoredProfiles> stored;
    private final Map<Model, Dataset<Row>> profiles;

    /**
     * Questions of a night.
     *
     * @param known what the lake knew of the night's subjects before
     * @param stored the profiles that the lake has, by model
     * @param profiles the profiles of the night's subjects, by model
     */
    Questions(KnownSubjects known, Map<Model, StoredProfiles> stored, Map<Model, Dataset<Row>> profiles) {
        this.stored = stored;
        this.knownNames = known.names().select(col("subject_id").as("left"), col("name_key"));
        this.profiles = profiles;
    }

    /**
     * The doubts as {@link Doubts} takes them.
     *
     * @param doubts pairs as {@link Resemblances} gives them
     * @param apart {@code left}, {@code right}: subjects that are judged to be different, in both orders
     * @param now the records with the subjects they have now
     */
    Dataset<Row> of(List<Dataset<Row>> doubts, Dataset<Row> apart, Placement now) {
        Dataset<Row> pairs = doubts.stream().reduce(Dataset::unionByName).orElseGet(() -> noDoubts(apart));
        for (String side : List.of("left", "right")) {
            if (now.merges().isPresent()) {
                pairs = Merges.applied(
                                pairs.withColumnRenamed(side, "subject_id"),
                                now.merges().get())
                        .withColumnRenamed("subject_id", side);
            }
        }
        pairs = pairs.filter(not(col("left").equalTo(col("right"))))
                .join(apart, new String[] {"left", "right"}, "leftanti")
                .transform(Kept::of);
        Dataset<Row> shown = shown(pairs).transform(Kept::of);
        for (String side : List.of("left", "right")) {
            pairs = pairs.join(
                    shown.select(
                            col("subject_id").as(side),
                            col("own_key").as(side + "_key"),
                            col("name").as(side + "_name")),
                    side);
        }
        for (Map.Entry<Model, Dataset<Row>> entry : profiles.entrySet()) {
            Optional<Dataset<Row>> odd = OddNames.of(entry.getKey(), now.records(), entry.getValue(), knownNames);
            pairs = odd.map(pairs::unionByName).orElse(pairs);
        }
        return pairs.transform(Kept::of);
    }

    private static Dataset<Row> noDoubts(Dataset<Row> apart) {
        Column none = lit(null).cast("double");
        return apart.limit(0)
                .select(
                        col("left"),
                        col("right"),
                        lit("").as("kind"),
                        none.as("weight"),
                        none.as("probability"),
                        lit("").as("evidence"),
                        lit("").as("model"));
    }

    /** Key and name of the subjects of pairs: {@code subject_id}, {@code own_key}, {@code name}. */
    private Dataset<Row> shown(Dataset<Row> pairs) {
        Dataset<Row> ids = pairs.select(col("left").as("subject_id"))
                .union(pairs.select(col("right").as("subject_id")))
                .distinct();
        return profiles.entrySet().stream()
                .map(entry -> {
                    Dataset<Row> tonight = entry.getValue().join(ids, SUBJECT, "leftsemi");
                    Dataset<Row> before =
                            stored.get(entry.getKey()).of(ids).join(tonight.select("subject_id"), SUBJECT, "leftanti");
                    return tonight.unionByName(before).select("subject_id", "own_key", "name");
                })
                .reduce(Dataset::union)
                .map(rows -> rows.groupBy("subject_id")
                        .agg(min(struct("own_key", "name")).as("shown"))
                        .select("subject_id", "shown.*"))
                .orElseGet(() -> ids.selectExpr("subject_id", "'' AS own_key", "'' AS name"));
    }
}
