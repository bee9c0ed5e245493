package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.when;

import io.creditlake.lake.Kept;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Cluster;
import io.creditlake.match.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Takes together the subjects that resemble each other and those that reviewers judged to be the same, after codes and
 * names have tied the night's records.
 */
final class Matching {
    private static final String[] SUBJECT = {"subject_id"};

    private final Workspace workspace;
    private final Judged judged;
    private final Map<Model, StoredProfiles> stored = new LinkedHashMap<>();
    private final Map<Model, Dataset<Row>> profiles = new LinkedHashMap<>();

    Matching(Workspace workspace, List<Model> models, Judged judged) {
        this.workspace = workspace;
        this.judged = judged;
        models.forEach(model -> stored.put(model, new StoredProfiles(workspace, model).renewed()));
    }

    /**
     * What came of it.
     *
     * @param placement the records with the subjects they have now
     * @param stored the profiles that the lake has, by model
     * @param profiles the profiles of the night's subjects by model, as they are now
     * @param found what a person has to look at
     * @param blocksTooLarge how many blocks were not compared
     */
    record Result(
            Placement placement,
            Map<Model, StoredProfiles> stored,
            Map<Model, Dataset<Row>> profiles,
            Doubts.Found found,
            long blocksTooLarge) {}

    /**
     * Takes subjects together.
     *
     * @param placed the records as codes and names tie them
     * @param known what the lake knew of their subjects
     */
    Result of(Placement placed, KnownSubjects known) {
        Dataset<Row> given = placed.merges()
                .map(m -> m.select(col("from_subject_id").as("subject_id")))
                .orElseGet(() -> placed.records().select("subject_id").limit(0));
        JudgedSubjects pairs = JudgedSubjects.of(judged, placed, known);
        Dataset<Row> apart = pairs.apart();
        List<Dataset<Row>> ties = new ArrayList<>(pairs.ties().stream().toList());
        List<Dataset<Row>> doubts = new ArrayList<>();
        long tooLarge = 0;
        for (Map.Entry<Model, StoredProfiles> entry : stored.entrySet()) {
            Model model = entry.getKey();
            Dataset<Row> tonight = tonight(model, placed).transform(Kept::of);
            profiles.put(model, tonight);
            Resemblances found = Resemblances.of(model, entry.getValue(), tonight, given, apart);
            ties.add(found.ties());
            doubts.add(found.doubts());
            tooLarge += found.blocksTooLarge();
        }
        Optional<Dataset<Row>> all =
                ties.stream().reduce(Dataset::unionByName).map(Matching::once).filter(t -> !Kept.isEmpty(t));
        Placement now = placed;
        if (all.isPresent()) {
            Dataset<Row> nodes = nodes(placed, known, all.get()).transform(Kept::of);
            Clusters clusters = Clusters.of(all.get(), nodes, apart, largestCluster());
            doubts.add(cuts(clusters, all.get()));
            now = joined(placed, clusters, all.get(), nodes);
        }
        Dataset<Row> looked = profiles.values().stream()
                .map(p -> p.select("subject_id"))
                .reduce(Dataset::union)
                .orElseGet(() -> given.limit(0));
        Dataset<Row> questions = new Questions(known, stored, profiles).of(doubts, apart, now);
        return new Result(
                now, stored, profiles, new Doubts.Found(questions, looked, judged.inForcePairs(), now), tooLarge);
    }

    /** How many subjects may be one: what the strictest model says, for a cluster may hang together by several. */
    private int largestCluster() {
        return stored.keySet().stream().mapToInt(Model::largestCluster).min().orElse(Model.LARGEST_CLUSTER);
    }

    /** Each unordered pair with its heaviest tie. */
    private static Dataset<Row> once(Dataset<Row> ties) {
        return ties.filter(not(col("left").equalTo(col("right"))))
                .groupBy(
                        least(col("left"), col("right")).as("left"),
                        greatest(col("left"), col("right")).as("right"))
                .agg(max(struct("weight", "rule", "evidence")).as("heaviest"))
                .select("left", "right", "heaviest.*")
                .transform(Kept::of);
    }

    /** What is known of the night's subjects: from its own records, and from before. */
    private Dataset<Row> tonight(Model model, Placement placed) {
        SubjectProfiles all = new SubjectProfiles(model);
        Dataset<Row> said = all.of(placed.records());
        if (stored.get(model).isEmpty()) {
            return said;
        }
        Dataset<Row> ids = placed.records().select("subject_id").distinct();
        Dataset<Row> asked = placed.merges()
                .map(m -> ids.union(m.select("from_subject_id")).distinct())
                .orElse(ids);
        Dataset<Row> before = stored.get(model).of(asked);
        Dataset<Row> moved = placed.merges().map(m -> Merges.applied(before, m)).orElse(before);
        return all.united(said.unionByName(moved));
    }

    /** Ties that the guards of clusters have cut, as doubts. */
    private Dataset<Row> cuts(Clusters clusters, Dataset<Row> ties) {
        Column kind = when(col("guard").equalTo(Cluster.Guard.TOO_LARGE.name()), "giant_cluster")
                .otherwise("conflict");
        Column isJudged = col("rule").equalTo(JudgedSubjects.RULE);
        return clusters.cuts()
                .filter(not(col("guard").equalTo(Cluster.Guard.KEPT_APART.name())))
                .join(ties, new String[] {"left", "right"})
                .join(judged.told(), isJudged.and(col("evidence").equalTo(col("id"))), "left")
                .select(
                        col("left"),
                        col("right"),
                        kind.as("kind"),
                        when(not(isJudged), col("weight")).as("weight"),
                        lit(null).cast("double").as("probability"),
                        coalesce(col("told"), col("evidence")).as("evidence"),
                        when(not(isJudged), substring_index(col("rule"), Resemblances.RULE, -1))
                                .as("model"));
    }

