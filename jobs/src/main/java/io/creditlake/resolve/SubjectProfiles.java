package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.lake.Workspace;
import io.creditlake.match.Blocks;
import io.creditlake.match.Model;
import io.creditlake.match.OwnKey;
import io.creditlake.match.Profiles;
import io.creditlake.match.Scores;
import io.creditlake.match.Terms;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What matching knows of subjects, as {@code subject.profile} keeps it, and the blocks they lie in. A profile is the union
 * of what records say, so that the night's records are added to it without reading the others again.
 */
final class SubjectProfiles {
    static final String PROFILES = "subject.profile";
    static final String BLOCKS = "subject.block";

    /** As many values of a column as {@link Profiles} keeps. */
    private static final int MOST_VALUES = 8;

    private static final String[] SUBJECT = {"subject_id"};
    private static final List<String> STRENGTH = List.of(OwnKey.ORG, OwnKey.REG, OwnKey.NAME, OwnKey.RECORD);

    private final Workspace workspace;
    private final Model model;

    SubjectProfiles(Workspace workspace, Model model) {
        this.workspace = workspace;
        this.model = model;
    }

    /** The profiles that records make, one a subject; natural persons and kinds that the model is not about have none. */
    Dataset<Row> of(Dataset<Row> records) {
        Dataset<Row> about = records.filter(concerned(model));
        Dataset<Row> shown = about.groupBy("subject_id")
                .agg(strongest().as("own_key"), min("subject_name").as("name"));
        return Profiles.of(model, about)
                .join(shown, SUBJECT)
                .select(col("subject_id"), col("org_key"), col("own_key"), col("name"), asMap());
    }

    /** Whether a model is about the subject of a record with the columns of {@link RecordKeys}; never about a person. */
    static Column concerned(Model model) {
        return Profiles.concerned(model, col("subject_kind"))
                .and(not(col("own_key").startsWith(OwnKey.PERSON + ":")))
                .and(not(RecordKeys.mayBePerson()));
    }

    private Column asMap() {
        List<Column> entries = new ArrayList<>();
        for (String column : model.columnNames()) {
            entries.add(lit(column));
            entries.add(col(column));
        }
        return map(entries.toArray(Column[]::new)).as("known_as");
    }

    private static Column strongest() {
        Column rank = lit(STRENGTH.size());
        for (int i = STRENGTH.size() - 1; i >= 0; i--) {
            rank = when(col("own_key").startsWith(STRENGTH.get(i) + ":"), i).otherwise(rank);
        }
        return min(struct(rank.as("rank"), col("own_key").as("key"))).getField("key");
    }

    /** The profiles that the lake has of some subjects. */
    Dataset<Row> stored(Dataset<Row> subjects) {
        return workspace
                .read(PROFILES)
                .filter(col("model").equalTo(model.identity()))
                .join(subjects, SUBJECT, "leftsemi")
                .select("subject_id", "org_key", "own_key", "name", "known_as");
    }

    /** One profile a subject out of several. */
    Dataset<Row> united(Dataset<Row> profiles) {
        List<Column> columns =
                new ArrayList<>(List.of(strongest().as("own_key"), min("name").as("name")));
        for (String column : model.columnNames()) {
            Column all = array_distinct(flatten(collect_list(element_at(col("known_as"), column))));
            columns.add(slice(array_sort(all), 1, MOST_VALUES).as(column));
        }
        return profiles.groupBy("subject_id")
                .agg(max("org_key").as("org_key"), columns.toArray(Column[]::new))
                .select(col("subject_id"), col("org_key"), col("own_key"), col("name"), asMap());
    }

    /** The blocks that the lake has: rows of {@code subject.block}. */
    Dataset<Row> storedBlocks() {
        return workspace.read(BLOCKS).filter(col("model").equalTo(model.identity()));
    }

    /** The blocks and terms of profiles, as rows of {@code subject.block}. */
    Dataset<Row> blocks(Dataset<Row> profiles) {
        Dataset<Row> open = opened(profiles);
        return open.select(
                        explode(Blocks.of(model)).as("block"),
                        col("subject_id"),
                        col("coded"),
                        lit(false).as("term"))
                .union(terms(open).select(col("block"), col("subject_id"), col("coded"), lit(true)))
                .withColumn("model", lit(model.identity()));
    }

    /** The terms of opened profiles: {@code comparison}, {@code term}, {@code block}, {@code subject_id}, {@code coded}. */
    private Dataset<Row> terms(Dataset<Row> open) {
        return Terms.of(model, open)
                .withColumn("block", xxhash64(lit("term"), col("comparison"), col("term")))
                .join(open.select("subject_id", "coded"), SUBJECT);
    }

