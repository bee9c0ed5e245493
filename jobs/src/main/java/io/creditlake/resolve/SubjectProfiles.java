package io.creditlake.resolve;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
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
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import io.creditlake.match.Blocks;
import io.creditlake.match.Model;
import io.creditlake.match.OwnKey;
import io.creditlake.match.Profiles;
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
    /** As many values of a column as {@link Profiles} keeps. */
    private static final int MOST_VALUES = 8;

    private static final List<String> STRENGTH = List.of(OwnKey.ORG, OwnKey.REG, OwnKey.NAME, OwnKey.RECORD);

    private final Model model;

    SubjectProfiles(Model model) {
        this.model = model;
    }

    /** The profiles that records make, one a subject; natural persons and kinds that the model is not about have none. */
    Dataset<Row> of(Dataset<Row> records) {
        Dataset<Row> about = records.filter(concerned(model));
        return Profiles.of(
                        model,
                        about,
                        strongest().as("own_key"),
                        min("subject_name").as("name"))
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

    /**
     * The terms of profiles whose frequency counts, such as trade names.
     *
     * @return {@code comparison}, {@code term}, {@code block} (the number that stands for the term), {@code subject_id},
     *     {@code coded}
     */
    Dataset<Row> terms(Dataset<Row> profiles) {
        return Terms.of(model, opened(profiles))
                .withColumn("block", xxhash64(lit("term"), col("comparison"), col("term")));
    }

    /**
     * The blocks and terms of profiles, as rows of {@code subject.block}.
     *
     * @param terms of the same profiles, as {@link #terms} gives them
     */
    Dataset<Row> blocks(Dataset<Row> profiles, Dataset<Row> terms) {
        return opened(profiles)
                .select(
                        explode(Blocks.of(model)).as("block"),
                        col("subject_id"),
                        col("coded"),
                        lit(false).as("term"))
                .union(terms.select(col("block"), col("subject_id"), col("coded"), lit(true)))
                .withColumn("model", lit(model.blocksId()));
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
}
