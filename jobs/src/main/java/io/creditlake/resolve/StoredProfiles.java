package io.creditlake.resolve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.creditlake.lake.Kept;
import io.creditlake.lake.NumberedRows;
import io.creditlake.lake.SideBySide;
import io.creditlake.lake.Workspace;
import io.creditlake.match.Model;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The profiles and blocks that the lake has under one model, as they stood when the night began. A night asks for the
 * profiles of one subject again and again: they are read once, and blocks are made of profiles rather than read.
 */
final class StoredProfiles {
    static final String PROFILES = "subject.profile";
    private static final String BLOCKS = "subject.block";
    private static final String[] SUBJECT = {"subject_id"};
    private static final DataType KNOWN_AS =
            DataTypes.createMapType(DataTypes.StringType, DataTypes.createArrayType(DataTypes.StringType));

    private final Workspace workspace;
    private final Model model;
    private final SubjectProfiles profiles;
    private final RowsBySubject rows;
    private final boolean isEmpty;

    StoredProfiles(Workspace workspace, Model model) {
        this.workspace = workspace;
        this.model = model;
        this.profiles = new SubjectProfiles(model);
        this.rows = new RowsBySubject(workspace, PROFILES, profilesOfModel());
        this.isEmpty = !workspace.hasRows(PROFILES);
    }

    /**
     * Makes the blocks of all profiles anew when the model has come to block otherwise since they were written. Before
     * that, no subject of earlier nights would share a block with one of the night.
     */
    StoredProfiles renewed() {
        Dataset<Row> old = workspace
                .read(BLOCKS)
                .select("model")
                .filter(col("model")
                        .startsWith(model.identity() + "@")
                        .and(not(col("model").equalTo(model.blocksId()))))
                .distinct()
                .transform(Kept::of);
        if (!old.isEmpty()) {
            workspace.delete(BLOCKS, old, List.of("model"));
            workspace.append(BLOCKS, blocks(opened(profilesOfModel())));
        }
        return this;
    }

    private Dataset<Row> profilesOfModel() {
        return workspace
                .read(PROFILES)
                .filter(col("model").equalTo(model.identity()))
                .select("subject_id", "org_key", "own_key", "name", "known_as");
    }

    /**
     * The profiles of some subjects.
     *
     * @param subjects {@code subject_id}
     */
    Dataset<Row> of(Dataset<Row> subjects) {
        return opened(rows.of(subjects));
    }

    /** Rows of {@code subject.profile} as {@link SubjectProfiles} takes them. */
    static Dataset<Row> opened(Dataset<Row> rows) {
        return rows.withColumn("known_as", from_json(col("known_as"), KNOWN_AS));
    }

    /** Whether no subject had a profile when the night began, under any model. */
    boolean isEmpty() {
        return isEmpty;
    }

    /** How many subjects have a profile. */
    long count() {
        return isEmpty ? 0 : profilesOfModel().count();
    }

    /**
     * The stored blocks and terms that the given ones name, as rows of {@code subject.block}.
     *
     * @param blocks the blocks and terms, as rows of {@code subject.block}
     * @param superseded {@code subject_id}: subjects whose stored blocks no longer hold
     */
    Dataset<Row> sharing(Dataset<Row> blocks, Dataset<Row> superseded) {
        Dataset<Row> all = workspace.read(BLOCKS).filter(col("model").equalTo(model.blocksId()));
        if (!workspace.hasRows(BLOCKS)) {
            return all.limit(0);
        }
        Dataset<Row> wanted = blocks.select("block").distinct().transform(Kept::of);
        return NumberedRows.of(workspace, BLOCKS, all, wanted, "block")
                .join(superseded.select("subject_id"), SUBJECT, "leftanti")
                .transform(Kept::of);
    }

    /**
     * Writes the profiles that have changed, and the blocks that follow from them.
     *
     * @param now the profiles of the night's subjects
     * @param gone {@code subject_id}: subjects that have none any more, none of them among the profiles
     */
    boolean write(Dataset<Row> now, Dataset<Row> gone) {
        if (isEmpty) {
            SideBySide.run(
                    workspace.spark(),
                    List.of(() -> append(PROFILES, written(now)), () -> append(BLOCKS, blocks(now))));
            return true;
        }
        Dataset<Row> before =
                of(now.select("subject_id").union(gone.select("subject_id"))).transform(Kept::of);
        SideBySide.run(
                workspace.spark(), List.of(() -> writeProfiles(now, before, gone), () -> writeBlocks(now, before)));
        return true;
    }

    private boolean append(String table, Dataset<Row> rows) {
        workspace.append(table, rows);
        return true;
    }

    /** Profiles as rows of {@code subject.profile}. */
    private Dataset<Row> written(Dataset<Row> profiles) {
        return profiles.withColumn("coded", col("org_key").isNotNull())
                .withColumn("model", lit(model.identity()))
                .withColumn("known_as", to_json(col("known_as")));
    }

    private boolean writeProfiles(Dataset<Row> now, Dataset<Row> before, Dataset<Row> gone) {
        Column content = struct(col("org_key"), col("own_key"), col("name"), to_json(col("known_as")));
        Dataset<Row> marked = now.join(before.select(col("subject_id"), content.as("before")), SUBJECT, "left")
                .filter(not(coalesce(col("before").equalTo(content), lit(false))))
                .withColumn("is_known", col("before").isNotNull())
                .drop("before")
                .transform(this::written)
                .transform(Kept::of);
        List<String> key = List.of("subject_id", "model");
        Dataset<Row> dropped = before.join(gone.select("subject_id"), SUBJECT, "leftsemi")
                .select("subject_id")
                .withColumn("model", lit(model.identity()));
        workspace.change(PROFILES, marked.filter("is_known"), dropped, key);
        workspace.append(PROFILES, marked.filter("NOT is_known"));
        return true;
    }

    private boolean writeBlocks(Dataset<Row> now, Dataset<Row> before) {
        List<String> key = List.of("block", "subject_id", "model");
        String[] row = {"block", "subject_id", "coded"};
        Dataset<Row> blocks = blocks(now).transform(Kept::of);
        Dataset<Row> held = blocks(before).transform(Kept::of);
        Dataset<Row> others = blocks.join(held, row, "leftanti").transform(Kept::of);
        Dataset<Row> recoded = others.join(held, key.toArray(String[]::new), "leftsemi");
        Dataset<Row> dropped = held.join(blocks, key.toArray(String[]::new), "leftanti")
                .select("block", "subject_id", "model")
                .distinct();
        workspace.change(BLOCKS, recoded, dropped, key);
        workspace.append(BLOCKS, others.join(held, key.toArray(String[]::new), "leftanti"));
        return true;
    }

    private Dataset<Row> blocks(Dataset<Row> of) {
        return profiles.blocks(of, profiles.terms(of));
    }
}