    /**
     * How frequent the terms of the night's subjects are among all subjects.
     *
     * @param tonight profiles of the night's subjects
     * @param superseded {@code subject_id}: subjects of the night and those given up in it, whose stored terms no longer hold
     * @return as {@link Terms#frequencies} gives them
     */
    Dataset<Row> frequencies(Dataset<Row> tonight, Dataset<Row> superseded) {
        if (model.termComparisons().isEmpty()) {
            return Terms.frequencies(model, tonight.limit(0));
        }
        Dataset<Row> terms = terms(opened(tonight)).localCheckpoint();
        Dataset<Row> wanted = terms.select("comparison", "term", "block").distinct();
        Dataset<Row> held = storedBlocks()
                .filter("term")
                .join(wanted.select("block"), new String[] {"block"}, "leftsemi")
                .join(superseded, SUBJECT, "leftanti")
                .select("block", "subject_id")
                .union(terms.select("block", "subject_id"));
        long subjects = Math.max(1, workspace.read(PROFILES).count() + tonight.count());
        return wanted.join(held.groupBy("block").agg(count(lit(1)).as("held")), "block")
                .select(
                        col("comparison"),
                        col("term"),
                        coalesce(shares(subjects)).as(Scores.FREQUENCY));
    }

    private Column[] shares(long subjects) {
        return model.termComparisons().stream()
                .map(c -> when(col("comparison").equalTo(c.name()), Terms.frequency(c, col("held"), subjects)))
                .toArray(Column[]::new);
    }

    /** Profiles with a column for each of the model's, and {@code coded}. */
    Dataset<Row> opened(Dataset<Row> profiles) {
        return opened(model, profiles);
    }

    /** Profiles of a model with a column for each of the model's, and {@code coded}. */
    static Dataset<Row> opened(Model model, Dataset<Row> profiles) {
        List<Column> columns = new ArrayList<>(List.of(
                col("subject_id"),
                col("org_key"),
                col("own_key"),
                col("org_key").isNotNull().as("coded")));
        model.columnNames()
                .forEach(c -> columns.add(element_at(col("known_as"), c).as(c)));
        return profiles.select(columns.toArray(Column[]::new));
    }

    /**
     * Writes the profiles that have changed.
     *
     * @param now the profiles of the night's subjects
     * @param gone {@code subject_id}: subjects that have none any more, none of them among the profiles
     */
    boolean writeProfiles(Dataset<Row> now, Dataset<Row> gone) {
        Column content = struct(col("org_key"), col("own_key"), col("name"), to_json(col("known_as")));
        Dataset<Row> before = stored(now.select("subject_id")).select(col("subject_id"), content.as("before"));
        Dataset<Row> changed = now.join(before, SUBJECT, "left")
                .filter(not(coalesce(col("before").equalTo(content), lit(false))))
                .drop("before")
                .withColumn("coded", col("org_key").isNotNull())
                .withColumn("model", lit(model.identity()))
                .localCheckpoint();
        Dataset<Row> dropped = gone.distinct().withColumn("model", lit(model.identity()));
        put(PROFILES, changed, dropped, List.of("subject_id", "model"), !before.isEmpty());
        return true;
    }

    /**
     * Writes the blocks that have changed.
     *
     * @param now the profiles of the night's subjects
     * @param gone {@code subject_id}: subjects that have none any more, none of them among the profiles
     */
    boolean writeBlocks(Dataset<Row> now, Dataset<Row> gone) {
        Dataset<Row> blocks = blocks(now).localCheckpoint();
        Dataset<Row> before = storedBlocks()
                .join(now.select("subject_id").union(gone).distinct(), SUBJECT, "leftsemi")
                .localCheckpoint();
        String[] key = {"block", "subject_id", "model"};
        Dataset<Row> added = blocks.join(before, new String[] {"block", "subject_id", "coded"}, "leftanti");
        Dataset<Row> dropped =
                before.select("block", "subject_id", "model").distinct().join(blocks, key, "leftanti");
        boolean recoded = !before.join(blocks, new String[] {"block", "subject_id", "coded"}, "leftanti")
                .isEmpty();
        put(BLOCKS, added, dropped, List.of(key), recoded);
        return true;
    }

    private void put(String table, Dataset<Row> rows, Dataset<Row> gone, List<String> key, boolean replaces) {
        if (replaces || !gone.isEmpty()) {
            workspace.merge(table, rows, gone, key);
        } else {
            workspace.append(table, rows);
        }
    }
}