    /** The placement with the subjects of each cluster as one. */
    private Placement joined(Placement placed, Clusters clusters, Dataset<Row> ties, Dataset<Row> nodes) {
        Dataset<Row> members = clusters.members()
                .join(ties, new String[] {"left", "right"})
                .join(nodes.select("subject_id", "org_key", "existed"), SUBJECT)
                .transform(Kept::of);
        Dataset<Row> moves = members.filter(not(col("subject_id").equalTo(col("into_subject_id"))))
                .select(
                        col("subject_id").as("from_subject_id"),
                        col("into_subject_id"),
                        col("rule"),
                        col("evidence"),
                        col("weight"),
                        col("existed"))
                .transform(Kept::of);
        Dataset<Row> records = retold(placed.records(), members).transform(Kept::of);
        Kept.forget(placed.records());
        Dataset<Row> merges = placed.merges()
                .map(m -> then(m, moves).unionByName(moves, true))
                .orElse(moves)
                .transform(Kept::of);
        Dataset<Row> ends = Merges.subjects(moves).transform(Kept::of);
        profiles.replaceAll((model, tonight) -> united(model, tonight, moves, ends));
        return new Placement(records, Optional.of(merges));
    }

    /** Every subject that a tie names: {@code subject_id}, {@code org_key}, {@code first_seen}, {@code existed}. */
    private Dataset<Row> nodes(Placement placed, KnownSubjects known, Dataset<Row> ties) {
        Dataset<Row> ids = ties.select(col("left").as("subject_id"))
                .union(ties.select(col("right").as("subject_id")))
                .distinct();
        Dataset<Row> keys = placed.records()
                .select("subject_id", "org_key")
                .unionByName(placed.merges()
                        .map(m -> Merges.applied(known.subjects(), m))
                        .orElse(known.subjects())
                        .select("subject_id", "org_key"));
        for (Dataset<Row> tonight : profiles.values()) {
            keys = keys.unionByName(tonight.select("subject_id", "org_key"));
        }
        for (StoredProfiles before : stored.values()) {
            keys = keys.unionByName(before.of(ids).select("subject_id", "org_key"));
        }
        Dataset<Row> codes = ids.join(keys, SUBJECT, "left")
                .groupBy("subject_id")
                .agg(max("org_key").as("org_key"));
        Dataset<Row> seen =
                known.all().of(ids).select(col("subject_id"), col("first_seen").as("since"));
        return codes.join(seen, SUBJECT, "left")
                .select(
                        col("subject_id"),
                        col("org_key"),
                        coalesce(col("since"), lit(workspace.runDate())).as("first_seen"),
                        col("since").isNotNull().as("existed"));
    }

    /** Records with the subject that theirs has become. Those that nothing but the match ties to it say so. */
    private static Dataset<Row> retold(Dataset<Row> records, Dataset<Row> members) {
        Dataset<Row> ties = members.select(
                col("subject_id").as("member"),
                col("into_subject_id"),
                col("org_key").isNull().as("is_bare"),
                col("rule").as("match_rule"),
                col("evidence").as("match_evidence"),
                col("weight").as("match_weight"));
        Column byMatch = coalesce(col("is_bare").and(col("rule").isin("new", "name_in_region")), lit(false));
        return records.join(Kept.met(ties), col("subject_id").equalTo(col("member")), "left")
                .withColumn("weight", when(byMatch, col("match_weight")))
                .withColumn("evidence", when(byMatch, col("match_evidence")).otherwise(col("evidence")))
                .withColumn("rule", when(byMatch, col("match_rule")).otherwise(col("rule")))
                .withColumn("subject_id", coalesce(col("into_subject_id"), col("subject_id")))
                .drop("member", "into_subject_id", "is_bare", "match_rule", "match_evidence", "match_weight");
    }

    /** Merges whose subject is itself given up lead on to the one that stays. */
    private static Dataset<Row> then(Dataset<Row> merges, Dataset<Row> moves) {
        Dataset<Row> on = moves.select(
                col("from_subject_id").as("given_up"), col("into_subject_id").as("stays"));
        return merges.join(on, col("into_subject_id").equalTo(col("given_up")), "left")
                .withColumn("into_subject_id", coalesce(col("stays"), col("into_subject_id")))
                .drop("given_up", "stays");
    }

    /** The profiles of the night's subjects after the moves; of most nothing has moved. */
    private Dataset<Row> united(Model model, Dataset<Row> tonight, Dataset<Row> moves, Dataset<Row> ends) {
        Dataset<Row> moved = tonight.join(Kept.met(ends), SUBJECT, "leftsemi").transform(Kept::of);
        Dataset<Row> others = ends.join(moved.select("subject_id"), SUBJECT, "leftanti");
        return tonight.join(Kept.met(ends), SUBJECT, "leftanti")
                .unionByName(new SubjectProfiles(model)
                        .united(Merges.applied(
                                moved.unionByName(stored.get(model).of(others)), moves)))
                .transform(Kept::of);
    }
}
